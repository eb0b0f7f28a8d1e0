"""Parts: the parts of a text that decide on its mentions, each with the mentions that lie well inside it.

The words of a text take some fifteen times its memory. A long text is cut, and what is far from all mentions is left out.
Invariant: the context of a mention in its part is its context in the whole text; each mention belongs to one part.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from twosense.senses.context import MARGIN, Context
from twosense.text.stems import WORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SIZE = 1 << 18  # characters
_FAR = 16 * MARGIN  # characters; it takes longer to look for a smaller gap between mentions than to read it


class Stretch(NamedTuple):
    """Some spans of a text, from the number `first` to the one before `last`, and the characters that decide on them."""

    first: int
    last: int
    begin: int
    end: int


class Part(NamedTuple):
    """A part: its words, and the numbers of its mentions, from `first` to the one before `last`."""

    context: Context
    first: int
    last: int


def stretches(text: str, starts: Sequence[int], ends: Sequence[int]) -> Iterator[Stretch]:
    """Yield the parts of a text that hold these spans and MARGIN words on both sides of each, in order; none overlap."""
    if not starts:
        return
    first, begin = 0, _last_words(text, 0, starts[0]) or 0
    for last in range(1, len(starts)):
        left, right = ends[last - 1], starts[last]
        if right - left > _FAR and (end := _first_words(text, left, right)) and (again := _last_words(text, end, right)):
            yield Stretch(first, last, begin, end)
            first, begin = last, again
    yield Stretch(first, len(starts), begin, _first_words(text, ends[-1], len(text)) or len(text))


def _first_words(text: str, start: int, end: int) -> int | None:
    """Return where the first MARGIN words between two characters end, or None if there are fewer."""
    word = next(islice(WORD.finditer(text, start, end), MARGIN, None), None)  # the first may be the rest of a word
    return word.end() if word else None


def _last_words(text: str, start: int, end: int) -> int | None:
    """Return where the last MARGIN words between two characters start, or None if there are fewer."""
    words = deque(WORD.finditer(text, start, end), MARGIN + 1)
    return words[0].start() if len(words) > MARGIN else None


def parts(text: str, starts: Sequence[int], ends: Sequence[int], telling: Mapping[str, int]) -> Iterator[Part]:
    """Yield the parts of a text with mentions from and to these characters."""
    for first, stop, begin, end in stretches(text, starts, ends):
        while first < stop:
            context, is_last = _part(text, begin, end, telling)
            if is_last:
                yield Part(context, first, stop)
                break
            inside = context.starts[-MARGIN]
            last = bisect_right(ends, inside, first, stop)
            if last > first:
                yield Part(context, first, last)
            first = last
            if first < stop:
                word = bisect_right(context.starts, min(inside, starts[first])) - 1
                begin = context.starts[max(0, word - MARGIN)]


def _part(text: str, begin: int, end: int, telling: Mapping[str, int]) -> tuple[Context, bool]:
    """Return a part with at least twice as many words as it shares with its neighbours, and whether it ends the stretch."""
    size = _SIZE
    while True:
        context = Context(text, telling, begin, min(begin + size, end))
        if begin + size >= end:
            return context, True
        if len(context.starts) > 4 * MARGIN:
            return context, False
        size *= 2
