"""Weighing: what the cues around one mention come to.

A cue weighs less the further away it stands, and less in front of the mention than behind it: what explains a word follows it.
The cues of one side and kind are summed and the root taken, as ten of a kind do not tell ten times as much. The weighted sums
of the sides compete with that of the ordinary uses and with a constant for "cannot be told" (multinomial logistic regression),
which gives each answer its chance.

The constants were fitted to the sentences of `tests/senses/tune.ndjson`. Invariant: chances add up to one.
"""

from __future__ import annotations

from bisect import bisect_left
from math import exp, inf, sqrt
from typing import TYPE_CHECKING

from twosense.glossary.cues import ORDINARY
from twosense.prose.cues import TOPIC
from twosense.prose.declared import NONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twosense.prose.cues import Cue, Recognition
    from twosense.prose.mentions import Mention
    from twosense.prose.passage import Passage

    # What a cue weighs there, its first word, the word after it, how far away it is, whether behind the mention.
    Place = tuple[float, int, int, int, bool]
    Room = tuple[float, float]  # from which character to which a mention has the cues for itself
    Slot = tuple[str, bool, str]  # what is summed together: side, whether topics, _IN_FRONT, _BEHIND or ORDINARY

UNCLEAR = "unclear"

_IN_FRONT, _BEHIND = "in front", "behind"
_THEIRS = 10  # places that a mention of the same term puts between
_FAR = 200  # places, from which on all weigh the same: next to nothing
_NEAR = [exp(-distance / 12) for distance in range(_FAR)]
_AROUND = [exp(-distance / 25) for distance in range(_FAR)]  # a topic reaches further

# What the root of a sum weighs: of cues in front of the mention, behind it, and of those of the ordinary uses; likewise topics.
_CUES = {_IN_FRONT: 1.08, _BEHIND: 2.35, ORDINARY: 2.57}
_TOPICS = {_IN_FRONT: 1.21, _BEHIND: 2.99, ORDINARY: 1.79}
_ORDINARY_BIAS, _UNCLEAR_BIAS = 1.53, 3.08  # what "none" and "unclear" start from
# What an answer's chance must reach to be given.
_FLOOR, _ORDINARY_FLOOR = 0.74, 0.5


def gather(
    passage: Passage,
    topics: Sequence[Cue | None],
    recognition: Recognition,
    mention: Mention,
    between: Room = (0, inf),
) -> dict[Cue, Place]:
    """The cues around a mention, each where it weighs most.

    `between` is where the term's last mention before this one ends and the next one starts: cues beyond are rather theirs.
    """
    low, first, last, high = passage.around(mention)
    if first == last:
        return {}
    stems, places, cues = passage.stems, passage.places, recognition.cues
    best = dict(_patterns(passage, recognition, first, last))
    for numbers, behind in ((range(low, first), False), (range(last, high), True)):
        place = places[last - 1] if behind else places[first]
        own = bisect_left(passage.starts, between[behind])
        for number in numbers:
            further = _THEIRS if behind == (number >= own) else 0
            topic = topics[number]
            for cue in cues.get(stems[number], ()) if topic is None else (topic, *cues.get(stems[number], ())):
                end = number + len(cue.stems)
                if end > number + 1 and (tuple(stems[number:end]) != cue.stems or number < first < end):
                    continue
                distance = further + abs(places[number if behind else end - 1] - place)
                value = cue.weight * (_AROUND if cue is topic else _NEAR)[distance if distance < _FAR else -1]
                if cue not in best or best[cue][0] < value:
                    best[cue] = value, number, end, distance, behind
    return best


def _patterns(passage: Passage, recognition: Recognition, first: int, last: int) -> Iterator[tuple[Cue, Place]]:
    stems, places = passage.stems, passage.places
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
            yield cue, (cue.weight, start, end, 0, True)


def _slot(cue: Cue, place: Place) -> Slot:
    where = ORDINARY if cue.side == ORDINARY else _BEHIND if place[4] else _IN_FRONT
    return cue.side, cue.kind == TOPIC, where


class Weighing:
    """The cues around one mention, the sum of each side, the chance of each answer, and the answer.

    `answer` is a side, "none" or "unclear"; `lean` the likelier side, None when nothing speaks for one more than for another.
    """

    __slots__ = ("_worth", "answer", "chances", "found", "lean", "sums")

    def __init__(self, found: dict[Cue, Place], sides: Sequence[str]) -> None:
        self.found = found
        self.sums = dict.fromkeys((*sides, ORDINARY), 0.0)
        self._worth: dict[Slot, float] = {}  # what one unit of its cues adds
        totals: dict[Slot, float] = {}
        for cue, place in found.items():
            if cue.side in self.sums:
                slot = _slot(cue, place)
                totals[slot] = totals.get(slot, 0.0) + place[0]
        for slot, total in totals.items():
            side, topics, where = slot
            weight = (_TOPICS if topics else _CUES)[where]
            self.sums[side] += weight * sqrt(total)
            self._worth[slot] = weight / sqrt(total)
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
                yield cue, place, self._worth[_slot(cue, place)] * place[0]

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
