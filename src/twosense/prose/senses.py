"""Senses: which sense of a term a mention uses, how sure that is, and why.

First what the text itself declares (`declared`), then the cues around the mention (`weighing`). How other mentions of the term
are read breaks a tie and does nothing else: this tool is for texts that use a word in two senses.

Invariant: the same text gives the same readings, whatever was read before it; every mention gets one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from twosense.model import ORDINARY
from twosense.prose.cues import Cues, compile  # noqa: A004  # the name that every module compiles under
from twosense.prose.declared import NONE, Declarations
from twosense.prose.surroundings import Surroundings
from twosense.prose.weighing import SURE, UNCLEAR, Scales, Weighing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from twosense.prose.bulk import Bulk
    from twosense.prose.declared import Declared
    from twosense.prose.mentions import Mention
    from twosense.prose.surroundings import Place
    from twosense.prose.weighing import Hit
    from twosense.store import Store

__all__ = ["NONE", "UNCLEAR", "Evidence", "Explanation", "Reading", "Resolver", "compile"]

# Mentions from which on importing NumPy pays, and those of a text from which on a batch does.
_MANY, _SOME = 1000, 16
_TELLING = 4  # words that a reading names


class Reading(msgspec.Struct, frozen=True):
    """How one mention is read.

    `side` is a side, "unclear", or "none" when the word is meant in an ordinary way; `lean` the likelier side, also when
    unclear; `confidence` the share of such answers that are right (when unclear: of such leans); `because` the words that
    decided, the most telling first.
    """

    side: str
    lean: str | None
    confidence: float
    because: tuple[str, ...]


class Evidence(msgspec.Struct, frozen=True):
    """One cue near a mention: its words as written, where they start, how far away they are, and what they add."""

    side: str
    kind: str
    words: str
    start: int
    distance: int
    weight: float


class Explanation(msgspec.Struct, frozen=True):
    """Why a mention is read as it is.

    `rule` is "mark", "definition" or "cues"; `sums` is what the evidence of each side comes to, `chances` what that makes of
    each answer. Without the words in `flip` the answer would be `otherwise`.
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
        self._store, self._cues = store, Cues(store)
        self._scales: dict[str, Scales] = {}
        self._bulk: Bulk | None = None
        self._read = 0  # mentions

    def read(self, text: str, mentions: Sequence[Mention], *, because: bool = True) -> list[Reading]:
        """One reading a mention; the mentions stand in the order of the text, in which what is no prose is blanked.

        To name the words that decided takes as long as all the rest; without `because`, no reading names any.
        """
        if because or not self._are_many(mentions):
            surroundings = Surroundings(text, mentions)
            readings = [reading for reading, _, _, _ in self._weighed(text, mentions, surroundings, because=because)]
        else:
            readings = list(self._read_in_bulk(text, mentions))
        return _without_ties(mentions, readings)

    def _are_many(self, mentions: Sequence[Mention]) -> bool:
        """Whether it is quicker to read these mentions in bulk, with those read before."""
        self._read += len(mentions)
        return self._read >= _MANY and len(mentions) >= _SOME

    def _read_in_bulk(self, text: str, mentions: Sequence[Mention]) -> Iterator[Reading]:
        if self._bulk is None:
            from twosense.prose.bulk import Bulk

            self._bulk = Bulk(self._store, self._cues)
        declarations = Declarations(text, mentions, self._cues)
        for mention, found in zip(mentions, self._bulk.read(text, mentions), strict=True):
            declared = declarations.of(mention)
            yield _declared(declared) if declared else _reading(*found)

    def explain(self, text: str, mentions: Sequence[Mention], wanted: Collection[int]) -> list[Explanation]:
        """Why the mentions of these numbers are read as they are, in the order of the text, which is read once for all."""
        surroundings = Surroundings(text, mentions)
        readings, asked_for = [], []
        for number, (reading, declared, weighing, found) in enumerate(self._weighed(text, mentions, surroundings)):
            readings.append(reading)
            if number in wanted:
                asked_for.append((number, declared, weighing, found))
        readings = _without_ties(mentions, readings)
        return [
            _explanation(surroundings, readings[number], declared, weighing, found)
            for number, declared, weighing, found in asked_for
        ]

    def _weighed(
        self, text: str, mentions: Sequence[Mention], surroundings: Surroundings, *, because: bool = True
    ) -> Iterator[tuple[Reading, Declared | None, Weighing, list[Hit]]]:
        """How each mention is read, what the text declares of it, what the cues around it come to and, if asked for, these."""
        declarations = Declarations(text, mentions, self._cues)
        stems, places = surroundings.stems, surroundings.places
        topics = list(map(self._cues.topics.__getitem__, stems))
        names = self._cues.sides
        found: list[Hit] = []
        for mention, place, room in zip(mentions, places, _rooms(mentions, places, len(stems)), strict=True):
            scales = self._scales.get(mention.key)
            if scales is None:
                scales = self._scales[mention.key] = Scales(self._cues.of_term(mention.key), len(names) + 1)
            if because:
                found = []
            sums = scales.weigh(stems, topics, place, room, found if because else None)
            weighing = Weighing(sums, scales.sides, names)
            declared = declarations.of(mention)
            reading = _declared(declared) if declared else _reading(weighing.answer, weighing.lean, weighing.confidence)
            if found and not declared and (reading.lean or reading.side == NONE):
                reading = msgspec.structs.replace(reading, because=_telling(surroundings, weighing, found))
            yield reading, declared, weighing, found


