"""Project: the one reader of a project's configuration, `.twosense.toml` or `[tool.twosense]` in `pyproject.toml`.

Invariant: only the nearest file with a configuration is used; within a folder, `.twosense.toml` takes precedence over
`pyproject.toml`. A project's glossaries are inside the project's folder. No file of somebody else is used (`trust`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Annotated

from msgspec import Meta, Struct, field

from twosense.errors import Fault, GlossaryError
from twosense.glossary.convert import convert
from twosense.glossary.schema import Text
from twosense.glossary.toml import TomlFile
from twosense.glossary.toml_lines import Key
from twosense.glossary.trust import distrust
from twosense.model import MIXED, Style, Threshold
from twosense.paths import BUILT_IN, FIELD, JARGON, PYPROJECT, TRUSTED_VARIABLE, USER

_SIZE_LIMIT = 1 << 24  # bytes; the file may come with a repository that somebody else wrote


class ScanTable(Struct, forbid_unknown_fields=True):
    """`[scan]`: what a scan of this project reads and reports."""

    include: Annotated[list[Text], Meta(description="further files of a folder to read: patterns as in a .gitignore")] = []
    exclude: Annotated[list[Text], Meta(description="files and folders to skip: patterns as in a .gitignore")] = []
    audience: Annotated[Text, Meta(description="the readers: a side, or mixed")] = field(name="for", default=MIXED)
    author: Annotated[Text | None, Meta(description="the side of the author")] = field(name="from", default=None)
    level: Annotated[Threshold, Meta(description="the lowest level to report")] = "warning"
    baseline: Annotated[Text | None, Meta(description="the baseline, relative to this file")] = None
    ignore: Annotated[list[Text], Meta(description="terms that are not reported, by any of their names")] = []
    comments: Annotated[bool, Meta(description="also read the comments of source code")] = False


class TranslateTable(Struct, forbid_unknown_fields=True):
    """`[translate]`: how the texts of this project are translated."""

    to: Annotated[Text, Meta(description="the readers: a side, or mixed")] = MIXED
    author: Annotated[Text | None, Meta(description="the side of the author")] = field(name="from", default=None)
    style: Annotated[Style, Meta(description="how a word is explained or replaced")] = "gloss"
    headings: Annotated[bool, Meta(description="also change headings")] = False


class LayersTable(Struct, forbid_unknown_fields=True):
    """`[layers]`: which of the layers below the project's own are used."""

    built_in: Annotated[bool, Meta(description="use the built-in glossary")] = field(name=BUILT_IN, default=True)
    field_words: Annotated[bool, Meta(description="use the built-in words of the daily work of both sides")] = field(
        name=FIELD, default=True
    )
    jargon: Annotated[bool, Meta(description="use the built-in words that one side alone knows")] = True
    user: Annotated[bool, Meta(description="use the glossary of each user")] = True

    def names(self) -> tuple[str, ...]:
        """Return which of them are used, the lowest first."""
        switches = {BUILT_IN: self.built_in, FIELD: self.field_words, JARGON: self.jargon, USER: self.user}
        return tuple(layer for layer, is_on in switches.items() if is_on)


class ProjectTable(Struct, forbid_unknown_fields=True):
    """A project's configuration."""

    glossaries: Annotated[list[Text], Meta(description="the project's own glossaries, relative to this file")] = []
    scan: ScanTable = field(default_factory=ScanTable)
    translate: TranslateTable = field(default_factory=TranslateTable)
    layers: LayersTable = field(default_factory=LayersTable)


class Project(Struct, frozen=True):
    """The configuration of a project: its file, its folder, the real paths of its glossaries and its baseline, and its tables.

    `fault` returns a fault of the value at a key, `line` the line that gives a key its value, or None if the file does not.
    Keys are relative to the table of twosense.
    """

    file: str
    folder: str
    glossaries: tuple[str, ...]
    baseline: str | None
    table: ProjectTable
    fault: Callable[[Key, str, str], Fault]
    line: Callable[[Key], int | None]

    @property
    def scan(self) -> ScanTable:
        """How its texts are scanned."""
        return self.table.scan


def read_project(files: Sequence[str], on_read: Callable[[str], None] = lambda path: None) -> Project | None:
    """Return the configuration in the first of these files that has one, or None.

    `on_read` is called with each path before it is read, and with each folder, ending in a separator, whose owner and mode
    decide whether a file is trusted. `files` come from `paths.project_files`. Raises GlossaryError.
    """
    for path in files:
        on_read(path)
        if not os.path.lexists(path):  # removed since the list was made
            continue
        toml_file = TomlFile(path, limit=_SIZE_LIMIT)
        is_pyproject = os.path.basename(path) == PYPROJECT
        key = ("tool", "twosense") if is_pyproject else ()
        data = _value(toml_file.data, key)
        if data is not None:
            on_read(os.path.join(os.path.dirname(path), ""))
            if reason := distrust(path):
                raise GlossaryError([_foreign(path, reason, os.path.dirname(path))])
            return _project(toml_file, key, data, on_read)
    return None


def _project(toml_file: TomlFile, key: tuple[str, ...], data: object, on_read: Callable[[str], None]) -> Project:
    faults: list[Fault] = []
    table = convert(toml_file, key, data, ProjectTable, faults)
    folder = os.path.dirname(toml_file.path)
    inside = os.path.realpath(folder)

    def fault(below: Key, problem: str, fix: str) -> Fault:
        return toml_file.fault((*key, *below), problem, fix)

    def line(below: Key) -> int | None:
        return None if _value(data, below) is None else toml_file.line((*key, *below))

    def path_in_project(below: Key, name: str) -> str | None:
        """Return the real path of a file, or None after adding a fault: a stranger's project must not name the user's files."""
        target = os.path.realpath(os.path.join(inside, name))
        if os.path.commonpath((inside, target)) == inside:
            return target
        faults.append(fault(below, f'"{name}" is outside the project', "copy it into the project"))
        return None

    glossaries = []
    for index, name in enumerate(table.glossaries if table else ()):
        target = path_in_project(("glossaries", index), name)
        if target is None:
            continue
        on_read(os.path.join(os.path.dirname(target), ""))
        if not os.path.lexists(target):
            faults.append(fault(("glossaries", index), f'"{name}" does not exist', "correct the path"))
        elif reason := distrust(target):
            faults.append(_foreign(target, reason, inside))
        glossaries.append(target)
    baseline = path_in_project(("scan", "baseline"), table.scan.baseline) if table and table.scan.baseline else None
    if faults or table is None:
        raise GlossaryError(faults)
    return Project(toml_file.path, folder, tuple(glossaries), baseline, table, fault, line)


def _value(data: object, key: Key) -> object:
    """Return the value at a key of nested tables; None if there is none, which TOML has no value for."""
    for part in key:
        data = data.get(part) if isinstance(data, dict) else None
    return data


def _foreign(path: str, reason: str, folder: str) -> Fault:
    """Return the fault of a file that is refused. An error, since without its project a scan may find less."""
    fix = f"set {TRUSTED_VARIABLE}={folder} if you trust it, or use --no-project"
    return Fault(path, None, "", f"{reason}, so twosense does not use it", fix)
