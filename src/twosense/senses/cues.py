"""Cues: the phrases that people named as evidence for a sense, found around a mention.

A cue of one word weighs in the window, as any other word does (`recognition`); one that has no vector is found here.
Invariant: a word of the text counts for one cue; a pattern, which includes the term, comes before a phrase.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import compress
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from twosense.text import vectors
from twosense.text.stems import stems_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PATTERN, PHRASE = "pattern", "phrase"
_REACH, _FADE = 32, 8.0  # steps in which a phrase is looked for, and in which its nearness falls to 1/e
NEARNESS = [1.0, *(exp(-(distance - 1) / _FADE) for distance in range(1, _REACH + 1))]
_PARSED = 1024  # cues that are kept parsed; a built-in term has a hundred or two
_ADJACENT = 2  # steps within which a pattern's words are next to the mention: a clause may end between

Stems = tuple[str, ...]


class Cue(NamedTuple):
    """A cue as written in a glossary: who it speaks for, and its stems; those of a pattern before and after the term."""

    speaks_for: int
    kind: str
    before: Stems
    stems: Stems
    rarest: int = 0  # which stem of a phrase is the rarest


class CueMatch(NamedTuple):
    """A cue that was found: who it speaks for, its kind, the words of the text that it has, and its distance in steps."""

    speaks_for: int
    kind: str
    first: int
    last: int
    distance: int


@lru_cache(_PARSED)  # a check compiles a term for each of its examples; without it one takes half as long again
def parse(speaks_for: int, text: str) -> Cue:
    """Read a cue: a star stands for the term, and makes it a pattern."""
    left, star, right = text.partition("*")
    if star:
        return Cue(speaks_for, PATTERN, stems_of(left), stems_of(right))
    stems = stems_of(text)
    if len(stems) < 2:
        return Cue(speaks_for, PHRASE, (), stems)
    numbers = vectors.load().numbers  # rarer stems have higher ones
    ranks = [numbers.get(stem, len(numbers)) for stem in stems]
    return Cue(speaks_for, PHRASE, (), stems, ranks.index(max(ranks)))


class Cues:
    """The phrases and patterns of one term, by the stem under which each is looked up: a phrase by its rarest one."""

    __slots__ = ("_after", "_before", "_phrases")

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._phrases: dict[str, list[Cue]] = {}
        self._before: dict[str, list[Cue]] = {}  # patterns with nothing after the term
        self._after: dict[str, list[Cue]] = {}
        for cue in cues:
            if cue.kind == PHRASE:
                self._phrases.setdefault(cue.stems[cue.rarest], []).append(cue)
            elif cue.stems:
                self._after.setdefault(cue.stems[0], []).append(cue)
            else:
                self._before.setdefault(cue.before[-1], []).append(cue)

    def find(self, stems: Sequence[str], steps: Sequence[int], first: int, last: int) -> list[CueMatch]:
        """Find the cues around the mention that has the words `first:last`."""
        found = self.find_patterns(stems, steps, first, last)
        if not self._phrases:
            return found
        left, right = steps[first], steps[last - 1]
        # Each word is one step at least.
        low = bisect_left(steps, left - _REACH, max(0, first - _REACH), first)
        high = bisect_right(steps, right + _REACH, last, min(last + _REACH, len(steps)))
        reached = stems[low:high]
        if self._phrases.keys().isdisjoint(reached):
            return found
        phrases = list(map(self._phrases.get, reached))
        for at in compress(range(low, high), phrases):
            for cue in phrases[at - low] or ():
                start = at - cue.rarest
                end = start + len(cue.stems)
                if (
                    start >= 0
                    and tuple(stems[start:end]) == cue.stems
                    and (end <= first or start >= last)
                    and not any(match.first < end and start < match.last for match in found)
                ):
                    distance = steps[start] - right if start >= last else left - steps[end - 1]
                    found.append(CueMatch(cue.speaks_for, PHRASE, start, end, min(distance, _REACH)))
        return found

    def find_patterns(self, stems: Sequence[str], steps: Sequence[int], first: int, last: int) -> list[CueMatch]:
        """Find the patterns with the mention that has the words `first:last`."""
        found: list[CueMatch] = []
        left, right = steps[first], steps[last - 1]
        candidates: list[Cue] = []
        if first and left - steps[first - 1] <= _ADJACENT:
            candidates += self._before.get(stems[first - 1], ())
        if last < len(stems) and steps[last] - right <= _ADJACENT:
            candidates += self._after.get(stems[last], ())
        for cue in candidates:
            start, end = first - len(cue.before), last + len(cue.stems)
            if start >= 0 and tuple(stems[start:first]) == cue.before and tuple(stems[last:end]) == cue.stems:
                found.append(CueMatch(cue.speaks_for, PATTERN, start if cue.before else last, end if cue.stems else first, 1))
        return found
