"""Importer: from a file that another program wrote to the terms that can be added to a glossary.

Invariant: nothing is written here, and the report says what became of every row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeGuard

import msgspec

from twosense.errors import UsageError
from twosense.glossary.importing import columns
from twosense.glossary.importing.collector import Collector
from twosense.glossary.importing.foreign_table import ForeignTable, decoded, parsed_json, read_entries, read_table
from twosense.glossary.importing.report import ImportReport
from twosense.glossary.importing.rows import ImportedSense, SenseReader
from twosense.glossary.own_glossary import OwnGlossary
from twosense.glossary.schema import AuthorityTable, GlossaryTable, SideTable, TermTable
from twosense.text.listing import either
from twosense.text.regular_file import read_file

_SIZE_LIMIT = 1 << 26  # bytes
_JSON = re.compile(r'\s*(?:\{|\[\s*(?:[\[\]{"\d-]|true|false|null))')  # and not a table whose first column is "[Term]"


class Importer:
    """Imports a file into a glossary.

    `declared` has the sides and authorities that the file declares and no layer has; `report` says what was done.
    """

    def __init__(self, own: OwnGlossary, default_side: str | None, named: Sequence[tuple[str, str]]) -> None:
        """Prepare: the side of rows that name none, and the columns that the user names, each with its field."""
        self._own, self._default_side, self._named = own, default_side, named
        self._sides = columns.SideNames(own.merged.sides)
        self.declared = GlossaryTable()
        self.report = ImportReport()

    def read(self, path: str) -> list[TermTable]:
        """Return the terms of a csv or JSON file that can be added.

        Raises FileError, UsageError if no columns are recognised, and GlossaryError if the glossary has faults.
        """
        text, self.report.guesses = decoded(path, read_file(path, _SIZE_LIMIT))
        if _JSON.match(text):
            self.report.noun = "entry"
            value = parsed_json(path, text)
            rows = self._of_glossary(value) if _is_glossary(value) else self._of_table(path, read_entries(path, value))
        else:
            rows = self._of_table(path, read_table(path, text, lambda row: columns.is_header(row, self._sides, self._named)))
        return Collector(self._own, self.report).collect(rows, self.declared)

    def _of_glossary(self, value: Mapping[str, Any]) -> Iterator[ImportedSense]:
        """Yield the senses of a glossary as JSON, which `export` writes."""
        merged = self._own.merged
        with suppress(msgspec.ValidationError):  # then the senses of such a side are left out
            sides = msgspec.convert(value.get("sides", {}), dict[str, SideTable])
            self.declared.sides |= {side: table for side, table in sides.items() if side not in merged.sides}
        with suppress(msgspec.ValidationError):  # then what senses say of such an authority is dropped
            named = msgspec.convert(value.get("authorities", {}), dict[str, AuthorityTable])
            self.declared.authorities |= {name: one for name, one in named.items() if name not in merged.authorities}
        for number, entry in enumerate(value["term"], 1):
            try:
                term = msgspec.convert(entry, TermTable)
            except (msgspec.ValidationError, RecursionError) as error:
                self.report.leave_out(number, f"not an entry of a glossary: {error}")
                continue
            if not term.sense:
                self.report.leave_out(number, "no sense")
            for sense in term.sense:
                yield ImportedSense(number, msgspec.structs.replace(term, sense=[sense]))

    def _of_table(self, path: str, table: ForeignTable) -> list[ImportedSense]:
        """Return the senses in the rows of a table."""
        cells = [row for _, row in table.rows]
        found = columns.guess(table.header, cells, self._sides, self._named)
        fields = {column.field for column in found.values()}
        names = ", ".join(f'"{name}"' for name in table.header if name)
        for field, needed in (("term", {"term"}), ("definition", {"definition", "meaning"})):
            if not fields & needed:
                raise UsageError(f"{path} has no column for the {field}; name it with --column {field}=NAME: {names}")
        if "side" not in fields and not any(column.side for column in found.values()) and self._default_side is None:
            raise UsageError(f"{path} has no column for the side; add --side {either([*self._sides.labels] or ['SIDE'])}")
        self.report.guesses += [*table.how, *columns.described(table.header, found, self._sides.labels)]
        reader = SenseReader(found, self._sides, self._default_side, self.report)
        rows = [row for number, cells in self._whole(table) for row in reader.senses(number, cells)]
        self.declared.sides = {side: SideTable(label) for side, label in reader.new_sides.items()}
        for (named, side), numbers in sorted(reader.taken.items()):
            what = f'the side "{named}"' if named else "a row without a side"
            times = f"{len(numbers):,} {self.report.noun_for(len(numbers))}"
            self.report.guesses.append(f"{what} was taken for {self._sides.labels[side]} in {times}")
        return rows

    def _whole(self, table: ForeignTable) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows that have no more cells than the header."""
        width = len(table.header)
        for number, cells in table.rows:
            if any(cell.strip() for cell in cells[width:]):
                self.report.leave_out(number, "more cells than the header; put a cell that holds the separator in quotes")
            else:
                yield number, cells


def _is_glossary(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Return whether JSON has the form of a glossary file."""
    terms = value.get("term") if isinstance(value, dict) else None
    return isinstance(terms, list) and any(isinstance(term, dict) and "sense" in term for term in terms)
