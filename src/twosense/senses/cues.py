"""Cues: compile the evidence for each sense, so that a scan decodes only the terms that it finds.

Two sections: `senses` has the cues of each term under its key, `topics` the weight of a stem for any term.

Invariant: a cue speaks for one side, or for ORDINARY, the uses that belong to no side. Who wrote the text is not a cue: IT also
uses the words of marketing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache, lru_cache
from math import log
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from twosense.model import ANY, ORDINARY
from twosense.store.about import sides_of
from twosense.text.fold import KEY_LIMIT
from twosense.text.stems import stems_of, strip_inflection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from twosense.glossary.merge import Merged
    from twosense.model import Term
    from twosense.store.lmdb import Row, Store

    Words = dict[str, Counter[str]]  # by side, the number of texts with each stem
    Weights = dict[tuple[str, str], float]  # by stem and side
    CueWeights = dict[str, list["CueWeight"]]  # by stem
    Patterns = dict[str, list["Pattern"]]  # by key_of them

SECTION, TOPICS = b"senses", b"topics"
# Above this number of terms, learn only for terms that have cues: to learn from the texts of 100,000 terms took longer than the
# rest of the build.
_WHOLE = 20_000
_GIVEN = 8  # terms that a word of the table ANY counts for
_TOPIC = 0.133  # weight of the logarithm of a topic's odds
_LEAST_TOPIC, _LEAST_WORD = 0.15, 0.2  # lighter ones are left out: half of all matches, without effect
_PHRASE = 2.0  # weight of a phrase; a cue of one word weighs 1 plus its rarity
_MEMORY = 100_000  # stems
# Names of speakers and of days are no evidence.
_MUTE = """
    agency cfo cio cmo colleague department marketer marketing team
    monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday tonight
"""

Stems = tuple[str, ...]
UNIT = 1000  # a weight of one; whole numbers, so that a sum does not depend on the order
# The side that a stem speaks for, its weight, and for a phrase its stems and the index of this one.
CueWeight = tuple[int, int, list[str], int]
Pattern = tuple[int, list[str], list[str]]  # the side that it speaks for, the stems before the term, and those after it
Topic = tuple[int, int]  # the side that a stem speaks for with any term, and its weight


class Meanings(msgspec.Struct, frozen=True, array_like=True):
    """The sides of one term by number, in the order of their declaration, and the meanings of each side."""

    sides: tuple[int, ...] = ()
    meanings: tuple[tuple[str, str], ...] = ()


class Recognition(Meanings, frozen=True, array_like=True):
    """How the senses of one term are recognised: its meanings and its cues. The ordinary uses count as the last side.

    The weights of a stem are packed under the stem, because a text uses few of hundreds; patterns are packed under `key_of`.
    """

    tells: dict[str, bytes] = {}
    patterns: dict[str, bytes] = {}


Known = TypeVar("Known", Recognition, Meanings)


class Cues:
    """The compiled cues, each decoded when a text first needs it."""

    def __init__(self, store: Store) -> None:
        # All about the term of a key, and the part of it that decodes twenty times as fast.
        self.of_term = _decoded(store, Recognition)
        self.meanings_of = _decoded(store, Meanings)
        self.topics = _Topics(store)
        self.sides = tuple(sides_of(store))


def _decoded(store: Store, kind: type[Known]) -> Callable[[str], Known]:
    """Return a function that decodes the term of a key once."""
    get, decode = store.section(SECTION).get, msgspec.msgpack.Decoder(kind).decode

    def of_term(key: str) -> Known:
        packed = get(key.encode("utf-8", "replace"))
        return decode(packed) if packed else kind()

    return cache(of_term)


class _Topics(dict[str, "Topic | None"]):
    """The weight of each stem for any term, looked up once."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._get = store.section(TOPICS).get
        self._decode = msgspec.msgpack.Decoder(Topic).decode

    def __missing__(self, text: str) -> Topic | None:
        if len(self) > _MEMORY:
            self.clear()
        packed = self._get(text.encode("utf-8", "replace")[:KEY_LIMIT]) if text else None  # an empty slot is no evidence
        value = self[text] = self._decode(packed) if packed else None
        return value


