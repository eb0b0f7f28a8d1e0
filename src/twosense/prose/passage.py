"""Passage: the words around mentions, as stems, each with its place.

A place counts words, and the end of a clause, a sentence or a paragraph counts as some: what stands beyond it is further away
than it looks. Invariant: places only grow, and `starts` and `ends` count the characters of the whole text.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from twosense.characters import fold
from twosense.search.words import stem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twosense.prose.mentions import Mention

_REACH = 400  # characters to either side of a mention: about seventy words, of which the last weigh next to nothing
_WORD = re.compile(r"([^\W_]+(?:['\u2019]s\b)?)")
_POSSESSIVE = ("'s", "\u2019s")
_CLAUSE, _SENTENCE, _PARAGRAPH = 1, 2, 12
_SENTENCE_END = re.compile(r"[.!?\u2026][\"')\]\u201d\u2019]*\s|\n\s*(?:[-*+\u2022>|]|\d+[.)])\s")
_CLAUSE_END = re.compile(r"[;:()\u2013\u2014]|\s-\s")
_MEMORY = 100_000  # words, or gaps between words

# What says of the words after it that they are not what is meant: "not the servers", "rather than a campaign".
_NEGATIONS = frozenset(
    "not forget nor neither never no instead isn wasn aren weren without despite nothing hardly whatever than from".split()
)
_ONLY_AFTER = {"than": "rather", "from": "apart"}
# After these, "not" denies what is done and not what is spoken of: "the server could not be restored".
_AUXILIARIES = frozenset("do does did can could would should will have has had must may might".split())
_SCOPE = 7  # words, unless the clause ends before


class _Stems(dict[str, str]):
    """The stem of each word as it is written, computed once."""

    def __missing__(self, word: str) -> str:
        if len(self) > _MEMORY:
            self.clear()
        folded = word.lower() if word.isascii() else fold(word)
        value = self[word] = stem(folded[:-2] if folded.endswith(_POSSESSIVE) else folded)
        return value


class _Breaks(dict[str, int]):
    """How many words a gap between two words counts as, computed once."""

    def __missing__(self, gap: str) -> int:
        if len(self) > _MEMORY:
            self.clear()
        if gap.count("\n") > 1:
            value = _PARAGRAPH
        elif _SENTENCE_END.search(gap):
            value = _SENTENCE
        else:
            value = _CLAUSE if _CLAUSE_END.search(gap) else 0
        self[gap] = value
        return value


_stems = _Stems()
_breaks = _Breaks({" ": 0})


def stems_of(text: str) -> tuple[str, ...]:
    """The stems of the words of a text."""
    return tuple([_stems[word] for word in _WORD.split(text)[1::2]])


class Passage:
    """The words of a part of a text: stems, places, where each starts and ends, and which of them are `denied`."""

    __slots__ = ("denied", "ends", "places", "starts", "stems")

    def __init__(self, text: str, start: int, end: int) -> None:
        pieces = _WORD.split(text[start:end])
        words = pieces[1::2]
        self.stems = [_stems[word] for word in words]
        self.places: list[int] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        place, breaks = 0, _breaks
        for gap, word in zip(pieces[::2], words, strict=False):
            place += 1 + breaks[gap]
            start += len(gap)
            self.places.append(place)
            self.starts.append(start)
            start += len(word)
            self.ends.append(start)
        self.denied = self._denied(words, pieces) if not _NEGATIONS.isdisjoint(words) else frozenset()

    @staticmethod
    def _denied(words: list[str], pieces: list[str]) -> frozenset[int]:
        """The words that a negation takes out of what is meant."""
        denied: set[int] = set()
        left, before = 0, ""
        for number, word in enumerate(map(str.lower, words)):
            gap = pieces[2 * number]
            if _breaks[gap]:
                left = 0
            if left:
                denied.add(number)
                left -= 1
            if word in _NEGATIONS and before not in _AUXILIARIES and _ONLY_AFTER.get(word, before) == before:
                left = _SCOPE
            before = word
        return frozenset(denied)

    def span(self, mention: Mention) -> tuple[int, int]:
        """The first word of a mention and the first one after it."""
        first = bisect_left(self.starts, mention.start)
        return first, max(first, bisect_left(self.starts, mention.end))


def passages(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[Passage, Sequence[Mention]]]:
    """The mentions, which stand in the order of the text, each run of near ones with the passage around it."""
    first = 0
    for number, mention in enumerate(mentions):
        if number + 1 == len(mentions) or mentions[number + 1].start - mention.end > 2 * _REACH:
            start = max(0, mentions[first].start - _REACH)
            if start:  # no passage starts inside a word
                start = max(start, text.find(" ", start, mentions[first].start))
            yield Passage(text, start, mention.end + _REACH), mentions[first : number + 1]
            first = number + 1
