"""Parts: a long text cut into parts that overlap, each with the mentions that lie well inside it.

The words of a text take some fifteen times its memory. Invariant: the context of a mention in its part is its context in the
whole text; each mention belongs to one part.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from twosense.senses.context import MARGIN, Context

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SIZE = 1 << 18  # characters


class Part(NamedTuple):
    """A part: its words, and the numbers of its mentions, from `first` to the one before `last`."""

    context: Context
    first: int
    last: int


def parts(text: str, starts: Sequence[int], ends: Sequence[int], telling: Mapping[str, int]) -> Iterator[Part]:
    """Yield the parts of a text with mentions from and to these characters."""
    begin = first = 0
    while first < len(starts):
        context, is_last = _part(text, begin, telling)
        if is_last:
            yield Part(context, first, len(starts))
            return
        inside = context.starts[-MARGIN]
        last = bisect_right(ends, inside, first)
        if last > first:
            yield Part(context, first, last)
        first = last
        if first < len(starts):
            word = bisect_right(context.starts, min(inside, starts[first])) - 1
            begin = context.starts[max(0, word - MARGIN)]


def _part(text: str, begin: int, telling: Mapping[str, int]) -> tuple[Context, bool]:
    """Return a part with at least twice as many words as it shares with its neighbours, and whether it ends the text."""
    size = _SIZE
    while True:
        context = Context(text, telling, begin, begin + size)
        if begin + size >= len(text):
            return context, True
        if len(context.starts) > 4 * MARGIN:
            return context, False
        size *= 2
