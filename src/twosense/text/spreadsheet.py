"""Spreadsheet: the rows of a csv or tsv file, as a spreadsheet program writes it, as soon as they have been read.

The first rows show which character is between the cells: Excel writes a semicolon where the comma is decimal, and may name the
character in a first line such as `sep=;`. Invariant: all rows are as wide as the first; of the file, only a part is in memory.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from twosense.errors import ReadError, UsageError
from twosense.text.nearest import advice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DELIMITERS = (",", ";", "\t", "|")
_LINE_END = re.compile(r"\r\n|\n|\r(?!\Z)")  # at the end of a block, the other half of CR LF may follow
_SAMPLE = 20  # lines that show the delimiter
_LINE_LIMIT = 1 << 20  # characters


class Spreadsheet:
    """A table of cells. `header` has the names of its columns, `column` is the index of the one that was asked for."""

    def __init__(self, name: str, blocks: Iterator[bytes], column: str, *, has_header: bool = True) -> None:
        """Read the first row; `column` is a name in it, or a number from 1. Raises ReadError, UsageError."""
        self._name, self._blocks = name, blocks
        self._decoder: codecs.IncrementalDecoder | None = None
        self._rest = ""
        self._lines: deque[str] = deque()  # that have been read, but not yet parsed
        self._row = 0
        self._fill()
        named = re.fullmatch(r"sep=(.)\s*", self._lines[0]) if self._lines else None
        if named:
            self._lines.popleft()
            self._fill()
        sample = [*self._lines][:_SAMPLE]
        delimiter = named[1] if named else max(_DELIMITERS, key=lambda one: _fit(sample, one, column))
        self._cells = csv.reader(self._each_line(), delimiter=delimiter, strict=True)
        first = next(self._parsed(), None)
        if not first:
            raise ReadError(name, "its first row is empty", "write the names of the columns into it")
        self.header = first if has_header else [f"column {number}" for number in range(1, len(first) + 1)]
        self._first = None if has_header else first
        self.column = self._index_of(column)

    def batches(self) -> Iterator[list[tuple[int, list[str]]]]:
        """Yield the rows that could be read at once, each with its number as a spreadsheet shows it. Raises ReadError."""
        batch = [] if self._first is None else [(1, self._first)]
        width = len(self.header)
        for cells in self._parsed():
            if any(cells[width:]):
                problem = f"row {self._row} has {len(cells)} cells, but the first row has {width}"
                raise ReadError(self._name, problem, "put a cell that holds the separator in quotes")
            batch.append((self._row, [*cells[:width], *[""] * (width - len(cells))]))
            if not self._lines:  # the next row may be long in coming
                yield batch
                batch = []
        if batch:
            yield batch

    def _index_of(self, column: str) -> int:
        found = _columns(self.header, column)
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f'{self._name} has {len(found)} columns "{column}"; give the number of one')
        if column.isdecimal():
            raise UsageError(f"{self._name} has no column {column}; choose 1 to {len(self.header)}")
        raise UsageError(f'{self._name} has no column "{column}"; {advice(column, self.header)}')

    def _parsed(self) -> Iterator[list[str]]:
        while True:
            self._row += 1
            try:
                yield next(self._cells)
            except StopIteration:
                return
            except csv.Error as error:
                raise ReadError(self._name, f"row {self._row}: {error}", "correct the quotes in this row") from None

    def _each_line(self) -> Iterator[str]:
        while self._lines or self._fill():
            yield self._lines.popleft()

    def _fill(self) -> bool:
        """Read until there is a complete line; return whether there is one."""
        while not self._lines:
            block = next(self._blocks, b"")
            text = self._rest + self._decoded(block)
            end = 0
            for found in _LINE_END.finditer(text):
                self._lines.append(text[end : found.end()])
                end = found.end()
            self._rest = text[end:]
            if not block:
                if self._rest:
                    self._lines.append(self._rest)
                    self._rest = ""
                break
            if len(self._rest) > _LINE_LIMIT:
                raise ReadError(self._name, f"has a line of over {_LINE_LIMIT:,} characters", "use a csv or tsv file")
        return bool(self._lines)

    def _decoded(self, block: bytes) -> str:
        if self._decoder is None:
            while 0 < len(block) < 3 and (more := next(self._blocks, b"")):
                block += more
            is_utf16 = block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # "Unicode text", as Excel calls it
            self._decoder = codecs.getincrementaldecoder("utf-16" if is_utf16 else "utf-8-sig")()
        try:
            return self._decoder.decode(block, final=not block)
        except UnicodeDecodeError:
            raise ReadError(self._name, "is not UTF-8", 'save it as "CSV UTF-8"') from None


def _columns(header: Sequence[str], column: str) -> list[int]:
    """Return the indexes of the columns with this name, or else of the one with this number."""
    wanted = column.strip().casefold()
    for found in (
        [index for index, name in enumerate(header) if name == column],
        [index for index, name in enumerate(header) if name.strip().casefold() == wanted],
    ):
        if found:
            return found
    is_number = column.isdecimal() and column.isascii() and 0 < int(column[:9]) <= len(header)
    return [int(column) - 1] if is_number else []


def _fit(sample: Sequence[str], delimiter: str, column: str) -> tuple[bool, bool, int, int]:
    """Return how well a delimiter fits: the column is there, there are several, as many in most rows, and how many."""
    rows: list[list[str]] = []
    with suppress(csv.Error):  # a quoted cell that goes on after the sample
        rows.extend(csv.reader(sample, delimiter=delimiter, strict=True))
    width = len(rows[0]) if rows else 0
    return bool(rows and _columns(rows[0], column)), width > 1, sum(len(row) == width for row in rows), width
