"""Table: findings as csv, one row each."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from twosense.output.formatter import Plain
from twosense.output.table import Table

if TYPE_CHECKING:
    from twosense.model import Finding

_COLUMNS = (
    *("file", "line", "column", "end_line", "end_column", "offset", "length", "term", "surface", "side", "lean"),
    *("confidence", "because", "level", "message", "more", "place"),
)


class CsvFormatter(Plain):
    """A table of findings."""

    def __init__(self) -> None:
        self._table = Table("csv", _COLUMNS)
        self._cells = attrgetter(*_COLUMNS)

    def start(self) -> str:
        """Return the line of column names."""
        return self._table.header()

    def item(self, finding: Finding) -> str:
        """Return one finding."""
        return self._table.line(self._cells(finding))
