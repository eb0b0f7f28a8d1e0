"""Blank: replace spans of a text by spaces.

Invariant: the length and what is outside the spans stay; in bytes, the line ends do, too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

Span = tuple[int, int]

_BLANK = bytes(c if c in b"\r\n" else 32 for c in range(256))


def blank(data: bytes, spans: Iterable[Span]) -> bytes:
    """Blank these spans, in any order."""
    masked = None
    for start, end in spans:
        span = data[start:end]
        if not span.isspace():  # half of the spans between the texts of a page
            if masked is None:
                masked = bytearray(data)
            masked[start:end] = span.translate(_BLANK)
    return data if masked is None else bytes(masked)


def blank_characters(text: str, spans: Iterable[Span]) -> str:
    """Blank these spans of characters, which are in order and do not overlap, with the line ends in them.

    Characters cannot be replaced in place, as `blank` does with bytes. And `blank` takes spans in any order: sorting
    millions of them would take memory.
    """
    parts: list[str] = []
    done = 0
    for start, end in spans:
        parts += text[done:start], " " * (end - start)
        done = end
    return "".join((*parts, text[done:]))


def overlap(spans: Sequence[Span], start: int, end: int) -> bool:
    """Return whether any byte from `start` to `end` is in one of these spans, which are in order and do not overlap."""
    before = bisect_left(spans, (end,))
    return before > 0 and start < spans[before - 1][1]
