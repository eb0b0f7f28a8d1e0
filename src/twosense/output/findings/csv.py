"""Table: findings as csv, one row each."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from twosense.output.formatter import Plain
from twosense.output.table import Table
from twosense.scan.text_file import STDIN
from twosense.text.formula import escape
from twosense.text.sanitize import sanitize

if TYPE_CHECKING:
    from twosense.model import Finding

_COLUMNS = (
    *("file", "line", "column", "end_line", "end_column", "offset", "length", "term", "surface", "side", "lean"),
    *("confidence", "because", "level", "message", "more", "place"),
)


class CsvFormatter(Plain):
    """A table of findings."""

    def __init__(self) -> None:
        self._table = Table("csv", _COLUMNS, {"file": _path})
        self._cells = attrgetter(*_COLUMNS)

    def start(self) -> str:
        """Return the line of column names."""
        return self._table.header()

    def item(self, finding: Finding) -> str:
        """Return one finding."""
        return self._table.line(self._cells(finding))


def _path(path: str) -> str:
    """Return a path that leads to the same file, as one with an apostrophe would not, and that no spreadsheet runs."""
    path = sanitize(path)
    return path if path in (STDIN, escape(path)) else f"./{path}"
