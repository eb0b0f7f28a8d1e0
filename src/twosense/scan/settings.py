"""Settings: for whom a scan reports, and what: as the call says, else as the project's `[scan]` table does, else as usual.

Invariant: a side or a term of the table that the glossary does not have is a fault of the configuration, with its line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from twosense.errors import GlossaryError
from twosense.model import Threshold
from twosense.scan.levels import MIXED
from twosense.scan.summaries import SECTION
from twosense.store.about import side_named, sides_of
from twosense.store.keys import term_finder

if TYPE_CHECKING:
    from twosense.glossary.project import Project
    from twosense.store.lmdb import Store


class Settings(Struct, frozen=True):
    """The audience of a scan, the lowest level that it reports, and the keys of the terms that it ignores."""

    audience: str
    threshold: Threshold
    ignored: frozenset[str]


def settle(
    project: Project | None, store: Store, audience: str | None, threshold: Threshold | None, *, alone: bool = False
) -> Settings:
    """Return the settings of a call that may say for whom to report and what. Raises GlossaryError.

    `alone` says that the glossary is not the project's, so that it need not have the terms to ignore.
    """
    if project is None:
        return Settings(audience or MIXED, threshold or "warning", frozenset())
    table = project.scan
    faults = []
    if audience is None and table.audience is not None:
        known = (MIXED, *sides_of(store))
        if side_named(table.audience, known) is None:
            problem = f'unknown side "{table.audience}"'
            faults.append(project.fault(("scan", "for"), problem, f"write {' or '.join(map(_quoted, known))}"))
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
    return Settings(audience or table.audience or MIXED, threshold or table.level or "warning", frozenset(ignored))


def _quoted(name: str) -> str:
    return f'"{name}"'