def _rooms(mentions: Sequence[Mention], places: Sequence[Place], end: int) -> list[Place]:
    """For each mention, the slot behind the one of the same term before it, and the slot where the next one starts."""
    rooms = [(0, end)] * len(mentions)
    latest: dict[str, int] = {}
    for number, mention in enumerate(mentions):
        before = latest.get(mention.key)
        if before is not None:
            rooms[before] = rooms[before][0], places[number][0]
            rooms[number] = places[before][1], end
        latest[mention.key] = number
    return rooms


def _declared(declared: Declared) -> Reading:
    side = declared.side
    return Reading(side, None if side == NONE else side, SURE, (" ".join(declared.words.split()),))


@lru_cache(10_000)  # what is read in bulk names no words, and has few confidences
def _reading(answer: str, lean: str | None, confidence: float) -> Reading:
    return Reading(answer, lean, 0.0 if answer == UNCLEAR and lean is None else confidence, ())


def _telling(surroundings: Surroundings, weighing: Weighing, found: Sequence[Hit]) -> tuple[str, ...]:
    """The words that decided, the most telling first."""
    spans = weighing.telling(weighing.lean or ORDINARY, found)[:_TELLING]
    return tuple([surroundings.words(first, last) for first, last in spans])


def _without_ties(mentions: Sequence[Mention], readings: list[Reading]) -> list[Reading]:
    """The readings, where those that lean to no side lean to the one that the term is mostly read as in this text."""
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
    surroundings: Surroundings, reading: Reading, declared: Declared | None, weighing: Weighing, found: list[Hit]
) -> Explanation:
    flip, otherwise = ((), None) if declared else _flip(weighing, found)
    return Explanation(
        reading=reading,
        rule=declared.rule if declared else "cues",
        sums={side: round(total, 3) for side, total in weighing.totals.items()},
        chances={answer: round(chance, 3) for answer, chance in weighing.chances.items()},
        evidence=tuple(sorted(_evidence(surroundings, weighing, found), key=lambda one: -one.weight)),
        flip=tuple(surroundings.words(first, last) for first, last in flip),
        otherwise=otherwise,
    )


def _evidence(surroundings: Surroundings, weighing: Weighing, found: Sequence[Hit]) -> Iterator[Evidence]:
    for side in weighing.totals:
        for hit, weight in weighing.shares(side, found):
            start, _ = surroundings.span(hit.first, hit.last)
            words = surroundings.words(hit.first, hit.last)
            yield Evidence(side, hit.kind, words, start, hit.distance, round(weight, 3))


def _flip(weighing: Weighing, found: Sequence[Hit]) -> tuple[list[tuple[int, int]], str | None]:
    """The words, the most telling first, without which the answer would be another one; and that answer."""
    answer, lean = weighing.answer, weighing.lean
    against = [lean] if answer == lean else [side for side in weighing.totals if side != lean]
    flip = []
    for side in against if answer != NONE else [ORDINARY]:
        for span in weighing.telling(side, found):
            flip.append(span)
            otherwise = weighing.without(found, flip).answer
            if otherwise != answer:
                return flip, otherwise
    return [], None
