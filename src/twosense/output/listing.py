"""Listing: rows of one kind, as text in columns, json, ndjson or tsv.

Invariant: the keys of the JSON are the field names of the rows, and every row has all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from twosense.characters import plain
from twosense.output import records, stdout
from twosense.output.text import cells

FORMATS = ("text", "json", "ndjson", "tsv")


def write(kind: str, rows: Sequence[msgspec.Struct], columns: Sequence[str], text: Sequence[str] = ()) -> None:
    """Write the rows; tsv has these columns, and so has text unless it names its own."""
    if kind == "json":
        stdout.write(b"[\n" + b",\n".join(map(msgspec.json.encode, rows)) + (b"\n]\n" if rows else b"]\n"))
    elif kind == "ndjson":
        stdout.write(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    elif kind == "tsv":
        table = records.Table("tsv", columns)
        stdout.write(table.header() + "".join(table.line([getattr(row, c) for c in columns]) for row in rows))
    else:
        stdout.write(in_columns([[_shown(getattr(row, c)) for c in text or columns] for row in rows]))


def in_columns(lines: Sequence[Sequence[str]]) -> str:
    """Lines of cells with the columns under one another."""
    if not lines:
        return ""
    widths = [max(cells(line[number]) for line in lines) for number in range(len(lines[0]))]
    return "".join(
        "  ".join(cell + " " * (width - cells(cell)) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in lines
    )


def _shown(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return plain(str(value))
