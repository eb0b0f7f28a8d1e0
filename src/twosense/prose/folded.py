"""Folded: bytes of text in the form in which terms are found, and the way back to where each byte came from.

Words are in lower case, normalised, and everything between them is spaces, one a character. Invariant: `origin` never
decreases, and for text in ASCII it is the identity.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from unicodedata import category

from twosense.characters import fold as fold_text

_TABLE = bytes(c if c >= 128 or chr(c).isalnum() or c == 95 else 32 for c in range(256)).lower()
# A letter before is part of it: an accent may follow as a character of its own.
_OUTSIDE_ASCII = re.compile(rb"[A-Za-z]?[\x80-\xff]+")
_UNDECODABLE = b"\xff"  # no UTF-8 has this byte, and no term: what cannot be read is part of a word nobody knows


class Folded:
    """A folded text: `data`, and `origin`, the offset in the text for one in `data`."""

    __slots__ = ("_from", "_to", "data")

    def __init__(self, text: bytes) -> None:
        self._from: list[int] = []
        self._to: list[int] = []
        self.data = text.translate(_TABLE) if text.isascii() else self._fold(text)

    def origin(self, offset: int) -> int:
        """Where the byte at this offset came from."""
        if not self._from:
            return offset
        at = bisect_right(self._from, offset) - 1
        if at < 0:
            return offset
        origin = self._to[at] + offset - self._from[at]
        return min(origin, self._to[at + 1]) if at + 1 < len(self._to) else origin

    def _fold(self, text: bytes) -> bytes:
        parts: list[bytes] = []
        done = shift = 0
        for found in _OUTSIDE_ASCII.finditer(text):
            start, end = found.span()
            parts.append(text[done:start].translate(_TABLE))
            for origin, folded in _fold_run(found[0]):
                parts.append(folded)
                if len(folded) != origin:
                    # Both ends are noted, so that what stands beside a character that changed its length stays exact.
                    self._note(start + shift, start)
                    shift += len(folded) - origin
                    self._note(start + origin + shift, start + origin)
                start += origin
            done = end
        parts.append(text[done:].translate(_TABLE))
        return b"".join(parts)

    def _note(self, folded: int, origin: int) -> None:
        if self._from and self._from[-1] == folded:
            self._to[-1] = origin
        else:
            self._from.append(folded)
            self._to.append(origin)


@lru_cache(1 << 16)
def _fold_run(run: bytes) -> tuple[tuple[int, bytes], ...]:
    """For each character with what combines with it: the bytes it takes, and the bytes it becomes."""
    pieces: list[tuple[int, bytes]] = []
    cluster = ""
    for character in [*run.decode("utf-8", "surrogateescape"), ""]:
        if cluster and (not character or category(character) not in ("Mn", "Mc", "Me", "Cf")):
            origin = len(cluster.encode("utf-8", "surrogateescape"))
            if pieces and pieces[-1][0] == len(pieces[-1][1]) and origin == len(folded := _fold_cluster(cluster)):
                before = pieces.pop()
                pieces.append((before[0] + origin, before[1] + folded))
            else:
                pieces.append((origin, _fold_cluster(cluster)))
            cluster = ""
        cluster += character
    return tuple(pieces)


def _fold_cluster(cluster: str) -> bytes:
    if "\udc80" <= cluster[0] <= "\udcff":
        return _UNDECODABLE * len(cluster)
    # NUL keeps folding from trimming blanks, and combines with nothing.
    folded = fold_text(f"\0{cluster}\0")[1:-1]
    return "".join(c if c.isalnum() or c == "_" or category(c) in ("Mn", "Mc", "Me") else " " for c in folded).encode()
