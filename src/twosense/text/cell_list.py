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


def joined(texts: Iterable[str]) -> str:
    """Return texts as one cell. One that has a delimiter in it is in quotes, as in csv."""
    return "; ".join('"{}"'.format(text.replace('"', '""')) if _NEEDS_QUOTES.search(text) else text for text in texts)


def split(cell: str) -> list[str]:
    """Return the texts of a cell: its lines, or else what its semicolons, bars or commas separate."""
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
