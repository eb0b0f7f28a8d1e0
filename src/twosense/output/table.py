"""Table: rows of cells as tsv or csv.

Invariant: a cell never runs as a formula in a spreadsheet, except in a column that is declared verbatim. No cell holds a raw
control or bidi character.
"""

from __future__ import annotations

import csv
import io

from twosense.text.formula import escape
from twosense.text.sanitize import sanitize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

BYTE_ORDER_MARK = "\ufeff"  # without it, Excel takes UTF-8 for the code page of the system


class Table:
    """Writes lines of a table; `kind` is "tsv" or "csv". In `verbatim` columns a formula stays one."""

    def __init__(self, kind: str, columns: Sequence[str], verbatim: Collection[str] = ()) -> None:
        self.columns = columns
        self._texts = [sanitize if column in verbatim else _escaped for column in columns]
        self._buffer = io.StringIO()
        if kind == "tsv":  # a cell has no tab, since it has no control character: it needs no quotes
            self._writer = csv.writer(self._buffer, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
        else:
            self._writer = csv.writer(self._buffer, lineterminator="\n")

    def header(self) -> str:
        """Return the line of column names."""
        return self.line(self.columns)

    def line(self, cells: Iterable[object]) -> str:
        """Return one line."""
        self._writer.writerow(map(_cell, cells, self._texts))
        text = self._buffer.getvalue()
        self._buffer.seek(0)
        self._buffer.truncate()
        return text


def _cell(value: object, text: Callable[[str], str]) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | tuple):
        value = "; ".join(map(str, value))
    return text(str(value))


def _escaped(text: str) -> str:
    return escape(sanitize(text))
