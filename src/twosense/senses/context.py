"""ContextWindow: the words around the mentions of a text, as stems, one slot each.

The end of a clause, a sentence or a paragraph leaves slots empty: what stands beyond it is further away than it looks, and no
run of words goes across it. How far apart two words are is then how far apart their slots are.
Invariant: between two mentions there are the slots of all words within reach of either.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter

from twosense.text.fold import fold
from twosense.text.stems import strip_inflection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosense.mentions.finder import Mention

    SlotRange = tuple[int, int]  # the first slot of a mention, and the one behind its last

REACH = 32  # slots to either side of a mention: 40 read no sentence better
_FAR = 12 * REACH  # characters in which so many slots are looked for
_CLAUSE, _SENTENCE, _PARAGRAPH = 1, 6, 20
_APART = "\n\n\n\n"  # stands for what is left out: more than REACH empty slots
WORD = re.compile(r"[^\W_]+(?:['\u2019]s\b)?")
_WORDS = re.compile(rf"({WORD.pattern})")
_POSSESSIVE = ("'s", "\u2019s")
_BLANKS = re.compile(r"[^\S\n]+")
_ITEM = re.compile(r"\n[-*+\u2022>|]+")
_SENTENCE_END = re.compile(r"[.!?\u2026][\"')\]\u201d\u2019]*$")
_CLAUSE_WITHIN = re.compile(r"[;:()\u2013\u2014]")
_CLAUSE_END = re.compile(rf"{_CLAUSE_WITHIN.pattern}|^-$")
_EDGE = ("",) * REACH  # so that as many slots stand in front of every mention, and behind it
_MEMORY, _GAPS = 100_000, 10_000  # how many words, and how much of what stands between them, are remembered


class Excerpt:
    """The part of a text that is near mentions: `text`, and `spans`, where the mentions are in it, in characters."""

    __slots__ = ("_cuts", "spans", "text")

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        """The mentions, one at least, stand in the order of the text."""
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
        """Where a character that was not left out stands in the whole text."""
        here, there = self._cuts[bisect_right(self._cuts, offset, key=itemgetter(0)) - 1]
        return there + offset - here


class ContextWindow:
    """The slots around the mentions of a text, and the places of the mentions among them."""

    __slots__ = ("_ends", "_near", "_slots", "_starts", "places", "stems")

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        """The mentions stand in the order of the text."""
        stems = self.stems = list(_EDGE)
        places: list[SlotRange] = []
        self.places = places
        if not mentions:
            return
        near = self._near = Excerpt(text, mentions)
        # What stands in front of the first word, the word, what stands between it and the next …
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
        """Where the word in slot `first` starts and the one in front of slot `last` ends, in characters."""
        start, end = self._span(first, last)
        return self._near.origin(start), self._near.origin(end - 1) + 1

    def words(self, first: int, last: int) -> str:
        """What stands in the slots `first:last`, as written, but for blanks and ends of lines."""
        start, end = self._span(first, last)
        return " ".join(self._near.text[start:end].split())

    def _span(self, first: int, last: int) -> tuple[int, int]:
        return self._starts[bisect_left(self._slots, first)], self._ends[bisect_left(self._slots, last) - 1]


def stems_of(text: str) -> tuple[str, ...]:
    """The stems of the words of a text."""
    return tuple(map(stem_of, WORD.findall(text)))


@lru_cache(_MEMORY)
def stem_of(word: str) -> str:
    """The stem of a word as it is written."""
    folded = word.lower() if word.isascii() else fold(word)
    return strip_inflection(folded[:-2] if folded.endswith(_POSSESSIVE) else folded) or word


@lru_cache(_GAPS)
def empty_slots(gap: str) -> int:
    """How many slots stay empty between two words for what stands between them."""
    if "\r" in gap:
        gap = gap.replace("\r\n", "\n").replace("\r", "\n")
    return _empty_slots(_BLANKS.sub(" ", gap))


@lru_cache(_GAPS)  # where something was blanked, many gaps come to the same
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
