"""Conventions: how a text may begin and how its lines may end, which depends on the program that wrote it.

Invariant: nothing here changes the length of a text.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8

LINE_END = re.compile(rb"\r\n|\r|\n")


def with_unix_ends(data: bytes) -> bytes:
    """Return the text with LF as the only line end; CR LF becomes a space and LF."""
    return data.replace(b"\r\n", b" \n").replace(b"\r", b"\n") if b"\r" in data else data


def bom_length(data: bytes) -> int:
    """Return how many bytes the byte order mark of a text takes, 0 if it has none."""
    return len(BOM_UTF8) if data.startswith(BOM_UTF8) else 0
