"""Rows: what a row of a table says, as terms with one sense each.

Invariant: a text has neither control characters nor line breaks; what was changed in it, and what is missing, is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from twosense.glossary.importing.columns import Column, SideNames
from twosense.glossary.importing.report import ImportReport
from twosense.glossary.schema import CitationTable, FormsTable, ReferenceTable, SayTable, SenseTable, TermTable
from twosense.glossary.slots import split_slot
from twosense.model import RESERVED_SIDES, Slot
from twosense.text.cell_list import split
from twosense.text.formula import is_escaped
from twosense.text.sanitize import is_unsafe

_MEANING_LENGTH = 60  # characters of a meaning that is cut out of a definition
_LONG_MEANING = 100  # characters from which a meaning is rather a definition
# The full stop of an abbreviation ends no clause: "approx. number", "U.S. region", "Sales vs. IT", "No. 5".
_FULL_STOP = r"(?<!\b[A-Za-z])(?<!\bvs)(?<!\b[Nn]o)\.(?=\s+[^a-z\s]|\s*$)"
_CLAUSE_END = re.compile(rf"{_FULL_STOP}|[;:!?](?=\s|$)|\s[\u2013\u2014-]\s|\s\(")
_CITATION = re.compile(r"(\S+#\d+)(?:\s*\((stated|used)\))?")
_REFERENCE = re.compile(r"(\S+) \(authority(?:, (.+))?\)")


class ImportedSense(NamedTuple):
    """A term with one sense, and the number of the row that says so."""

    number: int
    term: TermTable


class SenseReader:
    """Reads the rows of one table. `new_sides` are sides that no layer has, with the labels that the table gives them."""

    def __init__(self, columns: Mapping[int, Column], sides: SideNames, default_side: str | None, report: ImportReport) -> None:
        self._columns, self._sides, self._default_side, self._report = columns, sides, default_side, report
        self.new_sides: dict[str, str] = {}
        self.taken: dict[tuple[str, str], set[int]] = {}  # the rows of each text that was taken for a side

    def senses(self, number: int, cells: Sequence[str]) -> Iterator[ImportedSense]:
        """Yield the terms of one row, one for each side that it defines."""
        found: dict[Column, list[str]] = {}
        for index, column in self._columns.items():
            if index < len(cells) and cells[index].strip():
                found.setdefault(column, []).append(self._plain(number, cells[index]))
        name = _flat(found.get(Column("term"), [""])[0])
        if not name:
            self._report.leave_out(number, "no term")
            return
        said = dict.fromkeys(column.side for column in found if column.side)
        for side in said or [""]:
            sense = self._sense(number, found, side)
            if sense is not None:
                yield ImportedSense(number, self._term(name, found, sense))

    def _plain(self, number: int, cell: str) -> str:
        """Return a cell without the apostrophe that escapes a formula, and without control characters but line breaks."""
        if is_escaped(cell):
            self._report.note("an apostrophe that keeps a spreadsheet from running a cell was removed", number)
            cell = cell[1:]
        plain = "".join(c for c in cell if c.isspace() or not is_unsafe(c))
        if plain != cell:
            self._report.note("control characters were removed", number)
        return plain

    def _term(self, name: str, found: Mapping[Column, Sequence[str]], sense: SenseTable) -> TermTable:
        def items(field: str) -> list[str]:
            return [_flat(item) for cell in found.get(Column(field), ()) for item in split(cell)]

        forms: dict[Slot, list[str]] = {}
        for slot, form in map(split_slot, items("forms")):
            forms.setdefault(slot, []).append(form)
        return TermTable(
            name=name,
            aliases=items("aliases"),
            forms=FormsTable(**forms),
            unscanned=items("unscanned"),
            clash=_flat(found.get(Column("clash"), [""])[0]) or None,
            related=items("related"),
            sense=[sense],
        )

    def _sense(self, number: int, found: Mapping[Column, Sequence[str]], side: str) -> SenseTable | None:
        """Return the sense of a side that the names of columns say, or "" for that of the row; None if there is none."""

        def cells(field: str) -> Sequence[str]:
            return *found.get(Column(field, side), ()), *(found.get(Column(field), ()) if side else ())

        def text(field: str) -> str:
            return _flat(" ".join(cells(field)))

        def items(field: str) -> Iterator[str]:
            return (_flat(item) for cell in cells(field) for item in split(cell))

        meaning, definition = text("meaning"), text("definition")
        if not meaning and not definition:
            self._report.leave_out(number, "no definition")
            return None
        known = side or self._side(number, found)
        if known is None:
            return None
        if not meaning or (not definition and len(meaning) > _LONG_MEANING):
            definition = definition or meaning
            meaning = beginning(definition)
            self._report.note("the meaning is the beginning of the definition; shorten it where it reads badly", number)
        say: dict[Slot, str] = {}
        for slot, wording in map(split_slot, items("say")):
            if slot in say:
                self._report.note("only the first wording of a part of speech was kept", number)
            say.setdefault(slot, wording)
        cited = list(items("citations"))
        references = list(filter(None, map(_REFERENCE.fullmatch, cited)))
        return SenseTable(
            side=known,
            meaning=meaning,
            definition=definition or meaning,
            say=SayTable(**say),
            cites=list(self._citations(number, (item for item in cited if not _REFERENCE.fullmatch(item)))),
            authorities=[ReferenceTable(found[1], found[2]) for found in references],
            examples=[example for cell in cells("examples") for line in cell.splitlines() if (example := _flat(line))],
            cues=list(items("cues")),
        )

    def _side(self, number: int, found: Mapping[Column, Sequence[str]]) -> str | None:
        """Return the side that a row names, or the one to take if it names none that is known; None if there is none."""
        named = _flat(found.get(Column("side"), [""])[0])
        label = _flat(found.get(Column("side_label"), [""])[0])
        side = self._sides.side(named) if named else None
        if side is None and named in self.new_sides:
            side = named
        if side is None and label and re.fullmatch(r"[\w-]+", named) and named not in RESERVED_SIDES:
            side = named
            self.new_sides[side] = label
        if side is None:
            side = self._default_side
        if side is None:
            self._report.leave_out(number, f'unknown side "{named}"' if named else "no side")
        elif not self._sides.is_name(named, side):
            self.taken.setdefault((named, side), set()).add(number)
        return side

    def _citations(self, number: int, items: Iterable[str]) -> Iterator[CitationTable]:
        for item in items:
            if cited := _CITATION.fullmatch(item):
                yield CitationTable(cited[1], "stated" if cited[2] == "stated" else "used")
            else:
                self._report.note("a citation that is not written like name#12 was dropped", number)


def beginning(definition: str) -> str:
    """Return the first clause of a definition, cut after a whole word if it is long."""
    clause = _CLAUSE_END.split(definition, maxsplit=1)[0].strip() or definition
    if len(clause) <= _MEANING_LENGTH:
        return clause
    start, space, rest = clause[:_MEANING_LENGTH].rpartition(" ")
    return start.rstrip(" ,;:-") + "…" if space else rest


def _flat(text: str) -> str:
    return " ".join(text.split())
