"""Table: rows of cells as tsv or csv.

Invariant: a cell never runs as a formula in a spreadsheet, and holds no raw control or bidi character, except in a column that
has a rule of its own.
"""

from __future__ import annotations

import csv
import io

from twosense.text.formula import escape
from twosense.text.sanitize import sanitize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Rule = Callable[[str], str]

BYTE_ORDER_MARK = "\ufeff"  # without it, Excel takes UTF-8 for the code page of the system


class Table:
    """Writes lines of a table; `kind` is "tsv" or "csv". `rules` say what is written for a text in some of its columns."""

    def __init__(self, kind: str, columns: Sequence[str], rules: Mapping[str, Rule] | None = None) -> None:
        self.columns = columns
        self._rules = [(rules or {}).get(column, _safe) for column in columns]
        self._buffer = io.StringIO()
        if kind == "tsv":  # a cell has no tab, since it has no control character: it needs no quotes
            self._writer = csv.writer(self._buffer, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None)
        else:
            self._writer = csv.writer(self._buffer)  # it quotes a cell with a CR only if its lines end with one

    def header(self) -> str:
        """Return the line of column names."""
        return self.line(self.columns)

    def line(self, cells: Iterable[object]) -> str:
        """Return one line."""
        self._writer.writerow(map(_cell, cells, self._rules))
        text = self._buffer.getvalue().removesuffix("\r\n") + "\n"
        self._buffer.seek(0)
        self._buffer.truncate()
        return text


def _cell(value: object, rule: Rule) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | tuple):
        value = "; ".join(map(str, value))
    return rule(str(value))


def _safe(text: str) -> str:
    return escape(sanitize(text))
