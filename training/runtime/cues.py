"""Cues: the words and phrases that people named as evidence for a sense, found around a mention.

Invariant: a word of the text counts for one cue: for the pattern around the mention before a phrase, for a phrase before a
word. A pattern that several cues spell counts once for each side.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

from .words import stems_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

PATTERN, PHRASE, WORD = "pattern", "phrase", "word"
_NEXT = 2  # slots within which a pattern's word counts as beside the mention: a clause may end between


class Cue(NamedTuple):
    """A cue that was found: the number of its side, its kind, the words of the text it covers, and how far away it is."""

    side: int
    kind: str
    first: int
    last: int
    distance: int


class Cues:
    """The cues of one term, by the stem under which each is looked up."""

    __slots__ = ("after", "before", "both", "phrases", "words")

    def __init__(self, given: Mapping[int, Iterable[str]]) -> None:
        """Cues are given as they are written, by the number of their side."""
        self.words: dict[str, list[int]] = {}
        self.phrases: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        self.before: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        self.after: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        self.both: dict[str, list[tuple[int, tuple[str, ...], tuple[str, ...]]]] = {}
        for side, texts in given.items():
            for text in texts:
                left, star, right = text.partition("*")
                ahead, behind = (tuple(stems_of(left)), tuple(stems_of(right))) if star else ((), tuple(stems_of(left)))
                if star and ahead and behind:
                    self.both.setdefault(behind[0], []).append((side, ahead, behind))
                elif star and ahead:
                    self.before.setdefault(ahead[-1], []).append((side, ahead))
                elif star and behind:
                    self.after.setdefault(behind[0], []).append((side, behind))
                elif len(behind) > 1:
                    self.phrases.setdefault(behind[0], []).append((side, behind))
                elif behind and side not in self.words.setdefault(behind[0], []):
                    self.words[behind[0]].append(side)

    def find(self, stems: Sequence[str], slots: Sequence[int], first: int, last: int, reach: int) -> list[Cue]:
        """Find the cues around the mention that the words `first:last` hold, no further than `reach` slots away."""
        found: list[Cue] = []
        taken: set[int] = set()
        left, right = slots[first], slots[last - 1]
        if first and left - slots[first - 1] <= _NEXT:
            for side, ahead in self.before.get(stems[first - 1], ()):
                start = first - len(ahead)
                if start >= 0 and tuple(stems[start:first]) == ahead:
                    found.append(Cue(side, PATTERN, start, first, 1))
        if last < len(stems) and slots[last] - right <= _NEXT:
            for side, behind in self.after.get(stems[last], ()):
                end = last + len(behind)
                if tuple(stems[last:end]) == behind:
                    found.append(Cue(side, PATTERN, last, end, 1))
            for side, ahead, behind in self.both.get(stems[last], ()):
                start, end = first - len(ahead), last + len(behind)
                if start >= 0 and tuple(stems[last:end]) == behind and tuple(stems[start:first]) == ahead:
                    found.append(Cue(side, PATTERN, start, end, 1))
        for cue in found:
            taken.update(range(cue.first, cue.last))
        low, high = bisect_left(slots, left - reach, 0, first), bisect_right(slots, right + reach, last)
        near = stems[low:high]
        if self.phrases:
            hits = list(map(self.phrases.get, near))
            for at in compress(range(low, high), hits):
                for side, phrase in hits[at - low] or ():
                    end = at + len(phrase)
                    if tuple(stems[at:end]) == phrase and taken.isdisjoint(range(at, end)):
                        if end <= first or at >= last or end - at > last - first:
                            distance = slots[at] - right if at >= last else left - slots[end - 1] if end <= first else 1
                            found.append(Cue(side, PHRASE, at, end, max(distance, 1)))
        for cue in found:
            taken.update(range(cue.first, cue.last))
        sides_of = list(map(self.words.get, near))
        for at in compress(range(low, high), sides_of):
            if not first <= at < last and at not in taken:
                distance = slots[at] - right if at >= last else left - slots[at]
                found += [Cue(side, WORD, at, at + 1, distance) for side in sides_of[at - low] or ()]
        return found
