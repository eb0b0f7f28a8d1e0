"""Columns: guess from its name, and for the side from its cells, what each column of a table holds.

Invariant: a column holds one thing. The user can be shown what a column was taken for, and can name the columns instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from twosense.errors import UsageError
from twosense.text.fold import fold
from twosense.text.listing import listed
from twosense.text.spreadsheet import column_index

# What people write above a column, the most certain name first. Of two columns for the same thing, the one whose name comes
# first is taken; several columns may hold other names and examples.
_NAMES: dict[str, tuple[str, ...]] = {
    "term": (
        *("term", "headword", "term name", "business term", "glossary term", "word", "name", "phrase", "entry", "concept"),
        *("preferred term", "preferred label", "title", "key", "keyword", "label", "acronym", "abbreviation", "abbr"),
    ),
    "side": (
        *("side", "department", "dept", "team", "business unit", "function", "discipline", "division", "unit", "group"),
        *("domain", "area", "subject area", "audience", "category", "owner", "business owner", "used by", "community"),
    ),
    "meaning": (
        *("meaning", "short meaning", "short definition", "short description", "stands for", "expansion", "full form"),
        *("long form", "full name", "full term", "spelled out", "summary", "gloss"),
    ),
    "definition": (
        *("definition", "description", "explanation", "business definition", "long definition", "full definition"),
        *("long description", "what it means", "def", "desc", "details", "text", "content", "scope note"),
    ),
    "say": ("say", "say instead", "use instead", "instead", "wording", "preferred wording", "plain english", "plain language"),
    "examples": ("example", "example sentence", "usage", "usage example", "sample", "in a sentence", "used in a sentence"),
    "aliases": (
        *("alias", "synonym", "other name", "also known as", "aka", "alternative name", "alternative label", "alt label"),
        *("alternate name", "alternative term", "variant", "acronym", "abbreviation", "abbr", "acronyms and abbreviations"),
    ),
    "clash": ("clash", "confusion", "common confusion", "misunderstanding", "what goes wrong", "pitfall"),
    "related": ("related", "related term", "see also", "related to"),
    "side_label": ("side label",),
    "forms": ("form", "forms"),
    "unscanned": ("unscanned",),
    "cues": ("cue",),
    "citations": ("citation", "cite"),
}
FIELDS = tuple(name for name in _NAMES if name not in ("side_label", "forms", "unscanned", "cues", "citations"))
_SEVERAL = ("examples", "aliases")
_ONLY_BY_CELLS = 8  # of the names of the side: those from here on name it only if a cell names a side
_SIDES = {
    "marketing": ("mktg", "mkt", "cmo", "brand", "marketing department", "marketing team", "marketing and communications"),
    "it": (
        *("information technology", "i t", "ict", "tech", "technology", "engineering", "cio", "it department", "it team"),
        *("it operations", "software engineering", "development"),
    ),
}
_CELLS = 200  # of a column that show whether it names sides


class Column(NamedTuple):
    """What a column holds: a field of a term or a sense, and the side that its name says, "" if it says none."""

    field: str
    side: str = ""


class SideNames:
    """The names by which people call the sides of a glossary."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self.labels = labels
        self._by_name: dict[str, str] = {}
        for side in labels:
            for name in (side, labels[side], *_SIDES.get(side, ())):
                self._by_name.setdefault(_words(name), side)

    def side(self, text: str) -> str | None:
        """Return the side that a text names, or None."""
        return text if text in self.labels else self._by_name.get(_words(text))

    def is_name(self, text: str, side: str) -> bool:
        """Return whether a text is the name of a side itself, or its label."""
        return _words(text) in (_words(side), _words(self.labels.get(side, side)))

    def in_name(self, words: str) -> Iterator[tuple[str, str]]:
        """Yield the side whose name is in the name of a column, and the rest of the name."""
        for name, side in sorted(self._by_name.items(), key=lambda pair: -len(pair[0])):
            if re.search(rf"\b{re.escape(name)}\b", words):
                yield side, _words(re.sub(rf"\b{re.escape(name)}\b", " ", words, count=1))


