"""Score: weigh what is known of a term against the context of one mention, and turn the sums into probabilities.

Each answer (a side of the term, or "none" for its other uses) has a sum: how common the answer is, the capitals in the
mention and next to it, the two words next to it, the cues, and the window. In the window each word has a
weight, less the further away it is, and the sum is divided by the length of the context, because many vague words say no more
than a few. A fourth answer, "unclear", always has the sum 0 (multinomial logistic regression).
Invariant: the probabilities add up to one; one word alone never makes an answer surer than ALONE.
"""

from __future__ import annotations

from itertools import repeat
from math import exp, sqrt
from operator import add, itemgetter, mul, sub
from typing import TYPE_CHECKING, NamedTuple

from twosense.model import NONE, UNCLEAR
from twosense.senses.answers import select
from twosense.senses.context import UNIT
from twosense.senses.cues import NEARNESS, PATTERN, PHRASE, Cues
from twosense.senses.recognition import CENTROID_UNIT
from twosense.senses.shape import shape_of
from twosense.senses.weights import BIAS
from twosense.text.vectors import RAREST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from twosense.senses.answers import Answers
    from twosense.senses.context import Context, ContextWindow
    from twosense.senses.cues import CueMatch
    from twosense.senses.recognition import Recognition
    from twosense.senses.weights import Learned, TermWeights
    from twosense.text.vectors import Vectors

    Weights = Sequence[float]  # one for each answer: the sides of the term, and none

WORD, TERM, CAPITALS = "word", "term", "capitals"
ALONE = 0.9  # how sure one word alone can make
SURE = 0.99  # nothing is surer
LEAST = 0.3  # least length of a context: two vague words decide nothing
FLAT = 0.7  # exponent of a sum of phrases: ten are not ten times the evidence
_FINE = 1 / 1000  # unit of a weight that is worked out


class Contribution(NamedTuple):
    """A piece of evidence: its kind, its words in the text (none if it is not a word), and its weight for each answer."""

    kind: str
    first: int
    last: int
    distance: int
    weights: Weights

    def advantage(self, answer: int) -> float:
        """Return how much more it adds to an answer than to the others on average; the last answer is "unclear"."""
        whole, count = sum(self.weights), len(self.weights)
        own = self.weights[answer] if answer < count else 0.0
        return own - (whole - own) / count


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
        self._rows: list[bytes | _WeightsOfStems]
        if term:
            self.start = _added(answers.start, select(term.start, answers.columns))
            self.bias, self._scales = BIAS, select(term.scales, answers.columns)
            self._rows = [_table(term, at, distinctive) for at in range(len(answers.names))]
        else:
            self.floors = [*answers.floors[:-1], learned.shared.rare_floor]
            self.bias, self._scales = 0, [_FINE] * len(answers.names)
            centroids = [[byte / CENTROID_UNIT for byte in memoryview(packed).cast("b")] for packed in known.centroids]
            self._rows = [
                _WeightsOfStems(
                    _toward(at, direction, answers.likeness, centroids),
                    {number: weights[at] for number, weights in distinctive.items()},
                    vectors,
                )
                for at, direction in enumerate(answers.window)
            ]

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
        found = self._cues.find(context.stems, context.steps, first, last)
        return any(match.kind == PATTERN and match.speaks_for == ordinary for match in found)

    def in_window(self, window: ContextWindow) -> tuple[Sequence[Sequence[int]], int, list[float]]:
        """Return for each answer the biased weight of each word of a window, the sum of the biases, and the units.

        The unit of an answer is the scale of its weights over the length of the context. The length is what it would be if its
        words had nothing in common. The exact one costs eight more sums, and gains less than the error of the figures.
        """
        nearness = window.nearness
        if len(nearness) < 2:
            values = [[row[number] for number in window.numbers] for row in (self._squares, *self._rows)]
        else:
            values = list(map(itemgetter(*window.numbers), (self._squares, *self._rows)))  # twice as fast as a loop
        squares, *rows = values
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


