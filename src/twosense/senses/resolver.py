"""Resolver: which sense of a term a mention uses, how sure that is, and why.

A definition in the text decides first (`definitions`), then the words around the mention (`score`).
Invariant: the readings of a text do not depend on the texts before it; every mention gets a reading.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import msgspec

from twosense.model import NONE, UNCLEAR, Value
from twosense.senses import weights
from twosense.senses.answers import Answers
from twosense.senses.context import Context
from twosense.senses.definitions import MARK, WRONG_MARK, Declarations
from twosense.senses.parts import parts
from twosense.senses.recognition import Recognitions
from twosense.senses.repeats import Repeats
from twosense.senses.score import SURE, TERM
from twosense.senses.scorer import Scorer
from twosense.text import vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from twosense.mentions.mention_list import Mention, MentionList
    from twosense.senses.definitions import Declared
    from twosense.senses.score import Contribution, Scores
    from twosense.store.lmdb import Store

_STRONGEST = 4  # words that a reading names
_KEPT = 64  # combinations of sides; the built-in glossary has three


class Reading(msgspec.Struct, frozen=True):
    """How one mention is read.

    `side` is a side, "unclear", or "none" for an ordinary use. `lean` is the likelier side, whatever the answer; it is None for
    a term without sides. `confidence` estimates how often such an answer is right; for "unclear", how often the lean is.
    `doubt` is the probability that neither the lean is meant nor an ordinary use: another side, or what nobody could tell.
    """

    side: str
    lean: str | None
    confidence: float
    doubt: float = 0.0


class Evidence(msgspec.Struct, frozen=True):
    """One piece of evidence: the answer it speaks for and how much, its kind, and its words in the text.

    `start` is in characters from 0, `distance` in words, with more for the end of a sentence or a paragraph between; both are 0
    if it is not a word. `kind` is "word", "phrase", "pattern", "capitals" (how the mention is written), or "term" (what the
    term mostly means).
    """

    side: str
    kind: str
    words: str
    start: int
    distance: int
    weight: float


class Explanation(Value, frozen=True):
    """Why a mention is read as it is.

    `rule` is "mark", "wrong mark", "definition" or "words". `sums` has the weight for each answer, against 0 for "unclear";
    `chances` has the probabilities. Without what the words in `flip` add to the sums, the answer would be `otherwise`.

    >>> from twosense import load
    >>> (why,) = load().explain("The DR site failed over.", line=1)
    >>> why.reading.side, why.flip, why.otherwise
    ('it', ('failed', 'site'), 'unclear')
    """

    reading: Reading
    because: tuple[str, ...]
    rule: str
    sums: dict[str, float]
    chances: dict[str, float]
    evidence: tuple[Evidence, ...]
    flip: tuple[str, ...]
    otherwise: str | None


class Resolver:
    """Reads the mentions of texts."""

    def __init__(self, store: Store) -> None:
        self._known = Recognitions(store)
        self._learned, self._vectors = weights.load(), vectors.load()
        self._scorers: dict[str, Scorer] = {}

    def resolve(self, text: str, mentions: Sequence[Mention]) -> Resolution:
        """Read the mentions of a short text; they are in the order of the text, which has prose only."""
        declarations = self.declarations(text, mentions)
        return Resolution(Context(text, self._vectors.telling), mentions, declarations, self._scorer)

    def declarations(self, text: str, mentions: Iterable[Mention]) -> Declarations:
        """Return what a text itself says about its mentions."""
        return Declarations(text, mentions, self._known)

    def resolve_parts(self, text: str, mentions: MentionList, declarations: Declarations) -> Iterator[tuple[int, Resolution]]:
        """Read the mentions of a text of any length part by part, each with the number of its first mention."""
        for part in parts(text, mentions.starts, mentions.ends, self._vectors.telling):
            yield part.first, Resolution(part.context, mentions[part.first : part.last], declarations, self._scorer)

    def _scorer(self, key: str) -> Scorer:
        scorer = self._scorers.get(key)
        if scorer is None:
            known = self._known.of_term(key)
            term = self._learned.terms[key] if known.is_learned else None
            scorer = self._scorers[key] = Scorer(known, term, _answers(known.sides), self._learned, self._vectors)
        return scorer


class Resolution:
    """The readings of the mentions of one text or a part of it, by number, and the reasons for them."""

    def __init__(
        self,
        context: Context,
        mentions: Sequence[Mention],
        declarations: Declarations,
        scorer: Callable[[str], Scorer],
    ) -> None:
        """Read the mentions by what the text says about them, or else by their context."""
        self._context, self.mentions, self._scorer = context, mentions, scorer
        self._declared = list(map(declarations.of, mentions))
        self._scored_readings: Repeats[Reading] = Repeats(context)
        self._reasons: Repeats[tuple[str, ...]] = Repeats(context)

    @cached_property
    def readings(self) -> list[Reading]:
        """The reading of each mention."""
        pairs = zip(self._declared, self.mentions, strict=True)
        return [_declared(one) if one else self._scored_readings.of(mention, self._scored) for one, mention in pairs]

    def because(self, number: int) -> tuple[str, ...]:
        """Return the words that decided on the mention with this number, the strongest first.

        They are worked out anew: naming them takes longer than reading, and few readings are shown.
        """
        declared = self._declared[number]
        if declared:
            return (" ".join(declared.words.split()),)
        return self._reasons.of(self.mentions[number], self._reasons_for)

    def is_named_ordinary(self, number: int) -> bool:
        """Return whether the glossary names the use of a mention as ordinary, unless the text says what the mention means."""
        mention = self.mentions[number]
        named = self._scorer(mention.key).is_named_ordinary(self._context, mention.start, mention.end)
        return named and not self._declared[number]

    def wrong_mark(self, number: int) -> str:
        """Return the mark of the mention with this number if it names no side, else ""."""
        declared = self._declared[number]
        return declared.words if declared and declared.rule == WRONG_MARK else ""

    def explain(self, number: int) -> Explanation:
        """Explain the reading of the mention with this number."""
        declared, scores = self._declared[number], self._scores(self.mentions[number])
        flip, otherwise = ([], None) if declared else scores.flip()
        evidence = [self._evidence(one, *scores.favoured(one)) for one in scores.evidence()]
        return Explanation(
            reading=self.readings[number],
            because=self.because(number) if declared else self._strongest(scores),
            rule=declared.rule if declared else "words",
            sums={answer: round(total, 3) for answer, total in scores.sums.items()},
            chances={answer: round(chance, 3) for answer, chance in scores.chances.items()},
            evidence=tuple(sorted(evidence, key=lambda one: -one.weight)),
            flip=tuple(map(self._words, flip)),
            otherwise=otherwise,
        )

    def _reasons_for(self, mention: Mention) -> tuple[str, ...]:
        return self._strongest(self._scores(mention))

    def _strongest(self, scores: Scores) -> tuple[str, ...]:
        """Return the words that speak for the answer, or for the lean if unclear."""
        answer = scores.lean if scores.answer == UNCLEAR else scores.answer
        found = scores.strongest(answer) if answer else []
        return tuple(dict.fromkeys(self._words(one) for one in found[:_STRONGEST]))

    def _scores(self, mention: Mention) -> Scores:
        return self._scorer(mention.key).score(self._context, mention.start, mention.end)

    def _scored(self, mention: Mention) -> Reading:
        scores = self._scores(mention)
        return Reading(scores.answer, scores.lean, scores.confidence, scores.doubt)

    def _evidence(self, one: Contribution, answer: str, weight: float) -> Evidence:
        if one.kind == TERM:
            return Evidence(answer, one.kind, "", 0, 0, round(weight, 3))
        return Evidence(answer, one.kind, self._words(one), self._context.starts[one.first], one.distance, round(weight, 3))

    def _words(self, one: Contribution) -> str:
        context = self._context
        return " ".join(context.text[context.starts[one.first] : context.ends[one.last - 1]].split())


@lru_cache(_KEPT)  # a resolver for each example of a glossary would take half as long again to select them anew
def _answers(sides: tuple[str, ...]) -> Answers:
    return Answers(sides, weights.load(), vectors.load())


def _declared(declared: Declared) -> Reading:
    if declared.side == UNCLEAR:
        return Reading(UNCLEAR, None, 0.0, 1.0)
    sure = 1.0 if declared.rule == MARK else SURE  # a mark was set by whoever knows
    return Reading(declared.side, None if declared.side == NONE else declared.side, sure)
