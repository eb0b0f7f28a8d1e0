"""Scorer: weigh what is known of a term against the context of each of its mentions.

Each answer (a side of the term, or "none" for its other uses) has a sum: how common the answer is, the capitals in the
mention and next to it, the two words next to it, the cues, and the window. In the window each word has a
weight, less the further away it is, and the sum is divided by the length of the context, because many vague words say no more
than a few.
Invariant: what a word weighs does not depend on the other mentions of the text.
"""

from __future__ import annotations

from array import array
from itertools import repeat
from math import sqrt
from operator import itemgetter, mul
from typing import TYPE_CHECKING

from twosense.senses.answers import select
from twosense.senses.context import UNIT
from twosense.senses.cues import NEARNESS, PHRASE, Cues
from twosense.senses.recognition import CENTROID_UNIT
from twosense.senses.score import Contribution, Scores, added
from twosense.senses.shape import shape_of
from twosense.senses.weights import BIAS
from twosense.text.packed import PackedRows
from twosense.text.vectors import RAREST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from twosense.senses.answers import Answers
    from twosense.senses.context import Context, ContextWindow
    from twosense.senses.cues import CueMatch
    from twosense.senses.recognition import Recognition
    from twosense.senses.score import Weights
    from twosense.senses.weights import Learned, TermWeights
    from twosense.text.vectors import Vectors

LEAST = 0.3  # least length of a context: two vague words decide nothing
FLAT = 0.7  # exponent of a sum of phrases: ten are not ten times the evidence
_FINE = 1 / 1000  # unit of a weight that is worked out
_UNKNOWN, _HIGHEST = -(1 << 15), (1 << 15) - 1
_PART = 1 / (1 << 16)  # unit of a direction in whole numbers


class Scorer:
    """Scores the mentions of one term."""

    def __init__(
        self, known: Recognition, term: TermWeights | None, answers: Answers, learned: Learned, vectors: Vectors
    ) -> None:
        """Score with what is known of a term; `term` is what was learned about it, if anything was."""
        self.answers, self.floors = answers, answers.floors
        self.start: Weights = answers.start
        self._cues = Cues(known.cues)
        self._numbers = vectors.numbers
        self._squares, self._square = learned.squares, learned.square
        distinctive = {
            number: [weight * value * vectors.rarities[number] / RAREST for weight in answers.distinctive[side]]
            for number, (side, value) in known.distinctive.items()
        }
        self._rows: Sequence[Sequence[int]]
        self._unseen: _WeightsOnDemand | None = None
        if term:
            self.start = added(answers.start, select(term.start, answers.columns))
            self.bias, self._scales = BIAS, select(term.scales, answers.columns)
            self._rows = [_table(term, at, distinctive) for at in range(len(answers.names))]
        else:
            self.floors = [*answers.floors[:-1], learned.shared.rare_floor]
            self.bias, self._scales = 0, [_FINE] * len(answers.names)
            centroids = [[byte / CENTROID_UNIT for byte in memoryview(packed).cast("b")] for packed in known.centroids]
            directions = [_toward(at, one, answers.likeness, centroids) for at, one in enumerate(answers.window)]
            self._unseen = _WeightsOnDemand(directions, distinctive, vectors)
            self._rows = self._unseen.rows

    def score(self, context: Context, start: int, end: int) -> Scores:
        """Score the mention at these characters."""
        first, last = context.words(start, end)
        answers, number = self.answers, self._numbers.get
        before, behind = map(number, context.neighbours(first, last))
        found = self._cues.find(context.stems, context.steps, first, last)
        return Scores(
            self,
            context,
            (first, last),
            answers.shapes.get(shape_of(context, start, end, first, last), answers.nothing),
            answers.nothing if before is None else answers.before[before],
            answers.nothing if behind is None else answers.behind[behind],
            self._weigh(found) if found else (),
        )

    def is_named_ordinary(self, context: Context, start: int, end: int) -> bool:
        """Return whether the words next to the mention make a phrase that the glossary names as an ordinary use."""
        first, last = context.words(start, end)
        ordinary = len(self.answers.names) - 1
        found = self._cues.find_patterns(context.stems, context.steps, first, last)
        return any(match.speaks_for == ordinary for match in found)

    def in_window(self, window: ContextWindow) -> tuple[Sequence[Sequence[int]], int, list[float]]:
        """Return for each answer the biased weight of each word of a window, the sum of the biases, and the units.

        The unit of an answer is the scale of its weights over the length of the context. The length is what it would be if its
        words had nothing in common. The exact one costs eight more sums, and gains less than the error of the figures.
        """
        nearness = window.nearness
        squares, *rows = _columns(window.numbers, (self._squares, *self._rows))
        if self._unseen and _UNKNOWN in rows[0]:
            self._unseen.work_out(window.numbers)
            rows = _columns(window.numbers, self._rows)
        length = sqrt(sum(map(mul, squares, map(mul, nearness, nearness))) * self._square) + LEAST * UNIT
        return rows, self.bias * sum(nearness), [scale / length for scale in self._scales]

    def _weigh(self, found: Sequence[CueMatch]) -> list[Contribution]:
        """Share the weight of all cues of a kind and answer among them; several patterns count as one."""
        worths = [NEARNESS[match.distance] if match.kind == PHRASE else 1.0 for match in found]
        whole: dict[tuple[str, int], float] = {}
        for match, worth in zip(found, worths, strict=True):
            group = match.kind, match.speaks_for
            whole[group] = whole.get(group, 0.0) + worth
        evidence = []
        for match, worth in zip(found, worths, strict=True):
            total = whole[match.kind, match.speaks_for]
            part = worth / total * (total**FLAT if match.kind == PHRASE else 1.0)
            weights = [weight * part for weight in self.answers.cues[match.kind][match.speaks_for]]
            evidence.append(Contribution(match.kind, match.first, match.last, match.distance, weights))
        return evidence