class Scores:
    """The scores of one mention: the sum and the probability of each answer, and the answer.

    `answer` is a side, "none" or "unclear". `lean` is the likelier side; without sides it is None. `confidence` is the
    probability of the answer, of the lean if unclear, rounded to thousandths and at most SURE. `doubt` is the probability of
    neither the lean nor "none".
    """

    def __init__(
        self,
        scorer: Scorer,
        context: Context,
        words: tuple[int, int],
        shape: Weights,
        before: Weights,
        behind: Weights,
        cues: Sequence[Contribution],
    ) -> None:
        """Add up what speaks for each answer around the mention with these words, apart from the window as weights."""
        window = context.window(*words)
        self._scorer, self._steps, self._words, self._window = scorer, context.steps, words, window
        self._shape, self._before, self._behind, self._cues = shape, before, behind, cues
        self._rows, bias, self._units = scorer.in_window(window)
        rows, nearness = zip(self._rows, self._units, scorer.start, shape, before, behind, strict=True), window.nearness
        totals = [(sum(map(mul, row, nearness)) - bias) * unit + a + b + c + d for row, unit, a, b, c, d in rows]
        for one in cues:
            totals = _added(totals, one.weights)
        self.totals = totals
        self.answer, self.lean, confidence, self.doubt = self.decide(totals)
        if confidence > ALONE and self.answer not in (NONE, UNCLEAR) and self._hangs_on_one_word():
            confidence = ALONE
        self.confidence = round(min(confidence, SURE), 3)

    def decide(self, totals: Weights) -> tuple[str, str | None, float, float]:
        """Return the answer for these sums, the likelier side, the probability of the answer or of that side, and the doubt."""
        names, floors = self._scorer.answers.names, self._scorer.floors
        chances = _chances(totals)
        none = chances.pop()
        best = max(chances, default=0.0)
        at = chances.index(best) if chances else -1
        lean = names[at] if chances else None
        # A term with one sense: the only doubt is whether this is an ordinary word.
        if lean and len(chances) == 1 and none < floors[-1]:
            return lean, lean, 1 - none, 0.0
        doubt = round(1 - best - none, 3)
        if lean and best >= floors[at]:
            return lean, lean, best, doubt
        if none >= floors[-1]:
            return NONE, lean, none, doubt
        return UNCLEAR, lean, best, doubt

    @property
    def chances(self) -> dict[str, float]:
        """The probability of each answer."""
        chances = _chances(self.totals)
        return dict(zip((*self._scorer.answers.names, UNCLEAR), (*chances, 1 - sum(chances)), strict=True))

    @property
    def sums(self) -> dict[str, float]:
        """The sum of each answer; that of "unclear" is 0."""
        return dict(zip(self._scorer.answers.names, self.totals, strict=True))

    def evidence(self) -> list[Contribution]:
        """Return what the sums are made of. No word occurs twice: a cue has what its words say by themselves."""
        first, last = self._words
        words: dict[int, Weights] = dict(zip(self._window.indexes, zip(*self._weights_in_window(), strict=True), strict=True))
        for index, added in self._neighbours().items():
            words[index] = _added(words[index], added) if index in words else added
        found = [Contribution(TERM, 0, 0, 0, self._scorer.start), Contribution(CAPITALS, first, last, 0, self._shape)]
        taken: dict[tuple[int, int], Contribution] = {}
        for cue in sorted(self._cues, key=lambda one: one.first - one.last):
            span = next((span for span in taken if span[0] < cue.last and cue.first < span[1]), (cue.first, cue.last))
            same = taken.get(span, cue)
            parts = [words.pop(index) for index in range(*span) if index in words]
            if same is not cue:
                parts.append(cue.weights)
            for weights in parts:
                same = same._replace(weights=_added(same.weights, weights))
            taken[span] = same
        steps = self._steps
        left, right = steps[first], steps[last - 1]
        for index, weights in words.items():
            distance = left - steps[index] if index < first else steps[index] - right
            found.append(Contribution(WORD, index, index + 1, distance, weights))
        return found + list(taken.values())

    def strongest(self, answer: str) -> list[Contribution]:
        """Return what speaks for an answer, apart from the term itself, the strongest first."""
        at = (*self._scorer.answers.names, UNCLEAR).index(answer)
        found = [(one.advantage(at), one) for one in self.evidence() if one.kind != TERM]
        return [one for _, one in sorted((each for each in found if each[0] > 0), key=itemgetter(0), reverse=True)]

    def favoured(self, one: Contribution) -> tuple[str, float]:
        """Return the answer that a piece of evidence speaks for, and how much."""
        names = self._scorer.answers.names
        at = max(range(len(names)), key=one.advantage)
        return names[at], one.advantage(at)

    def flip(self) -> tuple[list[Contribution], str | None]:
        """Return the words, the strongest first, without which the answer would be another one, and that answer."""
        totals: Weights = self.totals
        flip = []
        for one in self.strongest(self.lean if self.answer == UNCLEAR and self.lean else self.answer):
            totals = list(map(sub, totals, one.weights))
            flip.append(one)
            otherwise = self.decide(totals)[0]
            if otherwise != self.answer:
                return flip, otherwise
        return [], None

    def _neighbours(self) -> dict[int, Weights]:
        """Return what the two words next to the mention add, by their indexes."""
        first, last = self._words
        neighbours = {first - 1: self._before, last: self._behind}
        return {index: added for index, added in neighbours.items() if added is not self._scorer.answers.nothing}

    def _weights_in_window(self) -> list[list[float]]:
        """Return for each answer what each word of the window adds."""
        return list(map(self._weights_for, range(len(self._rows))))

    def _weights_for(self, answer: int) -> list[float]:
        """Return what each word of the window adds to one answer."""
        weights = map(sub, self._rows[answer], repeat(self._scorer.bias))
        return list(map(mul, map(mul, weights, self._window.nearness), repeat(self._units[answer])))

    def _hangs_on_one_word(self) -> bool:
        """Return whether the answer would be another one without the word that does most for it."""
        own = self._scorer.answers.names.index(self.answer)
        nearness, bias = self._window.nearness, self._scorer.bias
        indexes, weights = list(self._window.indexes), self._weights_for(own)
        neighbours = self._neighbours()
        for index, added in neighbours.items():
            if index in indexes:
                weights[indexes.index(index)] += added[own]
            else:
                indexes.append(index)
                weights.append(added[own])
        if not weights:
            return False
        at = weights.index(max(weights))
        rest = self.totals
        if at < len(nearness):
            columns = zip(rest, self._rows, self._units, strict=True)
            rest = [total - (row[at] - bias) * nearness[at] * unit for total, row, unit in columns]
        if indexes[at] in neighbours:
            rest = list(map(sub, rest, neighbours[indexes[at]]))
        return self.decide(rest)[0] != self.answer


class _WeightsOfStems(dict[int, int]):
    """What each stem weighs for one answer, worked out from a direction when a text first has the stem, in units of _FINE."""

    def __init__(self, direction: Sequence[float], distinctive: Mapping[int, float], vectors: Vectors) -> None:
        super().__init__()
        self._direction, self._distinctive, self._vectors = direction, distinctive, vectors

    def __missing__(self, number: int) -> int:
        vectors = self._vectors
        weight = vectors.dot(number, self._direction) * vectors.scale * vectors.rarities[number] / RAREST
        value = self[number] = round((weight + self._distinctive.get(number, 0.0)) / _FINE)
        return value


def _chances(totals: Weights) -> list[float]:
    """Return the probability of each answer but "unclear", whose odds are 1."""
    odds = list(map(exp, totals))
    whole = 1.0 + sum(odds)
    return [one / whole for one in odds]


def _added(one: Weights, other: Iterable[float]) -> list[float]:
    return list(map(add, one, other))


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
        direction = _added(direction, map(mul, centroid, repeat(weights[at])))
    return direction
