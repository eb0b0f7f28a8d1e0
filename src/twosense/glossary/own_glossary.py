"""Own glossary: the glossary file of the user or of a project, to which terms are added.

Invariant: what is added comes at the end, so that comments and layout stay. The file is replaced as a whole, once all layers
together have no faults with it, and only if nobody else has changed it meanwhile.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from twosense.errors import Fault, GlossaryError, UsageError
from twosense.glossary.entry import authority_entry, entry, side_entry
from twosense.glossary.merge import merge
from twosense.glossary.project import read_project
from twosense.glossary.schema import GlossaryTable
from twosense.glossary.toml import SIZE_LIMIT, TomlFile
from twosense.paths import PROJECT_FILE, USER, LayerPaths, user_glossary
from twosense.text.fold import fold
from twosense.text.regular_file import read_file
from twosense.text.replace_file import create_file, make_folder_of, replace_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosense.glossary.merge import Merged
    from twosense.glossary.schema import TermTable

_NONE = GlossaryTable()


class OwnGlossary:
    """The glossary of a layer. `path` is its file, which may not exist yet, `merged` all layers as they are now.

    `lines` maps the key of each name in the file to the headword that has it and to the line of that entry.
    """

    def __init__(self, layer: str) -> None:
        """Read the file of a layer, "user" or "project".

        Raises UsageError if the project has no glossary, GlossaryError if a layer has faults, FileError.
        """
        # The user's own terms must hold wherever the user is, not only in this project.
        self._roots = LayerPaths(project=layer != USER)
        self.path = user_glossary() if layer == USER else _of_project(self._roots)
        self.merged: Merged = merge(self._roots, cues=False)
        self._before, self.lines = b"", {}
        self._terms = 0
        if os.path.lexists(self.path):
            self._before = read_file(self.path, SIZE_LIMIT)
            self.lines = self._read_lines()

    def _read_lines(self) -> dict[str, tuple[str, int]]:
        toml_file = TomlFile(self.path)
        terms = toml_file.data.get("term", [])
        assert isinstance(terms, list)  # `merge` found no fault
        self._terms = len(terms)
        lines: dict[str, tuple[str, int]] = {}
        for index, term in enumerate(terms):
            line = toml_file.line(("term", index)) or 1
            forms = (form for of_slot in term.get("forms", {}).values() for form in of_slot)
            for name in (term["name"], *term.get("aliases", ()), *forms):
                lines.setdefault(fold(name), (" ".join(term["name"].split()), line))
        return lines

    def name_conflicts(self, name: str) -> list[Fault]:
        """Return the fault of an entry with this name if the file already has the name."""
        if known := self.lines.get(fold(name)):
            headword, line = known
            problem = (
                f'"{headword}" has an entry already' if fold(headword) == fold(name) else f'"{name}" belongs to "{headword}"'
            )
            return [Fault(self.path, line, "", problem, "edit it there")]
        return []

    def faults(self, terms: Sequence[TermTable], declared: GlossaryTable = _NONE) -> list[tuple[int | None, Fault]]:
        """Return the faults that all layers would have with these terms, and the sides and authorities of `declared`, added.

        Each comes with the number of its term, from 0, or None if it is elsewhere.
        """
        found = []
        for fault in faults_with(self._roots, self.path, self._after(terms, declared)):
            number = _index(fault.key)
            is_new = fault.file == self.path and number is not None and number >= self._terms
            found.append((number - self._terms if number is not None and is_new else None, fault))
        return found

    def add(self, terms: Sequence[TermTable], declared: GlossaryTable = _NONE) -> int:
        """Add what `faults` found no fault in; return the line of the first term. Raises FileError."""
        install(self.path, self._before, self._after(terms, declared))
        start = self._after((), declared).count(b"\n")
        return start + 2 if start else 1  # after a blank line

    def _after(self, terms: Sequence[TermTable], declared: GlossaryTable) -> bytes:
        """Return the file with these declarations and terms at its end."""
        parts = [side_entry(side, table.label) for side, table in declared.sides.items()]
        parts += [authority_entry(name, table) for name, table in declared.authorities.items()]
        parts += map(entry, terms)
        end = "\r\n" if b"\r\n" in self._before else "\n"
        before = self._before + end.encode() * bool(self._before and not self._before.endswith(b"\n"))
        text = "\n".join(parts if not before else ("", *parts)) if parts else ""
        return before + text.replace("\n", end).encode()


def faults_with(layer_paths: LayerPaths, target: str, draft: bytes) -> list[Fault]:
    """Return the faults that these layers would have if the file `target` held the draft."""
    try:
        merge(layer_paths, drafts={os.path.realpath(target): draft}, cues=False)
    except GlossaryError as error:
        return list(error.faults)
    return []


def install(target: str, before: bytes, after: bytes) -> None:
    """Replace a glossary that holds `before`, or create it. Raises FileError if it has changed, or cannot be written."""
    target = os.path.realpath(target)  # people keep their settings elsewhere, and link to them
    if os.path.lexists(target):
        replace_file(target, before, after)
    else:
        make_folder_of(target)
        create_file(target, after, "run the command again")


def _of_project(layer_paths: LayerPaths) -> str:
    project = read_project(layer_paths.project)
    if project is None:
        raise UsageError(f"there is no {PROJECT_FILE} here or above; begin one with `twosense init project`")
    if not project.glossaries:
        raise UsageError(f"{project.file} names no glossary; add one to its `glossaries`")
    return project.glossaries[0]


def _index(key: str) -> int | None:
    """Return the number of the term that the key of a fault is in: 3 for `term[3].sense[0]`."""
    number, bracket, _ = key.removeprefix("term[").partition("]")
    return int(number) if bracket and key.startswith("term[") else None
