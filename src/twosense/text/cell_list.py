"""Cell list: several texts in one cell of a table, with semicolons between them, as in `deal reg; "Smith; Jones"`.

Invariant: `split` gives back what `joined` was made of, for texts without line breaks and outer white space.
"""

from __future__ import annotations

import csv
import re
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_DELIMITERS = (";", "|", ",")  # the first that separates anything; people write all of them
_NEEDS_QUOTES = re.compile(r'[;|,"]')
_NOTHING = ("n/a", "n.a.", "none", "tbd", "-", "\u2013", "\u2014")  # what people write where there is nothing


def joined(texts: Iterable[str]) -> str:
    """Return texts as one cell. One with a delimiter in it, or that is written for nothing, is in quotes, as in csv."""
    return "; ".join(map(_quoted, texts))


def _quoted(text: str) -> str:
    if _NEEDS_QUOTES.search(text) or text.casefold() in _NOTHING:
        return '"{}"'.format(text.replace('"', '""'))
    return text


def split(cell: str) -> list[str]:
    """Return the texts of a cell: its lines, or else what its semicolons, bars or commas separate; [] for `n/a`."""
    if cell.strip().casefold() in _NOTHING:
        return []
    lines = cell.splitlines()
    if len(lines) > 1:
        return [line.strip() for line in lines if line.strip()]
    found = [cell]
    for delimiter in _DELIMITERS:
        with suppress(csv.Error):  # quotes that mean something else
            found = next(csv.reader([cell], delimiter=delimiter, skipinitialspace=True, strict=True), [])
            if len(found) > 1:
                break
    return [text.strip() for text in found if text.strip()]
