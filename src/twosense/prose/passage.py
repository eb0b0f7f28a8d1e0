"""Passage: the words around mentions, as stems, each with its place.

A place counts words, and the end of a clause, a sentence or a paragraph counts as some: what stands beyond it is further away
than it looks. Invariant: places only grow, and `starts` and `ends` count the characters of the whole text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate, pairwise

from twosense.characters import fold
from twosense.prose.inflection import stem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twosense.prose.mentions import Mention

_REACH = 150  # characters to either side of a mention: some twenty-five words; 200 read no sentence better
_LONGEST = 100_000  # characters from the first to the last mention of a passage: one for all of 16 MB took 600 MB
_WORD = re.compile(r"([^\W_]+(?:['\u2019]s\b)?)")
_POSSESSIVE = ("'s", "\u2019s")
_CLAUSE, _SENTENCE, _PARAGRAPH = 1, 6, 20
FARTHEST = _REACH // 3 * (1 + _PARAGRAPH)  # places within reach: words of one letter, two ends of a line between them
_SENTENCE_END = re.compile(r"[.!?\u2026][\"')\]\u201d\u2019]*\s|\n\s*(?:[-*+\u2022>|]|\d+[.)])\s")
_CLAUSE_END = re.compile(r"[;:()\u2013\u2014]|\s-\s")
_MEMORY = 100_000  # words, gaps between words, and texts


class _Stems(dict[str, str]):
    """The stem of each word as it is written, computed once."""

    def __missing__(self, word: str) -> str:
        if len(self) > _MEMORY:
            self.clear()
        folded = word.lower() if word.isascii() else fold(word)
        value = self[word] = stem(folded[:-2] if folded.endswith(_POSSESSIVE) else folded)
        return value


class _Steps(dict[str, int]):
    """How many places further the word behind a gap stands, computed once."""

    def __missing__(self, gap: str) -> int:
        if len(self) > _MEMORY:
            self.clear()
        if gap.count("\n") > 1:
            value = 1 + _PARAGRAPH
        elif _SENTENCE_END.search(gap):
            value = 1 + _SENTENCE
        else:
            value = 1 + (_CLAUSE if _CLAUSE_END.search(gap) else 0)
        self[gap] = value
        return value


_stem = _Stems().__getitem__
_step = _Steps().__getitem__


@lru_cache(_MEMORY)  # a compiler asks for each cue twice, and a check of the examples compiles six times
def stems_of(text: str) -> tuple[str, ...]:
    """The stems of the words of a text."""
    return tuple(map(_stem, _WORD.split(text)[1::2]))


class Passage:
    """The words of a part of a text: their stems, these as pairs, their places, and where each starts and ends."""

    __slots__ = ("ends", "pairs", "places", "starts", "stems")

    def __init__(self, text: str, start: int, end: int) -> None:
        pieces = _WORD.split(text[start:end])  # a gap, a word, a gap, a word, ..., a gap
        self.stems = list(map(_stem, pieces[1::2]))
        self.pairs = list(pairwise(self.stems))
        self.places = list(accumulate(map(_step, pieces[:-1:2])))
        edges = list(accumulate(map(len, pieces), initial=start))
        self.starts, self.ends = edges[1:-1:2], edges[2::2]

    def around(self, mention: Mention) -> tuple[int, int, int, int]:
        """The first word within reach of a mention, its own first word, the first one behind it, the first out of reach."""
        first = bisect_left(self.starts, mention.start)
        last = max(first, bisect_left(self.starts, mention.end))
        low = bisect_left(self.starts, mention.start - _REACH)
        return low, first, last, max(last, bisect_right(self.ends, mention.end + _REACH))


def passages(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[Passage, Sequence[Mention]]]:
    """The mentions, which stand in the order of the text, each run of near ones with the passage around it."""
    first = 0
    for number, mention in enumerate(mentions):
        length = mention.end - mentions[first].start
        if number + 1 == len(mentions) or mentions[number + 1].start - mention.end > 2 * _REACH or length > _LONGEST:
            # One character more to either side: a word that is cut there is out of reach.
            start = max(0, mentions[first].start - _REACH - 1)
            yield Passage(text, start, mention.end + _REACH + 1), mentions[first : number + 1]
            first = number + 1
