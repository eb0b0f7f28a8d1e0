"""Weighing: what the cues around one mention come to.

A cue weighs less the further away it stands, more behind the mention than in front of it (what explains a word follows it),
and less where it is denied ("not the servers"). The cues of one side and kind are summed and the root taken, as ten of a kind
do not tell ten times as much. The weighted sums of the sides compete with that of the ordinary uses and with a constant for
"cannot be told" (multinomial logistic regression), which gives each answer its chance.

The constants were fitted to the sentences of `tests/senses/tune.ndjson`. Invariant: chances add up to one.
"""

from __future__ import annotations

from math import exp, sqrt
from typing import TYPE_CHECKING

from twosense.glossary.cues import ORDINARY
from twosense.prose.cues import LEARNED, PATTERN, PHRASE, TOPIC, WORD
from twosense.prose.declared import NONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twosense.prose.cues import Cue, Recognition
    from twosense.prose.mentions import Mention
    from twosense.prose.passage import Passage

    Place = tuple[float, int, int, int]  # what a cue weighs there, its first word, the word after it, how far away it is

UNCLEAR = "unclear"

_WINDOW = 60  # words to either side
_FAR = 200  # places, from which on all weigh the same: next to nothing
_NEAR = [exp(-distance / 10) for distance in range(_FAR)]
_AROUND = [exp(-distance / 20) for distance in range(_FAR)]  # a topic reaches further
_BEHIND = 1.5
_DENIED = 0.5

# What the root of a sum weighs, for a side and for the ordinary uses; what "ordinary" and "unclear" start from.
_WEIGHTS = {PATTERN: 0.85, PHRASE: 1.14, WORD: 0.92, LEARNED: 1.98, TOPIC: 2.89}
_ORDINARY_WEIGHTS = {PATTERN: 1.76, PHRASE: 0.14, WORD: 1.1, LEARNED: 2.02, TOPIC: 1.6}
_ORDINARY_BIAS, _UNCLEAR_BIAS = 2.11, 3.58
# What an answer's chance must reach to be given.
_FLOOR, _ORDINARY_FLOOR = 0.68, 0.5


def gather(passage: Passage, topics: Sequence[Cue | None], recognition: Recognition, mention: Mention) -> dict[Cue, Place]:
    """The cues around a mention, each where it weighs most."""
    best = dict(_patterns(passage, recognition, mention))
    stems, places, denied = passage.stems, passage.places, passage.denied
    first, last = passage.span(mention)
    if first == last:
        return best
    begins = recognition.cues
    spoken_of = first not in denied  # where the mention itself is denied, so is all that goes with it
    sides = ((range(max(0, first - _WINDOW), first), 1.0), (range(last, min(len(stems), last + _WINDOW)), _BEHIND))
    for numbers, factor in sides:
        for number in numbers:
            cues = begins.get(stems[number], ())
            topic = topics[number]
            if topic is not None:
                cues = (*cues, topic)
            for cue in cues:
                size = len(cue.stems)
                end = number + size
                if size > 1 and (tuple(stems[number:end]) != cue.stems or number < first < end):
                    continue
                distance = places[first] - places[end - 1] if number < first else places[number] - places[last - 1]
                value = cue.weight * factor * (_AROUND if cue is topic else _NEAR)[min(distance, _FAR - 1)]
                if spoken_of and number in denied:
                    value *= _DENIED
                known = best.get(cue)
                if known is None or known[0] < value:
                    best[cue] = value, number, end, distance
    return best


def _patterns(passage: Passage, recognition: Recognition, mention: Mention) -> Iterator[tuple[Cue, Place]]:
    stems, places = passage.stems, passage.places
    first, last = passage.span(mention)
    behind = recognition.behind.get(stems[last], ()) if last < len(stems) else ()
    in_front = recognition.in_front.get(stems[first - 1], ()) if first else ()
    for cue in (*behind, *in_front):
        start, end = first - len(cue.before), last + len(cue.stems)
        if (
            start >= 0
            and tuple(stems[start:first]) == cue.before
            and tuple(stems[last:end]) == cue.stems
            and places[end - 1] - places[start] == end - 1 - start
        ):
            yield cue, (cue.weight, start, end, 0)


class Weighing:
    """The cues around one mention, the sum of each side, and the chance of each answer."""

    __slots__ = ("_worth", "chances", "found", "sums")

    def __init__(self, found: dict[Cue, Place], sides: Sequence[str]) -> None:
        self.found = found
        self.sums = dict.fromkeys((*sides, ORDINARY), 0.0)
        self._worth: dict[tuple[str, str], float] = {}  # what one unit of a kind adds to the sum of its side
        totals: dict[tuple[str, str], float] = {}
        for cue, place in found.items():
            slot = cue.side, cue.kind
            totals[slot] = totals.get(slot, 0.0) + place[0]
        for (side, kind), total in totals.items():
            if side in self.sums:
                weight = (_ORDINARY_WEIGHTS if side == ORDINARY else _WEIGHTS)[kind]
                self.sums[side] += weight * sqrt(total)
                self._worth[side, kind] = weight / sqrt(total)
        odds = {side: exp(total) for side, total in self.sums.items()}
        odds[NONE] = odds.pop(ORDINARY) * exp(_ORDINARY_BIAS)
        odds[UNCLEAR] = exp(_UNCLEAR_BIAS)
        whole = sum(odds.values())
        self.chances = {answer: chance / whole for answer, chance in odds.items()}

    def lean(self) -> str | None:
        """The likelier side, or None when nothing speaks for one more than for another."""
        ranked = sorted(((total, side) for side, total in self.sums.items() if side != ORDINARY), reverse=True)
        if not ranked or not ranked[0][0] or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return None
        return ranked[0][1]

    def answer(self) -> str:
        """A side, "none" or "unclear"."""
        lean = self.lean()
        if lean is not None and self.chances[lean] >= _FLOOR:
            return lean
        return NONE if self.chances[NONE] >= _ORDINARY_FLOOR else UNCLEAR

    def weight(self, cue: Cue) -> float:
        """What a cue adds to the sum of its side."""
        return self._worth.get((cue.side, cue.kind), 0.0) * self.found[cue][0]

    def telling(self, side: str) -> list[tuple[int, int]]:
        """The words that speak for a side, as first word and word after the last, the most telling first; none twice."""
        weights: dict[tuple[int, int], float] = {}
        for cue, (_, first, last, _) in self.found.items():
            if cue.side == side:
                weights[first, last] = weights.get((first, last), 0.0) + self.weight(cue)
        spans: list[tuple[int, int]] = []
        for first, last in sorted(weights, key=weights.__getitem__, reverse=True):
            if not any(first < end and start < last for start, end in spans):
                spans.append((first, last))
        return spans
