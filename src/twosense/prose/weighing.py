"""Weighing: what the cues around one mention come to.

A cue weighs less the further away it stands, and less in front of the mention than behind it: what explains a word follows it.
The cues of one side and kind are summed and the sum flattened, as ten of a kind do not tell ten times as much. The weighted
sums of the sides compete with that of the ordinary uses and with a constant for "cannot be told" (multinomial logistic
regression), which gives each answer its chance.

The constants were fitted to the tune halves of `tests/senses`: sentences alone, the same sentences among others, and pages.
Invariant: chances add up to one.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import compress
from math import exp, inf
from operator import itemgetter
from typing import TYPE_CHECKING

from twosense.glossary.cues import ORDINARY
from twosense.prose.declared import NONE
from twosense.prose.passage import FARTHEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twosense.prose.cues import Cue, Recognition
    from twosense.prose.mentions import Mention
    from twosense.prose.passage import Passage

    # What a cue weighs there, its first word, the word after it, how far away it is, which of _WEIGHTS it is of.
    Place = tuple[float, int, int, int, int]
    Room = tuple[float, float]  # from which character to which a mention has the cues for itself
    Pile = tuple[str, int]  # what is summed together: of one side, and of one of _WEIGHTS

UNCLEAR = "unclear"

_THEIRS = 10  # places that a mention of the same term puts between
_NEAR = [exp(-distance / 12) for distance in range(FARTHEST + _THEIRS + 1)]
_AROUND = [exp(-distance / 20) for distance in range(FARTHEST + _THEIRS + 1)]  # a topic reaches further

_FLAT = 0.7  # the power of a sum
# What a flattened sum weighs: of cues in front of the mention, behind it, and of those of the ordinary uses; likewise topics.
_IN_FRONT, _BEHIND, _ORDINARY, _TOPIC = 0, 1, 2, 3
_WEIGHTS = (1.47, 2.37, 3.59, 0.49, 1.27, 1.31)
_ORDINARY_BIAS, _UNCLEAR_BIAS = 0.17, 1.91  # what "none" and "unclear" start from
# What an answer's chance must reach to be given.
_FLOOR, _ORDINARY_FLOOR = 0.77, 0.5

_number = itemgetter(0)


def gather(
    passage: Passage,
    topics: Sequence[tuple[int, Cue]],
    recognition: Recognition,
    mention: Mention,
    between: Room = (0, inf),
) -> dict[Cue, Place]:
    """The cues around a mention, each where it weighs most.

    `topics` are those of the passage, each with the number of its word. `between` is where the term's last mention before
    this one ends and the next one starts: cues beyond are rather theirs.
    """
    low, first, last, high = passage.around(mention)
    if first == last:
        return {}
    stems, pairs, places = passage.stems, passage.pairs, passage.places
    words, phrases = recognition.words, recognition.phrases
    best = dict(_patterns(passage, recognition, first, last))
    for start, end, behind in ((low, first, False), (last, high, True)):
        edge = places[last - 1] if behind else places[first]
        theirs = bisect_left(passage.starts, between[behind])
        numbers = compress(range(start, end), map(words.__contains__, stems[start:end]))
        near = [(number, cue, _NEAR, _IN_FRONT + behind) for number in numbers for cue in words[stems[number]]]
        numbers = compress(range(start, end), map(phrases.__contains__, pairs[start:end]))
        near += [
            (number, cue, _NEAR, _IN_FRONT + behind)
            for number in numbers
            for cue in phrases[pairs[number]]
            if tuple(stems[number : number + len(cue.stems)]) == cue.stems and not number < first < number + len(cue.stems)
        ]
        around = topics[bisect_left(topics, start, key=_number) : bisect_left(topics, end, key=_number)]
        near += [(number, cue, _AROUND, _TOPIC + behind) for number, cue in around]
        for number, cue, worth, pile in near:
            stop = number + len(cue.stems)
            distance = abs(places[number if behind else stop - 1] - edge)
            if behind == (number >= theirs):
                distance += _THEIRS
            value = cue.weight * worth[distance]
            other = best.get(cue)
            if other is None or other[0] < value:
                best[cue] = value, number, stop, distance, pile if cue.side != ORDINARY else pile - behind + _ORDINARY
    return best


def _patterns(passage: Passage, recognition: Recognition, first: int, last: int) -> Iterator[tuple[Cue, Place]]:
    stems, places, patterns = passage.stems, passage.places, recognition.patterns
    for before, behind in recognition.shapes:
        start, end = first - before, last + behind
        if start < 0 or end > len(stems):
            continue
        around = tuple(stems[start:first]), tuple(stems[last:end])
        if around in patterns and places[end - 1] - places[start] == end - 1 - start:
            for cue in patterns[around]:
                yield cue, (cue.weight, start, end, 0, _ORDINARY if cue.side == ORDINARY else _BEHIND)


class Weighing:
    """The cues around one mention, the sum of each side, the chance of each answer, and the answer.

    `answer` is a side, "none" or "unclear"; `lean` the likelier side, None when nothing speaks for one more than for another.
    """

    __slots__ = ("_worth", "answer", "chances", "found", "lean", "sums")

    def __init__(self, found: dict[Cue, Place], sides: Sequence[str]) -> None:
        self.found = found
        self.sums = dict.fromkeys((*sides, ORDINARY), 0.0)
        self._worth: dict[Pile, float] = {}  # what one unit of its cues adds
        totals: dict[Pile, float] = {}
        for cue, place in found.items():
            pile = cue.side, place[4]
            totals[pile] = totals.get(pile, 0.0) + place[0]
        for pile, total in totals.items():
            side, kind = pile
            if side in self.sums:
                weight = _WEIGHTS[kind]
                self.sums[side] += weight * total**_FLAT
                self._worth[pile] = weight * total ** (_FLAT - 1)
        odds = {side: exp(total) for side, total in self.sums.items()}
        odds[NONE] = odds.pop(ORDINARY) * exp(_ORDINARY_BIAS)
        odds[UNCLEAR] = exp(_UNCLEAR_BIAS)
        whole = sum(odds.values())
        self.chances = {answer: chance / whole for answer, chance in odds.items()}
        self.lean = self._lean(sides)
        if self.lean is not None and self.chances[self.lean] >= _FLOOR:
            self.answer = self.lean
        else:
            self.answer = NONE if self.chances[NONE] >= _ORDINARY_FLOOR else UNCLEAR

    def _lean(self, sides: Sequence[str]) -> str | None:
        sums = self.sums
        best = max(sides, key=sums.__getitem__, default=None)
        if best is None or not sums[best] or any(sums[side] == sums[best] for side in sides if side != best):
            return None
        return best

    def weigh(self, side: str) -> Iterator[tuple[Cue, Place, float]]:
        """The cues of a side, where they stand, and what each adds to the sum."""
        for cue, place in self.found.items():
            if cue.side == side:
                yield cue, place, self._worth[side, place[4]] * place[0]

    def telling(self, side: str) -> list[tuple[int, int]]:
        """The words that speak for a side, as first word and word after the last, the most telling first; none twice."""
        weights: dict[tuple[int, int], float] = {}
        holder: dict[int, tuple[int, int]] = {}  # of each word, the longest span that it speaks in
        for _, (_, first, last, _, _), weight in sorted(self.weigh(side), key=_length, reverse=True):
            span = next((holder[word] for word in range(first, last) if word in holder), (first, last))
            for word in range(first, last):
                holder.setdefault(word, span)
            weights[span] = weights.get(span, 0.0) + weight
        return sorted(weights, key=weights.__getitem__, reverse=True)


def _length(weighed: tuple[Cue, Place, float]) -> int:
    return weighed[1][2] - weighed[1][1]
