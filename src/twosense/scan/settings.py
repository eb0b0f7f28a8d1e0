"""Settings: for whom a scan reports, and what: as the call says, else as the project's `[scan]` table does, else as usual.

Invariant: a side or a term of the table that the glossary does not have is a fault of the configuration, with its line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from twosense.errors import GlossaryError
from twosense.model import MIXED, Threshold
from twosense.paths import project_files
from twosense.scan.summaries import SECTION
from twosense.store.about import side_advice, side_named, sides_of
from twosense.store.keys import term_finder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twosense.errors import Fault
    from twosense.glossary.project import Project
    from twosense.store.lmdb import Store


class ScanSettings(Struct, frozen=True):
    """The audience of a scan, the side of its author, the lowest level, the keys of ignored terms, the path of the baseline."""

    audience: str = MIXED
    author: str | None = None
    threshold: Threshold = "warning"
    ignored: frozenset[str] = frozenset()
    baseline: str | None = None


def nearest_project() -> Project | None:
    """Return the configuration of the project of the working folder. Raises GlossaryError."""
    files = project_files()
    if not files:
        return None  # saves the import of what reads TOML, a tenth of the time that a scan takes to start
    from twosense.glossary.project import read_project

    return read_project(files)


def resolve_settings(
    project: Project | None,
    store: Store,
    *,
    audience: str | None = None,
    author: str | None = None,
    threshold: Threshold | None = None,
    baseline: str | None = None,
    alone: bool = False,
) -> ScanSettings:
    """Return the settings, each from the options if they give it, otherwise from the project. Raises GlossaryError.

    `alone` says that the glossary is not the project's, so that it need not have the terms to ignore.
    """
    if project is None:
        return ScanSettings(MIXED if audience is None else audience, author, threshold or "warning", baseline=baseline or None)
    table = project.scan
    faults: list[Fault] = []
    if audience is None:
        faults += side_faults(project, store, ("scan", "for"), table.audience, MIXED)
    if author is None and table.author is not None:
        faults += side_faults(project, store, ("scan", "from"), table.author)
    find = term_finder(store, SECTION)
    ignored = set()
    for number, name in enumerate(table.ignore):
        found = find(name)
        if found is not None:
            ignored.add(found[0].decode())
        elif not alone:
            problem = f'"{name}" is not a term of any layer'
            faults.append(project.fault(("scan", "ignore", number), problem, "correct it or remove it"))
    if faults:
        raise GlossaryError(faults)
    return ScanSettings(
        table.audience if audience is None else audience,
        author or table.author,
        threshold or table.level,
        frozenset(ignored),
        project.baseline if baseline is None else baseline or None,
    )


def side_faults(project: Project, store: Store, key: tuple[str, str], name: str, *others: str) -> Iterator[Fault]:
    """Yield a fault if the side at a key of the configuration is neither a side of the glossary nor one of the other names."""
    known = (*sides_of(store), *others)
    if side_named(name, known) is None:
        yield project.fault(key, f'unknown side "{name}"', side_advice(name, known))
