"""Fingerprints: what identifies a mention while other lines of its file change.

A fingerprint has three parts: the mention in its line, and the lines before and after that one. Blank lines and the white space
around a line do not count. Invariant: no part depends on the number of a line, on the file, or on the sense that is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple

from twosense.text.conventions import bom_length

_LINE = re.compile(rb"[^\s][^\n]*+")
_SIZE = 8  # bytes of a part: two mentions of one file hardly ever share it by chance


class Fingerprint(NamedTuple):
    """The digests of a mention in its line, of the line before and of the line after; "" where there is none."""

    line: str
    before: str
    after: str

    def __str__(self) -> str:
        return "-".join(self)


def parse(text: str) -> Fingerprint:
    """Read back what `str` wrote. Raises ValueError."""
    line, before, after = text.split("-")
    return Fingerprint(line, before, after)


def fingerprints(data: bytes, mentions: Iterable[tuple[int, str]]) -> Iterator[Fingerprint]:
    """Yield the fingerprint of each mention, given by its offset and its headword, in the order of the text."""
    lines = _lines(data)
    start, end, before, line, after = 0, -1, "", "", ""
    _, following_end, following = following_line = next(lines, _NONE)
    for offset, term in mentions:
        while end <= offset and following_end:
            before = line
            start, end, line = following_line
            _, following_end, following = following_line = next(lines, _NONE)
            after = following
        yield Fingerprint(_digest(f"{term}\0{offset - start}\0{line}".encode()), before, after)


_NONE = (0, 0, "")


def _lines(data: bytes) -> Iterator[tuple[int, int, str]]:
    """Yield the start, the end and the digest of each line that is not blank."""
    for found in _LINE.finditer(data.replace(b"\r", b"\n"), bom_length(data)):
        yield *found.span(), _digest(found[0].rstrip())


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=_SIZE).hexdigest()
