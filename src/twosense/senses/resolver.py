"""Resolver: which sense of a term a mention uses, how sure that is, and why.

A definition in the text decides first (`definitions`), then the cues around the mention (`score`). The readings of other
mentions of the term break a tie and do nothing else, because a text may use a word in two senses.

Invariant: the readings of a text do not depend on the texts before it; every mention gets a reading.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from twosense.model import ORDINARY
from twosense.senses.context import ContextWindow
from twosense.senses.cues import Cues
from twosense.senses.definitions import NONE, Declarations
from twosense.senses.score import SURE, UNCLEAR, CueScorer, Scores

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from twosense.mentions.finder import Mention
    from twosense.senses.context import SlotRange
    from twosense.senses.definitions import Declared
    from twosense.senses.score import CueMatch
    from twosense.store.lmdb import Store

__all__ = ["NONE", "UNCLEAR", "Evidence", "Explanation", "Reading", "Resolver"]

_STRONGEST = 4  # words that a reading names


class Reading(msgspec.Struct, frozen=True):
    """How one mention is read.

    `side` is a side, "unclear", or "none" for an ordinary use. `lean` is the likelier side, also if unclear. `confidence` is
    the share of such answers that are right (if unclear: of such leans). `because` has the words that decided, the strongest
    first.
    """

    side: str
    lean: str | None
    confidence: float
    because: tuple[str, ...]


class Evidence(msgspec.Struct, frozen=True):
    """One cue around a mention: its words as written, where they start, their distance in words, and their weight."""

    side: str
    kind: str
    words: str
    start: int
    distance: int
    weight: float


class Explanation(msgspec.Struct, frozen=True):
    """Why a mention is read as it is.

    `rule` is "mark", "definition" or "cues". `sums` has the weight for each side, `chances` the probability of each answer.
    Without the words in `flip` the answer would be `otherwise`.
    """

    reading: Reading
    rule: str
    sums: dict[str, float]
    chances: dict[str, float]
    evidence: tuple[Evidence, ...]
    flip: tuple[str, ...]
    otherwise: str | None


class Resolver:
    """Reads the mentions of texts."""

    def __init__(self, store: Store) -> None:
        self._cues = Cues(store)
        self._scorers: dict[str, CueScorer] = {}

    def resolve(self, text: str, mentions: Sequence[Mention], *, because: bool = True) -> list[Reading]:
        """Return one reading for each mention. The mentions are in the order of the text, which has prose only.

        Naming the words that decided takes as long as all the rest; without `because`, no reading names any.
        """
        window = ContextWindow(text, mentions)
        readings = [reading for reading, _, _, _ in self._weighed(text, mentions, window, because=because)]
        return _without_ties(mentions, readings)

    def explain(self, text: str, mentions: Sequence[Mention], wanted: Collection[int]) -> list[Explanation]:
        """Explain the readings of the mentions with these numbers, in the order of the text."""
        window = ContextWindow(text, mentions)
        readings, asked_for = [], []
        for number, (reading, declared, scores, found) in enumerate(self._weighed(text, mentions, window)):
            readings.append(reading)
            if number in wanted:
                asked_for.append((number, declared, scores, found))
        readings = _without_ties(mentions, readings)
        return [
            _explanation(window, readings[number], declared, scores, found) for number, declared, scores, found in asked_for
        ]

    def _weighed(
        self, text: str, mentions: Sequence[Mention], window: ContextWindow, *, because: bool = True
    ) -> Iterator[tuple[Reading, Declared | None, Scores, list[CueMatch]]]:
        """Yield for each mention its reading, its definition, its scores and, with `because`, the cues around it."""
        declarations = Declarations(text, mentions, self._cues)
        stems, places = window.stems, window.places
        topics = list(map(self._cues.topics.__getitem__, stems))
        names = self._cues.sides
        found: list[CueMatch] = []
        for mention, place, limit in zip(mentions, places, _context_limits(mentions, places, len(stems)), strict=True):
            scorer = self._scorers.get(mention.key)
            if scorer is None:
                scorer = self._scorers[mention.key] = CueScorer(self._cues.of_term(mention.key), len(names) + 1)
            if because:
                found = []
            sums = scorer.weigh(stems, topics, place, limit, found if because else None)
            scores = Scores(sums, scorer.sides, names)
            declared = declarations.of(mention)
            reading = _declared(declared) if declared else _reading(scores.answer, scores.lean, scores.confidence)
            if found and not declared and (reading.lean or reading.side == NONE):
                reading = msgspec.structs.replace(reading, because=_strongest_words(window, scores, found))
            yield reading, declared, scores, found


def _context_limits(mentions: Sequence[Mention], places: Sequence[SlotRange], end: int) -> list[SlotRange]:
    """Return for each mention the slot after the previous mention of its term, and the slot where the next one starts."""
    limits = [(0, end)] * len(mentions)
    latest: dict[str, int] = {}
    for number, mention in enumerate(mentions):
        before = latest.get(mention.key)
        if before is not None:
            limits[before] = limits[before][0], places[number][0]
            limits[number] = places[before][1], end
        latest[mention.key] = number
    return limits


def _declared(declared: Declared) -> Reading:
    side = declared.side
    return Reading(side, None if side == NONE else side, SURE, (" ".join(declared.words.split()),))


def _reading(answer: str, lean: str | None, confidence: float) -> Reading:
    return Reading(answer, lean, 0.0 if answer == UNCLEAR and lean is None else confidence, ())


def _strongest_words(window: ContextWindow, scores: Scores, found: Sequence[CueMatch]) -> tuple[str, ...]:
    """Return the words that decided, the strongest first."""
    spans = scores.strongest(scores.lean or ORDINARY, found)[:_STRONGEST]
    return tuple([window.words(first, last) for first, last in spans])


def _without_ties(mentions: Sequence[Mention], readings: list[Reading]) -> list[Reading]:
    """Let a reading without a lean lean to the side that its term mostly has in this text."""
    if not any(reading.side == UNCLEAR and reading.lean is None for reading in readings):
        return readings
    given: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mention, reading in zip(mentions, readings, strict=True):
        if reading.side not in (UNCLEAR, NONE):
            given[mention.key][reading.side] += 1
    return [
        msgspec.structs.replace(reading, lean=given[mention.key].most_common(1)[0][0])
        if reading.side == UNCLEAR and reading.lean is None and given[mention.key]
        else reading
        for mention, reading in zip(mentions, readings, strict=True)
    ]


def _explanation(
    window: ContextWindow, reading: Reading, declared: Declared | None, scores: Scores, found: list[CueMatch]
) -> Explanation:
    flip, otherwise = ((), None) if declared else _flip(scores, found)
    return Explanation(
        reading=reading,
        rule=declared.rule if declared else "cues",
        sums={side: round(total, 3) for side, total in scores.totals.items()},
        chances={answer: round(chance, 3) for answer, chance in scores.chances.items()},
        evidence=tuple(sorted(_evidence(window, scores, found), key=lambda one: -one.weight)),
        flip=tuple(window.words(first, last) for first, last in flip),
        otherwise=otherwise,
    )


def _evidence(window: ContextWindow, scores: Scores, found: Sequence[CueMatch]) -> Iterator[Evidence]:
    for side in scores.totals:
        for match, weight in scores.shares(side, found):
            start, _ = window.span(match.first, match.last)
            words = window.words(match.first, match.last)
            yield Evidence(side, match.kind, words, start, match.distance, round(weight, 3))


def _flip(scores: Scores, found: Sequence[CueMatch]) -> tuple[list[tuple[int, int]], str | None]:
    """Return the words, the strongest first, without which the answer would be another one, and that answer."""
    answer, lean = scores.answer, scores.lean
    against = [lean] if answer == lean else [side for side in scores.totals if side != lean]
    flip = []
    for side in against if answer != NONE else [ORDINARY]:
        for span in scores.strongest(side, found):
            flip.append(span)
            otherwise = scores.without(found, flip).answer
            if otherwise != answer:
                return flip, otherwise
    return [], None
