"""Foreign table: the rows of a file that is imported, csv or JSON, as cells under names of columns.

Invariant: the numbers of rows are those that a spreadsheet shows; the entries of JSON count from 1.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from twosense.errors import FileError
from twosense.text.cell_list import joined
from twosense.text.csv_rows import CsvRows

_HEADER_WITHIN = 10  # rows: a sheet may begin with a title
_ARCHIVE, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # what xlsx and ods, and xls, begin with
_NAMES = ("term", "name", "word", "terms", "glossary", "entries", "items", "data")

IsHeader = Callable[[Sequence[str]], bool]


class ForeignTable(NamedTuple):
    """The names of the columns, and the rows with their numbers. `how` says what was guessed to read it."""

    header: list[str]
    rows: list[tuple[int, list[str]]]
    how: list[str]


def decoded(name: str, data: bytes) -> tuple[str, list[str]]:
    """Return the text of a file, and what was guessed about its encoding. Raises FileError if it is not a text."""
    if data.startswith((_ARCHIVE, _OLE)):
        raise FileError(name, "a workbook", 'save the sheet as "CSV UTF-8"')
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace"), []
    if b"\0" in data:
        raise FileError(name, "not text", "name a csv or JSON file")
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), ["it is not UTF-8, so it was read as Windows-1252"]


def read_table(name: str, text: str, is_header: IsHeader) -> ForeignTable:
    """Return the rows of a csv or tsv file. Raises FileError if its quotes do not match, or if it is empty."""

    def has_header(sample: Sequence[Sequence[str]]) -> bool:
        return any(is_header(row) for row in sample[:_HEADER_WITHIN])

    cells = CsvRows(name, iter([text.encode()]), has_header)
    rows = [(cells.number, row) for row in cells if any(cell.strip() for cell in row)]
    if not rows:
        raise FileError(name, "is empty", "name a file with a table")
    first = next((index for index, (_, row) in enumerate(rows[:_HEADER_WITHIN]) if is_header(row)), 0)
    number, header = rows[first]
    how = [f"the names of the columns are in row {number}"] if number > 1 else []
    return ForeignTable([cell.strip() for cell in header], rows[first + 1 :], how)


def read_entries(name: str, value: object) -> ForeignTable:
    """Return the entries of JSON as rows: objects in an array, or one object with a definition for each term.

    Raises FileError if it holds neither.
    """
    if isinstance(value, dict):
        listed = [value[key] for key in _NAMES if isinstance(value.get(key), list)]
        value = listed[0] if listed else [{"term": term, **_as_object(entry)} for term, entry in value.items()]
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise FileError(name, "holds no list of terms", "an array of objects can be imported")
    header = list(dict.fromkeys(key for entry in value for key in entry))
    rows = [(number, [_cell(entry.get(key)) for key in header]) for number, entry in enumerate(value, 1)]
    return ForeignTable(header, rows, [])


def parsed_json(name: str, text: str) -> object:
    """Return the value of a JSON text. Raises FileError."""
    try:
        return msgspec.json.decode(text.encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError) as error:
        raise FileError(name, f"invalid JSON: {error}", "correct it") from None


def _as_object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {"definition": value}


def _cell(value: object) -> str:
    """Return a value of JSON as a cell of a table would have it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return _joined(map(_cell, value))
    if isinstance(value, dict):
        return _joined(f"{key}: {_cell(one)}" for key, one in value.items())
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _joined(texts: Iterable[str]) -> str:
    """Return texts as one cell: one a line if one of them is a sentence, since sentences hold semicolons."""
    several = [" ".join(text.split()) for text in texts]
    return "\n".join(several) if any(text.endswith((".", "!", "?")) for text in several) else joined(several)
