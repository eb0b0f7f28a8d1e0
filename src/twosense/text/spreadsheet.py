"""Spreadsheet: the rows of a csv or tsv file under a header, one of whose columns was asked for.

Invariant: all rows are as wide as the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.errors import FileError, UsageError
from twosense.text.csv_rows import CsvRows
from twosense.text.fold import fold
from twosense.text.nearest import advice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Spreadsheet:
    """A table of cells. `header` has the names of its columns, `column` is the index of the one that was asked for."""

    def __init__(self, name: str, blocks: Iterator[bytes], column: str, *, has_header: bool = True) -> None:
        """Read the first row; `column` is a name in it, or a number from 1. Raises FileError, UsageError."""
        self._name = name
        self._rows = CsvRows(name, blocks, lambda rows: bool(rows and _columns(rows[0], column)))
        first = next(iter(self._rows), None)
        if not first:
            raise FileError(name, "its first row is empty", "write the names of the columns into it")
        self.header = first if has_header else [f"column {number}" for number in range(1, len(first) + 1)]
        self._first = None if has_header else first
        self.column = column_index(self.header, column)

    def batches(self) -> Iterator[list[tuple[int, list[str]]]]:
        """Yield the rows that could be read at once, each with its number as a spreadsheet shows it. Raises FileError."""
        batch = [] if self._first is None else [(1, self._first)]
        width = len(self.header)
        for cells in self._rows:
            number = self._rows.number
            if any(cells[width:]):
                problem = f"row {number} has {len(cells)} cells, but the first row has {width}"
                raise FileError(self._name, problem, "put a cell that holds the separator in quotes")
            batch.append((number, [*cells[:width], *[""] * (width - len(cells))]))
            if self._rows.must_wait:
                yield batch
                batch = []
        if batch:
            yield batch


def column_index(header: Sequence[str], column: str) -> int:
    """Return the index of the column that `--column` means: by its name, or else its number from 1. Raises UsageError."""
    found = _columns(header, column)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f'--column: {len(found)} columns are called "{column}"; give the number of one')
    if column.isdecimal():
        raise UsageError(f"--column: there is no column {column}; choose 1 to {len(header)}")
    fix = advice(column, [name for name in header if name.strip()] or ["another one"])
    raise UsageError(f'--column: no column is called "{column}"; {fix}')


def _columns(header: Sequence[str], column: str) -> list[int]:
    """Return the indexes of the columns with this name, or else of the one with this number."""
    wanted = fold(column)
    for found in (
        [index for index, name in enumerate(header) if name == column],
        [index for index, name in enumerate(header) if fold(name) == wanted],
    ):
        if found:
            return found
    is_number = column.isdecimal() and column.isascii() and 0 < int(column[:9]) <= len(header)
    return [int(column) - 1] if is_number else []
