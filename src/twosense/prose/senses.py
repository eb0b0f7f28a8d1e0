"""Senses: which sense of a term a mention uses, how sure that is, and why.

First what the text itself declares (`declared`), then the cues around the mention (`weighing`). How other mentions of the term
are read breaks a tie and does nothing else: this tool is for texts that use a word in two senses.

Invariant: the same text gives the same readings, whatever was read before it; every mention gets one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from math import inf
from typing import TYPE_CHECKING

import msgspec

from twosense.glossary.cues import ORDINARY
from twosense.prose.cues import Cues, compile  # noqa: A004  # the name that every module compiles under
from twosense.prose.declared import NONE, Declarations
from twosense.prose.passage import passages
from twosense.prose.weighing import UNCLEAR, Weighing, gather

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from twosense.prose.cues import Cue
    from twosense.prose.mentions import Mention
    from twosense.prose.passage import Passage
    from twosense.prose.weighing import Place, Room
    from twosense.store import Store

__all__ = ["NONE", "UNCLEAR", "Evidence", "Explanation", "Reading", "Resolver", "compile"]

_SURE = 0.99  # of what a text declares; cues are never surer
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
        self._cues = Cues(store)

    def read(self, text: str, mentions: Sequence[Mention], *, because: bool = True) -> list[Reading]:
        """One reading a mention; the mentions stand in the order of the text, in which what is no prose is blanked.

        To name the words that decided is a fifth of the work; without `because`, no reading names any.
        """
        readings = []
        declarations = Declarations(text, mentions, self._cues)
        for mention, passage, topics, room in self._places(text, mentions):
            recognition = self._cues.of_term(mention.key)
            declared = declarations.of(mention)
            if declared:
                side = declared.side
                readings.append(Reading(side, None if side == NONE else side, _SURE, (" ".join(declared.words.split()),)))
            else:
                weighing = Weighing(gather(passage, topics, recognition, mention, room), recognition.sides)
                readings.append(_reading(text, passage, weighing, because=because))
        return _without_ties(mentions, readings)

    def explain(self, text: str, mentions: Sequence[Mention], wanted: Collection[int]) -> list[Explanation]:
        """Why the mentions of these numbers are read as they are, in the order of the text, which is read once for all."""
        readings = self.read(text, mentions)
        declarations = Declarations(text, mentions, self._cues)
        explanations = []
        for number, (mention, passage, topics, room) in enumerate(self._places(text, mentions)):
            if number not in wanted:
                continue
            recognition = self._cues.of_term(mention.key)
            declared = declarations.of(mention)
            weighing = Weighing(gather(passage, topics, recognition, mention, room), recognition.sides)
            flip, otherwise = ((), None) if declared else _flip(weighing)
            explanation = Explanation(
                reading=readings[number],
                rule=declared.rule if declared else "cues",
                sums={side: round(total, 3) for side, total in weighing.sums.items()},
                chances={answer: round(chance, 3) for answer, chance in weighing.chances.items()},
                evidence=tuple(sorted(_evidence(text, passage, weighing), key=lambda one: -one.weight)),
                flip=tuple(_words(text, passage, first, last) for first, last in flip),
                otherwise=otherwise,
            )
            explanations.append(explanation)
        return explanations

    def _places(self, text: str, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Passage, list[tuple[int, Cue]], Room]]:
        """Each mention with the passage it stands in, the topics of its words, and how far its own cues reach."""
        between = iter(_between(mentions))
        for passage, near in passages(text, mentions):
            topics = self._cues.topics(passage.stems)
            for mention in near:
                yield mention, passage, topics, next(between)


def _between(mentions: Sequence[Mention]) -> list[Room]:
    """For each mention, where the one of the same term before it ends and the one behind it starts."""
    room: list[Room] = [(0, inf)] * len(mentions)
    latest: dict[str, int] = {}
    for number, mention in enumerate(mentions):
        before = latest.get(mention.key)
        if before is not None:
            room[before] = room[before][0], mention.start
            room[number] = mentions[before].end, inf
        latest[mention.key] = number
    return room


def _reading(text: str, passage: Passage, weighing: Weighing, *, because: bool) -> Reading:
    answer = weighing.answer
    lean = None if answer == NONE else weighing.lean
    if answer == UNCLEAR and lean is None:
        return Reading(UNCLEAR, None, 0.0, ())
    telling = weighing.telling(lean or ORDINARY)[:_TELLING] if because else ()
    confidence = min(weighing.chances[lean or NONE], _SURE)
    return Reading(answer, lean, round(confidence, 3), tuple(_words(text, passage, first, last) for first, last in telling))


def _words(text: str, passage: Passage, first: int, last: int) -> str:
    return " ".join(text[passage.starts[first] : passage.ends[last - 1]].split())


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


def _evidence(text: str, passage: Passage, weighing: Weighing) -> Iterator[Evidence]:
    for side in weighing.sums:
        for cue, (_, first, last, distance, _), weight in weighing.weigh(side):
            words = _words(text, passage, first, last)
            yield Evidence(side, cue.kind, words, passage.starts[first], distance, round(weight, 3))


def _flip(weighing: Weighing) -> tuple[list[tuple[int, int]], str | None]:
    """The words, the most telling first, without which the answer would be another one; and that answer."""
    answer, lean = weighing.answer, weighing.lean
    sides = [side for side in weighing.sums if side != ORDINARY]
    against = [lean] if answer == lean else [side for side in weighing.sums if side != lean]
    flip = []
    for side in against if answer != NONE else [ORDINARY]:
        for span in weighing.telling(side):
            flip.append(span)
            rest = {cue: place for cue, place in weighing.found.items() if not _overlaps(place, flip)}
            otherwise = Weighing(rest, sides).answer
            if otherwise != answer:
                return flip, otherwise
    return [], None


def _overlaps(place: Place, spans: list[tuple[int, int]]) -> bool:
    return any(place[1] < end and start < place[2] for start, end in spans)