class _WeightsOnDemand:
    """What each stem weighs for each answer of a term, in units of _FINE, worked out when a text first has the stem.

    In dictionaries, the weights for the texts of 2,400 files took 40 MB.
    """

    def __init__(self, directions: Sequence[Weights], distinctive: Mapping[int, Sequence[float]], vectors: Vectors) -> None:
        """Weigh toward a direction for each answer; distinctive words of the term weigh more."""
        self._distinctive, self._vectors = distinctive, vectors
        # A row holds one dimension of all directions, so that a stem is multiplied with all of them at once.
        self._packing = PackedRows(len(directions), field=8)
        rows = ([round(value / _PART) for value in values] for values in zip(*directions, strict=True))
        self._packed = list(map(self._packing.pack_numbers, rows))
        self._none = [0.0] * len(directions)
        self.rows = [array("h", [_UNKNOWN]) * len(vectors.rarities) for _ in directions]

    def work_out(self, numbers: Iterable[int]) -> None:
        """Fill in the weights of the stems with these numbers."""
        vectors = self._vectors
        for number in numbers:
            if self.rows[0][number] == _UNKNOWN:
                unit = vectors.scale * vectors.rarities[number] / RAREST * _PART
                sums = self._packing.weighted_sum(self._packed, vectors.vector(number))
                for row, total, extra in zip(self.rows, sums, self._distinctive.get(number, self._none), strict=True):
                    weight = round((total * unit + extra) / _FINE)
                    row[number] = min(max(weight, -_HIGHEST), _HIGHEST)


def _columns(numbers: Sequence[int], rows: Iterable[Sequence[int]]) -> list[Sequence[int]]:
    """Return of each row what it has at these numbers."""
    if len(numbers) < 2:
        return [[row[number] for number in numbers] for row in rows]
    return list(map(itemgetter(*numbers), rows))  # twice as fast as a loop


def _table(term: TermWeights, answer: int, distinctive: Mapping[int, Weights]) -> bytes:
    """Return what each stem weighs for an answer of a term that was seen in training, biased, in units of its scale.

    As bytes a row is in the processor's cache when it is needed; as a list of numbers it took twice as long to read.
    """
    size = len(term.window) // len(term.scales)
    row = bytearray(term.window[answer * size : (answer + 1) * size])
    for number, weights in distinctive.items():
        row[number] = min(max(row[number] + round(weights[answer] / term.scales[answer]), 0), 2 * BIAS - 1)
    return bytes(row)


def _toward(at: int, direction: Weights, likeness: Sequence[Weights], centroids: Iterable[Weights]) -> Weights:
    """Add to a direction how the likeness to each centroid speaks for an answer."""
    for weights, centroid in zip(likeness, centroids, strict=False):  # a glossary may be too large for centroids
        direction = added(direction, map(mul, centroid, repeat(weights[at])))
    return direction
