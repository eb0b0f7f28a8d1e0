"""Score: sum the cues around one mention, and turn the sums into probabilities.

A cue weighs less the further away it is, and less before the mention than after it, because an explanation follows its word.
For each side, the cues before and after are summed apart, and each sum is damped, because ten cues are not ten times the
evidence. The weighted sums of the sides compete with the sum of the ordinary uses and with a constant for "unclear"
(multinomial logistic regression).

The constants were fitted to the tuning halves of `tests/senses`: sentences alone, the same sentences among others, and pages.
Invariant: the probabilities add up to one.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import compress
from math import exp
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.msgpack import Decoder

from twosense.model import ORDINARY
from twosense.senses.context import REACH
from twosense.senses.cues import UNIT, CueWeight, Pattern, Topic, keys_at
from twosense.senses.definitions import NONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twosense.senses.context import SlotRange
    from twosense.senses.cues import Recognition

    Sums = Sequence[list[int]]  # of the cues before and of the cues after, by side, in units of ONE

UNCLEAR = "unclear"
# A pattern includes the term; phrases and words come from cues and texts; a topic is a word that one side uses with any term.
PATTERN, PHRASE, WORD, TOPIC = "pattern", "phrase", "word", "topic"

_THEIRS = 10  # slots of distance that another mention of the same term adds
_NEXT = 10_000  # weight factor at distance zero
_NEAR = [round(_NEXT * exp(-distance / 16)) for distance in range(1, REACH + _THEIRS + 1)]
ONE = UNIT * _NEXT  # a weight of one
PATTERN_WEIGHT = ONE  # weight of a pattern; a cue of one word weighs 1 plus its rarity
# The weight factor of each slot after and before the mention, by the number of slots up to the next mention of its term.
BEHIND_WORTH = [[*_NEAR[:own], *_NEAR[own + _THEIRS :]][:REACH] for own in range(REACH + 1)]
IN_FRONT_WORTH = [worths[::-1] for worths in BEHIND_WORTH]
_SLOTS = range(REACH)
FLAT = 0.7  # exponent of a sum
IN_FRONT, BEHIND, ORDINARY_WEIGHT = 1.5, 2.57, 3.35  # weights of the flattened sums
UNCLEAR_ODDS = exp(1.59)  # the odds of "unclear"
SURE = 0.99  # confidence of a definition; cues never give more
# The least probability with which an answer is given.
FLOOR, ORDINARY_FLOOR = 0.79, 0.5

_cue_weights = Decoder(tuple[CueWeight, ...]).decode
_patterns = Decoder(tuple[Pattern, ...]).decode


class CueMatch(Struct, frozen=True):
    """A cue in the text: its side by number, its weight there, its slots, its distance, and its kind."""

    side: int
    is_behind: bool
    weight: int
    first: int
    last: int
    distance: int
    kind: str


class CueScorer:
    """Weighs the cues around the mentions of one term."""

    def __init__(self, recognition: Recognition, size: int) -> None:
        """Score with the cues of one term; `size` is the number of sides, counting the ordinary uses as one."""
        self.sides = recognition.sides
        self._cue_weights, self._patterns, self._size = recognition.tells, recognition.patterns, size

    def weigh(
        self,
        stems: Sequence[str],
        topics: Sequence[Topic | None],
        place: SlotRange,
        limit: SlotRange,
        found: list[CueMatch] | None = None,
    ) -> Sums:
        """Sum the cues around the mention in these slots; `found` collects them.

        `topics` has each stem's weight, whichever the term. The previous mention of the term ends before slot `limit[0]`, the
        next one starts in slot `limit[1]`. Cues beyond these limits belong to the neighbouring mentions.
        """
        first, last = place
        in_front = [0] * self._size
        behind = in_front.copy()
        for packed in filter(None, map(self._patterns.get, keys_at(stems, first, last))):
            for side, ahead, after in _patterns(packed):
                start, end = first - len(ahead), last + len(after)
                if stems[start:first] == ahead and stems[last:end] == after:
                    behind[side] += PATTERN_WEIGHT
                    if found is not None:
                        found.append(CueMatch(side, True, PATTERN_WEIGHT, start, end, 0, PATTERN))
        for sums, begin, worths in (
            (in_front, first - REACH, IN_FRONT_WORTH[_own(first - limit[0])]),
            (behind, last, BEHIND_WORTH[_own(limit[1] - last)]),
        ):
            end = begin + REACH
            near = topics[begin:end]
            for topic, worth, slot in compress(zip(near, worths, _SLOTS, strict=True), near):
                side, weight = topic  # type: ignore[misc]  # None is left out
                sums[side] += weight * worth
                if found is not None:
                    found.append(_match(side, weight * worth, begin + slot, begin + slot + 1, begin + slot, place, TOPIC))
            tells = list(map(self._cue_weights.get, stems[begin:end]))
            for slot in compress(_SLOTS, tells):
                worth = worths[slot]
                for side, weight, phrase, at in _cue_weights(tells[slot]):  # type: ignore[arg-type]  # None is left out
                    start = begin + slot - at
                    stop = start + (len(phrase) or 1)
                    if phrase and (stems[start:stop] != phrase or (start < last and stop > first)):
                        continue
                    sums[side] += weight * worth
                    if found is not None:
                        found.append(_match(side, weight * worth, start, stop, begin + slot, place, PHRASE if phrase else WORD))
        return in_front, behind


def _own(slots: int) -> int:
    """Return how many slots on one side are closer to this mention; two mentions may share a word."""
    return max(0, min(slots, REACH))


def _match(side: int, weight: int, start: int, stop: int, slot: int, place: SlotRange, kind: str) -> CueMatch:
    first, last = place
    is_behind = slot >= last
    return CueMatch(side, is_behind, weight, start, stop, slot - last + 1 if is_behind else first - slot, kind)


class Scores:
    """The scores of one mention: the sum of each side, the probability of each answer, and the answer.

    `answer` is a side, "none" or "unclear". `lean` is the likelier side, None if two sides are equal. `confidence` is the
    probability of the lean, without a lean that of "none", rounded to thousandths and at most SURE.
    """

    __slots__ = ("_names", "_numbers", "_odds", "_sums", "_totals", "answer", "confidence", "lean")

    def __init__(self, sums: Sums, numbers: tuple[int, ...], names: Sequence[str]) -> None:
        """Compute the scores; `numbers` are the term's sides, `names` the name of each number."""
        self._sums, self._numbers, self._names = sums, numbers, names
        in_front, behind = sums
        totals = [IN_FRONT * _flat(in_front[side]) + BEHIND * _flat(behind[side]) for side in numbers]
        best = max(totals, default=0.0)
        lean = totals.index(best) if best and totals.count(best) == 1 else None
        totals.append(ORDINARY_WEIGHT * (_flat(in_front[-1]) + _flat(behind[-1])))
        odds = [*map(exp, totals), UNCLEAR_ODDS]
        whole = sum(odds)
        self._totals, self._odds = totals, odds
        self.lean = None if lean is None else names[numbers[lean]]
        confidence = odds[-2 if lean is None else lean] / whole
        if self.lean is not None and confidence >= FLOOR:
            self.answer = self.lean
        elif odds[-2] >= ORDINARY_FLOOR * whole:
            self.answer, self.lean, confidence = NONE, None, odds[-2] / whole
        else:
            self.answer = UNCLEAR
        self.confidence = round(min(confidence, SURE), 3)

    @property
    def _sides(self) -> list[str]:
        return [self._names[number] for number in self._numbers]

    @property
    def chances(self) -> dict[str, float]:
        """The probability of each answer."""
        answers, whole = (*self._sides, NONE, UNCLEAR), sum(self._odds)
        return {answer: odds / whole for answer, odds in zip(answers, self._odds, strict=True)}

    @property
    def totals(self) -> dict[str, float]:
        """The sum for each side, and for the ordinary uses."""
        return dict(zip((*self._sides, ORDINARY), self._totals, strict=True))

    def shares(self, side: str, found: Sequence[CueMatch]) -> Iterator[tuple[CueMatch, float]]:
        """Yield the cues that favour a side, and what each adds to its sum."""
        number = (*self._names, ORDINARY).index(side)
        weights = (ORDINARY_WEIGHT, ORDINARY_WEIGHT) if side == ORDINARY else (IN_FRONT, BEHIND)
        worth = [
            weight * _flat(sums[number]) / sums[number] if sums[number] else 0.0
            for weight, sums in zip(weights, self._sums, strict=True)
        ]
        for match in found:
            if match.side == number:
                yield match, worth[match.is_behind] * match.weight

    def strongest(self, side: str, found: Sequence[CueMatch]) -> list[tuple[int, int]]:
        """Return the words that favour a side, as slot ranges that do not repeat, the strongest first."""
        weights: dict[tuple[int, int], float] = defaultdict(float)
        holder: dict[int, tuple[int, int]] = {}  # by slot, the longest span that holds it
        for match, weight in sorted(self.shares(side, found), key=_length, reverse=True):
            span = match.first, match.last
            if match.last - match.first == 1:  # single words come last, so nothing follows that they could hold
                span = holder.get(match.first, span)
            else:
                slots = range(match.first, match.last)
                span = next((holder[slot] for slot in slots if slot in holder), span)
                for slot in slots:
                    holder.setdefault(slot, span)
            weights[span] += weight
        return sorted(weights, key=weights.__getitem__, reverse=True)

    def without(self, found: Sequence[CueMatch], spans: Sequence[tuple[int, int]]) -> Scores:
        """Return the scores without the cues in these slots."""
        sums = [0] * len(self._sums[0]), [0] * len(self._sums[0])
        for match in found:
            if not any(match.first < end and start < match.last for start, end in spans):
                sums[match.is_behind][match.side] += match.weight
        return Scores(sums, self._numbers, self._names)


def _flat(total: int) -> float:
    return float((total / ONE) ** FLAT)


def _length(share: tuple[CueMatch, float]) -> int:
    return share[0].last - share[0].first
