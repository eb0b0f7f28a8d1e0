"""Lists: items of one kind, such as headwords or hits, as text in columns, json, ndjson or tsv.

Invariant: the keys of the JSON are the field names of the items, and every item has all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.output.columns import in_columns
from twosense.output.formatter import Plain, Writer
from twosense.output.stdout import BOLD, styled
from twosense.output.structs import Json, Ndjson
from twosense.output.table import Table
from twosense.text.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from msgspec import Struct

    from twosense.output.formatter import Formatter

FORMATS = ("text", "json", "ndjson", "tsv")


class _Tsv(Plain):
    def __init__(self, columns: Sequence[str]) -> None:
        self._table = Table("tsv", columns)

    def start(self) -> str:
        return self._table.header()

    def item(self, item: Struct) -> str:
        return self._table.line([getattr(item, column) for column in self._table.columns])


class _TextList(Plain):
    """Columns that line up, which are known when all items are. In colour, the first is bold, and so is what matched."""

    def __init__(self, columns: Sequence[str], *, colour: bool = False) -> None:
        self._columns, self._colour = columns, colour
        self._items: list[Struct] = []
        self._lines: list[list[str]] = []

    def item(self, item: Struct) -> str:
        self._items.append(item)
        self._lines.append([_shown(getattr(item, column)) for column in self._columns])
        return ""

    def end(self) -> str:
        text = in_columns(self._lines)
        if not self._colour:
            return text
        return "".join(map(self._styled, self._items, self._lines, text.splitlines(keepends=True)))

    def _styled(self, item: Struct, line: Sequence[str], text: str) -> str:
        first, last = line[0], line[-1]
        head, tail = text[len(first) :].removesuffix(f"{last}\n"), last
        if self._columns[-1] == "matched":
            for start, end in reversed(getattr(item, "spans", ())):
                tail = f"{tail[:start]}{styled(tail[start:end], BOLD)}{tail[end:]}"
        return f"{styled(first, BOLD)}{head}{tail}\n" if len(line) > 1 else f"{styled(first, BOLD)}\n"


def write_list(
    kind: str,
    items: Sequence[Struct],
    columns: Sequence[str],
    text: Sequence[str] = (),
    *,
    colour: bool = False,
) -> None:
    """Write items in a format, one of FORMATS; tsv has these columns, and so has text unless `text` names others.

    With `colour`, the first column of a text is bold, and so are the `spans` of what a hit matched.
    """
    formatters: dict[str, Formatter[Any]] = {
        "json": Json(),
        "ndjson": Ndjson(),
        "tsv": _Tsv(columns),
        "text": _TextList(text or columns, colour=colour),
    }
    writer = Writer(formatters[kind])
    writer.write(items)
    writer.close()


def _shown(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, list | tuple):
        return sanitize(", ".join(map(str, value)))
    return sanitize(str(value))
