"""Scores: the sums of one mention, turned into probabilities, an answer and the evidence for it.

A fourth answer, "unclear", always has the sum 0 (multinomial logistic regression).
Invariant: the probabilities add up to one; one word alone never makes an answer surer than ALONE.
"""

from __future__ import annotations

from heapq import nlargest
from itertools import repeat
from math import exp
from operator import add, itemgetter, mul, sub
from typing import TYPE_CHECKING, NamedTuple

from twosense.model import NONE, UNCLEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from twosense.senses.context import Context
    from twosense.senses.scorer import Scorer

    Weights = Sequence[float]  # one for each answer: the sides of the term, and none

WORD, TERM, CAPITALS = "word", "term", "capitals"
ALONE = 0.9  # how sure one word alone can make
SURE = 0.99  # nothing is surer
_TRIED = 2  # words of a window, the strongest: with one of them, 2 of 610 answers hung on another word


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
            totals = added(totals, one.weights)
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
        for index, more in self._neighbours().items():
            words[index] = added(words[index], more) if index in words else more
        found = [Contribution(TERM, 0, 0, 0, self._scorer.start), Contribution(CAPITALS, first, last, 0, self._shape)]
        taken: dict[tuple[int, int], Contribution] = {}
        for cue in sorted(self._cues, key=lambda one: one.first - one.last):
            span = next((span for span in taken if span[0] < cue.last and cue.first < span[1]), (cue.first, cue.last))
            same = taken.get(span, cue)
            parts = [words.pop(index) for index in range(*span) if index in words]
            if same is not cue:
                parts.append(cue.weights)
            for weights in parts:
                same = same._replace(weights=added(same.weights, weights))
            taken[span] = same
        steps = self._steps
        left, right = steps[first], steps[last - 1]
        for index, weights in words.items():
            distance = left - steps[index] if index < first else steps[index] - right
            found.append(Contribution(WORD, index, index + 1, distance, weights))
        return found + list(taken.values())

    def strongest(self, answer: str) -> list[Contribution]:
        """Return the words that speak for an answer, apart from the mention itself, the strongest first."""
        at = (*self._scorer.answers.names, UNCLEAR).index(answer)
        found = [(one.advantage(at), one) for one in self.evidence() if one.distance]
        return [one for _, one in sorted((each for each in found if each[0] > 0), key=itemgetter(0), reverse=True)]

    def favoured(self, one: Contribution) -> tuple[str, float]:
        """Return the answer that a piece of evidence speaks for, and how much."""
        names = self._scorer.answers.names
        at = max(range(len(names)), key=one.advantage)
        return names[at], one.advantage(at)

    def flip(self) -> tuple[list[Contribution], str | None]:
        """Return the words, the strongest first, without which the answer would be another one, and that answer."""
        totals, flip = self.totals, []
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
        return {index: more for index, more in neighbours.items() if more is not self._scorer.answers.nothing}

    def _weights_in_window(self) -> list[list[float]]:
        """Return for each answer what each word of the window adds."""
        return list(map(self._weights_for, range(len(self._rows))))

    def _weights_for(self, answer: int) -> list[float]:
        """Return what each word of the window adds to one answer."""
        weights = map(sub, self._rows[answer], repeat(self._scorer.bias))
        return list(map(mul, map(mul, weights, self._window.nearness), repeat(self._units[answer])))

    def _hangs_on_one_word(self) -> bool:
        """Return whether the answer would be another one without a single word: those that do most for it, or one of a cue."""
        own = self._scorer.answers.names.index(self.answer)
        indexes, weights = list(self._window.indexes), self._weights_for(own)
        neighbours = self._neighbours()
        for index, more in neighbours.items():
            if index in indexes:
                weights[indexes.index(index)] += more[own]
            else:
                indexes.append(index)
                weights.append(more[own])
        strongest = [index for _, index in nlargest(_TRIED, zip(weights, indexes, strict=True))]
        cues = self._cues_of_one_word()
        return any(self._without(index, neighbours, cues) != self.answer for index in {*strongest, *cues})

    def _cues_of_one_word(self) -> dict[int, list[Weights]]:
        """Return what the cues add that consist of one word beside the mention, by the index of the word."""
        first, last = self._words
        found: dict[int, list[Weights]] = {}
        for cue in self._cues:
            outside = [index for index in range(cue.first, cue.last) if not first <= index < last]
            if len(outside) == 1:
                found.setdefault(outside[0], []).append(cue.weights)
        return found

    def _without(self, index: int, neighbours: Mapping[int, Weights], cues: Mapping[int, Sequence[Weights]]) -> str:
        """Return the answer without what one word adds."""
        rest = self.totals
        if index in self._window.indexes:
            at = self._window.indexes.index(index)
            near, bias = self._window.nearness[at], self._scorer.bias
            columns = zip(rest, self._rows, self._units, strict=True)
            rest = [total - (row[at] - bias) * near * unit for total, row, unit in columns]
        for more in (neighbours.get(index), *cues.get(index, ())):
            if more is not None:
                rest = list(map(sub, rest, more))
        return self.decide(rest)[0]


def _chances(totals: Weights) -> list[float]:
    """Return the probability of each answer but "unclear", whose odds are 1."""
    odds = list(map(exp, totals))
    whole = 1.0 + sum(odds)
    return [one / whole for one in odds]


def added(one: Weights, other: Iterable[float]) -> list[float]:
    """Return the sums of two weights for each answer."""
    return list(map(add, one, other))