def compile_rows(merged: Merged) -> Iterator[Row]:
    """Compile the sections `senses` and `topics`."""
    encode = msgspec.msgpack.encode
    whole = len(merged.terms) <= _WHOLE
    words = {key: _words(merged, key, term) for key, term in merged.terms.items() if whole or key in merged.cues}
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)  # by side, the number of terms with each stem
    for by_side in words.values():
        for side, found in by_side.items():
            seen[side].update(found.keys())
    rarity = _rarity(seen, len(merged.terms))
    numbers = {side: number for number, side in enumerate((*merged.sides, ORDINARY))}
    for key, term in merged.terms.items():
        sides = tuple(dict.fromkeys(numbers[sense.side] for sense in term.senses))
        meanings = tuple((sense.side, text) for sense in term.senses for text in (sense.meaning, sense.say) if text)
        tells: CueWeights = {}
        patterns: Patterns = {}
        if key in words:
            own = {side: number for side, number in numbers.items() if number in sides or side == ORDINARY}
            given = _given(meanings, tuple(merged.cues.get(key, {}).items()))
            tells, patterns = _compile_cues(given, _learned(words[key], rarity), own)
        packed = ({text: encode(value) for text, value in one.items()} for one in (tells, patterns))
        yield SECTION, key.encode(), encode(Recognition(sides, meanings, *packed))
    topics = {text: (numbers[side], weight) for text, side, weight in _topics(seen, merged.cues.get(ANY, {}))}
    for text, topic in topics.items():
        yield TOPICS, text.encode()[:KEY_LIMIT], encode(topic)


def _words(merged: Merged, key: str, term: Term) -> Words:
    """Count the stems in the glossary's texts about each sense of a term."""
    found: Words = defaultdict(Counter)
    for side, cues in merged.cues.get(key, {}).items():
        found[side].update(_counted(cues))
    for sense in term.senses:
        found[sense.side].update(_counted((sense.meaning, sense.definition, sense.say or "", *sense.examples)))
    names = {text for name in (term.term, *term.aliases, *term.forms) for text in stems_of(name)} | _mute()
    for counts in found.values():
        for text in names:
            counts.pop(text, None)
    return found


def _mute() -> frozenset[str]:
    """Return the stems that are no evidence for any term."""
    from twosense.search.words import STOP  # a scan does not need it

    return frozenset(map(strip_inflection, (*STOP, *_MUTE.split())))


@lru_cache(1024)  # without it a build takes 20 % longer, and a check of the examples 45 %
def _counted(texts: tuple[str, ...]) -> Counter[str]:
    """Count for each stem the texts that have it; numbers are no evidence."""
    return Counter(text for stems in map(stems_of, texts) for text in set(stems) if not text.isdigit())


def _rarity(seen: Words, size: int) -> dict[str, float]:
    """Return how rare each stem is among `size` terms: 0 in all of them, 1 in none."""
    terms: Counter[str] = Counter()
    for found in seen.values():
        terms.update(found)
    return {text: log(1 + size / (1 + count)) / log(1 + size) for text, count in terms.items()}


def _learned(words: Words, rarity: dict[str, float]) -> Weights:
    """Weigh the words that the texts of one side of a term use more than those of any other side; rare words weigh more."""
    weights: Weights = {}
    for side, counts in words.items():
        others = [count for other, count in words.items() if other != side]
        for text, count in counts.items():
            most = max((other[text] for other in others), default=0)
            if count > most:
                weights[text, side] = log((count + 0.5) / (most + 0.5)) * rarity[text]
    return weights