def guess(
    header: Sequence[str], rows: Sequence[Sequence[str]], sides: SideNames, named: Iterable[tuple[str, str]]
) -> dict[int, Column]:
    """Return what each column of a table holds that holds anything of a glossary.

    `named` has fields with the name or the number of their columns, as the user says it. Raises UsageError if there is no such
    column, if one is to hold two fields, and if two are to hold a field that has only one.
    """
    found = _named_columns(header, named)
    fields = {column.field for column in found.values()}
    for field in _NAMES:
        if field in fields:
            continue
        ranked = sorted((strength, index) for index, strength in _candidates(field, header) if index not in found)
        if field == "side":
            ranked = _by_cells(ranked, rows, sides)
        for _, index in ranked if field in _SEVERAL else ranked[:1]:
            found[index] = Column(field)
    is_defined = any(column.field in ("meaning", "definition") for column in found.values())
    for index, name in enumerate(header):
        if index not in found and (column := _with_side(name, sides, is_defined=is_defined)):
            found[index] = column
    return dict(sorted(found.items()))


def _named_columns(header: Sequence[str], named: Iterable[tuple[str, str]]) -> dict[int, Column]:
    found: dict[int, Column] = {}
    for field, name in named:
        index, column = column_index(header, name), Column(field)
        if found.setdefault(index, column) != column:
            problem = f'the column "{header[index]}" cannot be both {found[index].field} and {field}'
            raise UsageError(f"--column: {problem}; choose one of them")
        if field not in _SEVERAL and [*found.values()].count(column) > 1:
            raise UsageError(f"--column: {field} is in one column; only {listed(_SEVERAL)} may be in several")
    return found


def is_header(row: Sequence[str], sides: SideNames, named: Sequence[tuple[str, str]]) -> bool:
    """Return whether a row has names of columns: of the terms, and of what they mean."""
    names = {*map(fold, row)}
    if not all(name.isdecimal() or fold(name) in names for _, name in named):
        return False
    try:
        columns = guess(row, (), sides, named)
    except UsageError:
        return False
    fields = {column.field for column in columns.values()}
    return "term" in fields and bool(fields & {"meaning", "definition"})


def _candidates(field: str, header: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the columns whose name is one of this field, and how far down in the list of its names."""
    names = {name: strength for strength, name in enumerate(_NAMES[field])}
    for index, name in enumerate(header):
        words = _words(name)
        strength = names.get(words, names.get(words.removesuffix("s"), names.get(words.removesuffix("es"))))
        if strength is not None:
            yield index, strength


def _by_cells(ranked: Iterable[tuple[int, int]], rows: Sequence[Sequence[str]], sides: SideNames) -> list[tuple[int, int]]:
    """Return the columns that may hold the side, the one first whose cells name sides most often."""
    shares = []
    for strength, index in ranked:
        cells = [row[index] for row in rows[:_CELLS] if index < len(row) and row[index].strip()]
        share = sum(sides.side(cell) is not None for cell in cells) / len(cells) if cells else 0.0
        if share or strength < _ONLY_BY_CELLS:
            shares.append((-share, strength, index))
    return [(strength, index) for _, strength, index in sorted(shares)]


def _with_side(name: str, sides: SideNames, *, is_defined: bool) -> Column | None:
    """Return what a column holds whose name says a side, as in `IT definition`.

    A bare `IT` is its definition, unless the table has a column for definitions; a bare `Brand` may hold brands.
    """
    for side, rest in sides.in_name(_words(name)):
        if not rest:
            return Column("definition", side) if not is_defined and sides.is_name(name, side) else None
        for field in ("meaning", "definition", "say", "examples"):
            if any(True for _ in _candidates(field, [rest])):
                return Column(field, side)
    return None


def _words(name: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", fold(name)).split())


def described(header: Sequence[str], columns: Mapping[int, Column], labels: Mapping[str, str]) -> Iterator[str]:
    """Yield in words what the columns with other names were taken for, and which columns were not used."""
    taken = [
        f'"{header[index]}" as {column.field}{f" of {labels[column.side]}" if column.side else ""}'
        for index, column in columns.items()
        if header[index] != column.field
    ]
    unused = [f'"{name}"' for index, name in enumerate(header) if index not in columns and name.strip()]
    for what, names in (("columns", taken), ("not used", unused)):
        if names:
            yield f"{what}: {listed(names)}"
