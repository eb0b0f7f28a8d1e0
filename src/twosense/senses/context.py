"""Context window: the words around the mentions of a text, as stems, one slot each.

The end of a clause, a sentence or a paragraph leaves slots empty, so that words beyond it are further away and no phrase goes
across it. The distance of two words is the distance of their slots.
Invariant: every word between two mentions that is within reach of either has a slot.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING

from twosense.text.stems import WORD, stem_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosense.mentions.finder import Mention

    SlotRange = tuple[int, int]  # the first slot of a mention, and the one after its last

REACH = 32  # slots on each side of a mention; 40 improved no reading
_FAR = 12 * REACH  # characters that hold REACH slots
_CLAUSE, _SENTENCE, _PARAGRAPH = 1, 6, 20
_APART = "\n\n\n\n"  # replaces text that is left out; it makes more than REACH empty slots
_WORDS = re.compile(rf"({WORD.pattern})")
_BLANKS = re.compile(r"[^\S\n]+")
_ITEM = re.compile(r"\n[-*+\u2022>|]+")
_SENTENCE_END = re.compile(r"[.!?\u2026][\"')\]\u201d\u2019]*$")
_CLAUSE_WITHIN = re.compile(r"[;:()\u2013\u2014]")
_CLAUSE_END = re.compile(rf"{_CLAUSE_WITHIN.pattern}|^-$")
_EDGE = ("",) * REACH  # every mention has REACH slots before it and after it
_GAPS = 10_000  # cached gaps between words


class Excerpt:
    """The part of a text around its mentions: `text`, and `spans`, the mentions in it, in characters."""

    __slots__ = ("_cuts", "spans", "text")

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        """Cut the text; there is at least one mention, and they are in the order of the text."""
        begin = done = max(0, mentions[0].start - _FAR)
        self._cuts = [(0, begin)]
        self.spans: list[tuple[int, int]] = []
        pieces = []
        shift = begin
        for mention in mentions:
            if mention.start - done > 2 * _FAR:
                pieces += [text[begin : done + _FAR], _APART]
                begin = mention.start - _FAR
                shift += begin - done - _FAR - len(_APART)
                self._cuts.append((begin - shift, begin))
            done = mention.end
            self.spans.append((mention.start - shift, done - shift))
        pieces.append(text[begin : done + _FAR])
        self.text = "".join(pieces)

    def origin(self, offset: int) -> int:
        """Return the offset in the whole text of a character that was not left out."""
        here, there = self._cuts[bisect_right(self._cuts, offset, key=itemgetter(0)) - 1]
        return there + offset - here


class ContextWindow:
    """The slots around the mentions of a text, and the places of the mentions among them."""

    __slots__ = ("_ends", "_near", "_slots", "_starts", "places", "stems")

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        """Split the text into slots; the mentions are in the order of the text."""
        stems = self.stems = list(_EDGE)
        places: list[SlotRange] = []
        self.places = places
        if not mentions:
            return
        near = self._near = Excerpt(text, mentions)
        # The gap before the first word, the word, the gap between it and the next word …
        pieces = _WORDS.split(near.text)
        bounds = list(accumulate(map(len, pieces)))
        starts, ends = self._starts, self._ends = bounds[:-1:2], bounds[1::2]
        empty = map(empty_slots, pieces[2::2])
        slots = self._slots = list(accumulate((count + 1 for count in empty), initial=REACH))
        stems += [""] * (slots[-1] - REACH)
        for slot, word in zip(slots, pieces[1::2], strict=False):
            stems[slot] = stem_of(word)
        for start, end in near.spans:
            first, last = bisect_right(ends, start), bisect_left(starts, end)
            places.append((slots[first], slots[last - 1] + 1 if last > first else slots[first]))
        stems += _EDGE

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where the word in slot `first` starts and the last word before slot `last` ends, in characters."""
        start, end = self._span(first, last)
        return self._near.origin(start), self._near.origin(end - 1) + 1

    def words(self, first: int, last: int) -> str:
        """Return the words in the slots `first:last` as written, with white space collapsed."""
        start, end = self._span(first, last)
        return " ".join(self._near.text[start:end].split())

    def _span(self, first: int, last: int) -> tuple[int, int]:
        return self._starts[bisect_left(self._slots, first)], self._ends[bisect_left(self._slots, last) - 1]


@lru_cache(_GAPS)  # without it a scan takes 17 % longer
def empty_slots(gap: str) -> int:
    """Return how many empty slots the gap between two words makes."""
    if "\r" in gap:
        gap = gap.replace("\r\n", "\n").replace("\r", "\n")
    return _empty_slots(_BLANKS.sub(" ", gap))


def _empty_slots(gap: str) -> int:
    behind, *pieces = gap.replace("\n ", "\n").replace("\n", " \n").split(" ")
    if not pieces:
        return _CLAUSE if _CLAUSE_WITHIN.search(behind) else 0
    *between, before = pieces
    empty = _at_end(behind) + (_CLAUSE if _CLAUSE_WITHIN.search(before) else 0)
    for piece in between:
        if piece == "\n":
            empty += _PARAGRAPH
        else:
            empty += _SENTENCE if _ITEM.fullmatch(piece) else _at_end(piece)
    return min(empty, 2 * REACH)


def _at_end(marks: str) -> int:
    if _SENTENCE_END.search(marks):
        return _SENTENCE
    return _CLAUSE if _CLAUSE_END.search(marks) else 0