def _topics(seen: Words, given: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str, int]]:
    """Yield the words that one side's texts use more than any other side's, over all terms."""
    for side, cues in given.items():
        seen[side].update(dict.fromkeys((text for cue in cues for text in stems_of(cue)), _GIVEN))
    for text in sorted(set().union(*seen.values())):
        counts = sorted(((found[text], side) for side, found in seen.items()), reverse=True)
        most, side = counts[0]
        weight = _TOPIC * log((most + 0.5) / (counts[1][0] + 0.5 if counts[1:] else 0.5))
        if weight >= _LEAST_TOPIC and len(text) > 1:
            yield text, side, round(UNIT * weight)


def _compile_cues(given: _Given, weights: Weights, numbers: dict[str, int]) -> tuple[CueWeights, Patterns]:
    """Return the weights of each stem and the patterns by key, for these sides; a word that is a cue weighs one more."""
    tells: CueWeights = defaultdict(list)
    patterns: Patterns = defaultdict(list)
    for side, text in given.words:
        weights[text, side] = weights.get((text, side), 0.0) + 1
    for (text, side), weight in weights.items():
        if side in numbers and weight >= _LEAST_WORD:
            tells[text].append((numbers[side], round(UNIT * weight), [], 0))
    for side, stems in given.phrases:
        if side in numbers:
            # Under its longest stem: under the first, "in the dark" would be compared wherever a text says "in".
            text = max(stems, key=len)
            tells[text].append((numbers[side], round(UNIT * _PHRASE), list(stems), stems.index(text)))
    for side, before, behind in given.patterns:
        if side in numbers:
            patterns[key_of(before, behind)].append((numbers[side], list(before), list(behind)))
    return tells, patterns


def key_of(before: Stems, behind: Stems) -> str:
    """Return the key of a pattern: the stems next to the term, with a star for the term."""
    ahead, onward = _next_to_term(before, behind)
    return " ".join((*ahead, "*", *onward))


def _next_to_term(before: Stems, behind: Stems) -> tuple[Stems, Stems]:
    """Return the stems by which a pattern is looked up: one on each side of the term, or two in front, or three behind."""
    return (before[-1:], behind[:1]) if before and behind else (before[-2:], behind[:3])


def keys_at(stems: Sequence[str], first: int, last: int) -> tuple[str, ...]:
    """Return the keys of all patterns that may match around the slots `first:last`."""
    two, one, three, four, five = *stems[first - 2 : first], *stems[last : last + 3]
    return f"* {three}", f"* {three} {four}", f"* {three} {four} {five}", f"{one} *", f"{two} {one} *", f"{one} * {three}"


class _Given(NamedTuple):
    """The cues of a term, each with its side."""

    words: tuple[tuple[str, str], ...]
    phrases: tuple[tuple[str, Stems], ...]
    patterns: tuple[tuple[str, Stems, Stems], ...]


@lru_cache(1024)  # without it a check of the examples takes 36 % longer: it compiles the same cues six times
def _given(meanings: tuple[tuple[str, str], ...], cues: tuple[tuple[str, tuple[str, ...]], ...]) -> _Given:
    words, phrases, patterns = [], [], []
    texts = [(side, text) for side, of_side in cues for text in of_side]
    texts += [(side, text) for side, text in meanings if " " in text]
    # By their stems: "fail over" and "failed over" are one cue.
    for side, (before, star, stems) in dict.fromkeys((side, _parts(text)) for side, text in texts):
        if star and (before or stems):
            patterns.append((side, before, stems))
        elif len(stems) > 1:
            phrases.append((side, stems))
        elif stems:
            words.append((side, stems[0]))
    return _Given(tuple(words), tuple(phrases), tuple(patterns))


def _parts(text: str) -> tuple[Stems, str, Stems]:
    """Return the stems before the star, the star, and the stems after it; without a star, all stems come last."""
    left, star, right = text.partition("*")
    return (stems_of(left), star, stems_of(right)) if star else ((), star, stems_of(left))
