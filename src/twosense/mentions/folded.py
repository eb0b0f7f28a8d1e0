"""Folded: text folded for matching, with a map back to the original bytes.

Words are in lower case and normalised; everything between them is spaces. Nearly every character keeps its length in bytes;
`origin` corrects the others. Invariant: `origin` never decreases, and for ASCII text it is the identity. The time is linear in
any text.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category

from twosense.text.fold import fold as fold_text

_TABLE = bytes(c if c >= 128 or chr(c).isalnum() or c == 95 else 32 for c in range(256)).lower()
_OUTSIDE_ASCII = bytes(c >= 128 for c in range(256))
_UNDECODABLE = b"\xff"  # neither UTF-8 nor a term has this byte: an invalid byte makes its word unknown
_COMBINING = ("Mn", "Mc", "Me", "Cf")  # categories of characters that belong to the one before
# Bytes of a run that are folded together. Unicode normalises a run of combining marks in quadratic time; texts have 30 at most
# in a row (UAX #15, stream-safe format). A longer run of them ends its word.
_LONGEST_RUN = 512
_LONGEST_CACHED = 64  # bytes of a run, enough for a word; longer ones, as in Chinese, seldom come again
_LONGEST_CHARACTER = 4  # bytes in UTF-8


class Folded:
    """A folded text: `data`, and `origin`, the offset in the text for one in `data`."""

    __slots__ = ("_folded_offsets", "_origins", "data")

    def __init__(self, text: bytes) -> None:
        self._folded_offsets = array("Q")  # a third of a list: a text may have an entry for every third byte
        self._origins = array("Q")
        self.data = text.translate(_TABLE) if text.isascii() else self._fold(text)

    @property
    def is_identity(self) -> bool:
        """Whether every offset is its own origin."""
        return not self._folded_offsets

    def origin(self, offset: int) -> int:
        """Return the original offset of a folded byte."""
        at = bisect_right(self._folded_offsets, offset) - 1
        if at < 0:
            return offset
        origin = self._origins[at] + offset - self._folded_offsets[at]
        return min(origin, self._origins[at + 1]) if at + 1 < len(self._origins) else origin

    def _fold(self, text: bytes) -> bytes:
        parts = bytearray()
        done = shift = 0
        for start, end in _runs(text):
            fold_run = _fold_run if end - start < _LONGEST_CACHED else _fold_run.__wrapped__
            begins_with_combining, pieces = fold_run(text[start:end])
            if begins_with_combining and start > done:
                start -= 1
                _, pieces = fold_run(text[start:end])
            parts += text[done:start]
            done = end
            for length, folded in pieces:
                parts += folded
                if len(folded) != length:
                    # Both ends are anchored, so that the characters around one that changed its length keep exact offsets.
                    self._anchor(start + shift, start)
                    shift += len(folded) - length
                    self._anchor(start + length + shift, start + length)
                start += length
        parts += text[done:]
        return bytes(parts.translate(_TABLE))

    def _anchor(self, folded: int, origin: int) -> None:
        if self._folded_offsets and self._folded_offsets[-1] == folded:
            self._origins[-1] = origin
        else:
            self._folded_offsets.append(folded)
            self._origins.append(origin)


def _runs(text: bytes) -> Iterator[tuple[int, int]]:
    """Yield the runs of bytes outside ASCII; where there are few, a regular expression takes ten times as long."""
    outside = text.translate(_OUTSIDE_ASCII)
    start = outside.find(1)
    while start >= 0:
        end = outside.find(0, start)
        if end < 0:
            end = len(text)
        while end - start > _LONGEST_RUN:
            cut = start + _length_to_fold(text[start : start + _LONGEST_RUN])
            yield start, cut
            start = cut
        yield start, end
        start = outside.find(1, end)


def _length_to_fold(run: bytes) -> int:
    """Return the length of the longest beginning of a run that neither the rest of a character nor a combining mark follows."""
    whole = len(run)
    while whole > len(run) - _LONGEST_CHARACTER and 128 <= run[whole - 1] < 192:
        whole -= 1
    whole -= 1  # the last character may be incomplete
    characters = run[:whole].decode("utf-8", "surrogateescape")
    for at in range(len(characters) - 1, 0, -1):
        if category(characters[at]) not in _COMBINING:
            return len(characters[:at].encode("utf-8", "surrogateescape"))
    return whole


@lru_cache(1 << 16)  # without it a scan takes 17 % longer if one word in fourteen has an umlaut
def _fold_run(run: bytes) -> tuple[bool, tuple[tuple[int, bytes], ...]]:
    """Return whether a run begins with a mark, such as an accent, that belongs to the character before; and its pieces.

    A piece is an original length and the folded bytes; pieces that keep their length are joined.
    """
    characters = run.decode("utf-8", "surrogateescape")
    clusters: list[str] = []
    for character in characters:
        if clusters and category(character) in _COMBINING:
            clusters[-1] += character
        else:
            clusters.append(character)
    pieces: list[tuple[int, bytes]] = []
    kept = b""  # at most _LONGEST_RUN bytes
    for cluster in clusters:
        length = len(cluster.encode("utf-8", "surrogateescape"))
        folded = _fold_cluster(cluster, length)
        if len(folded) == length:
            kept += folded
            continue
        pieces += [(len(kept), kept)] if kept else []
        pieces.append((length, folded))
        kept = b""
    pieces += [(len(kept), kept)] if kept else []
    return category(characters[0]) in _COMBINING, tuple(pieces)


def _fold_cluster(cluster: str, length: int) -> bytes:
    if "\udc80" <= cluster[0] <= "\udcff":
        return _UNDECODABLE * length
    # NUL keeps folding from trimming blanks, and combines with nothing.
    folded = fold_text(f"\0{cluster}\0")[1:-1]
    if folded and not any(c.isalnum() or c == "_" for c in folded):
        return b" " * length
    return "".join(c if c.isalnum() or c == "_" or category(c) in _COMBINING else " " for c in folded).encode()
