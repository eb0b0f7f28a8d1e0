"""Lines: what the markups of whole lines share.

Invariant: offsets are those of the text; each byte belongs to one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from twosense.text.conventions import bom_length, with_unix_ends

_LINE = re.compile(rb"[^\n]*+\n|[^\n]++\Z")


class Line(Struct, frozen=True):
    """A line: where it starts and ends, its text without white space at the ends, and by how many columns it is indented."""

    start: int
    end: int
    text: bytes
    indent: int


def normalised(data: bytes) -> bytes:
    """Return a text of the same length whose lines end with LF only; a byte order mark becomes blank lines."""
    length = bom_length(data)
    return with_unix_ends(b"\n" * length + data[length:])


def lines(data: bytes) -> Iterator[Line]:
    """Yield the lines of a text whose lines end with LF only."""
    for found in _LINE.finditer(data):
        whole = found[0]
        text = whole.strip()
        margin = whole[: len(whole) - len(whole.lstrip())]
        yield Line(*found.span(), text, len(margin.expandtabs() if b"\t" in margin else margin) if text else 0)
