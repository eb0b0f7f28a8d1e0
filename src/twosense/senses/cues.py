"""Cues in prose: what the glossary knows of the senses of a term, compiled so that a scan loads the terms that it meets.

Two sections: `senses` holds the cues of every term under its key; `topics` what a stem tells whatever the term under the stem,
and the sides under "#", which is no stem.

Invariant: a cue speaks for one side, or for ORDINARY, the uses that are no side's. Nothing is known of who speaks: that a
sentence comes from IT does not tell which sense it uses.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache, lru_cache
from math import log
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from twosense.model import ANY, ORDINARY
from twosense.senses.context import stems_of
from twosense.store.about import sides_of
from twosense.text.fold import KEY_LIMIT
from twosense.text.stems import strip_inflection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from twosense.glossary.merge import Merged
    from twosense.model import Term
    from twosense.store.lmdb import Row, Store

    Words = dict[str, Counter[str]]  # by side, in how many texts each stem stands
    Weights = dict[tuple[str, str], float]  # by stem and side
    CueWeights = dict[str, list["CueWeight"]]  # by stem
    Patterns = dict[str, list["Pattern"]]  # by key_of them

SECTION, TOPICS = b"senses", b"topics"
# Terms up to which all are recognised by their texts, above it those with cues, and others by topics and what a text declares:
# the texts of 100,000 terms took longer to learn from than all the rest of the build.
_WHOLE = 20_000
_GIVEN = 8  # terms that a word of the table ANY counts as
_TOPIC = 0.133  # what the logarithm of a topic's odds weighs
_LEAST_TOPIC, _LEAST_WORD = 0.15, 0.2  # what weighs less is left out: half of all that a text brings up, and it tells nothing
_PHRASE = 2.0  # what a phrase weighs, where a word given as a cue weighs one and what its rarity adds
_MEMORY = 100_000  # stems
# Who speaks or is spoken to does not tell what is meant, and days tell nothing.
_MUTE = """
    agency cfo cio cmo colleague department marketer marketing team
    monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday tonight
"""

Stems = tuple[str, ...]
UNIT = 1000  # of a weight of one: as whole numbers, weights come to the same in whatever order they are added
# For which side a stem speaks, how much, and for a phrase its stems and which of them this one is.
CueWeight = tuple[int, int, list[str], int]
Pattern = tuple[int, list[str], list[str]]  # for which side it speaks, the stems in front of the term, and those behind it
Topic = tuple[int, int]  # for which side a stem speaks whatever the term, and how much


class Meanings(msgspec.Struct, frozen=True, array_like=True):
    """The sides of one term by number, as the glossary declares them, and what each side calls it."""

    sides: tuple[int, ...] = ()
    meanings: tuple[tuple[str, str], ...] = ()


class Recognition(Meanings, frozen=True, array_like=True):
    """How the senses of one term are recognised: its meanings and its cues; those of the ordinary uses count as the last side.

    What a stem tells stands under it, packed: of hundreds of stems a text brings up few. So do patterns, under `key_of` them.
    """

    tells: dict[str, bytes] = {}
    patterns: dict[str, bytes] = {}


Known = TypeVar("Known", Recognition, Meanings)


class Cues:
    """The compiled cues, decoded when first asked for."""

    def __init__(self, store: Store) -> None:
        # How the term of a key is recognised, and the part of it that takes a twentieth of the time.
        self.of_term = _decoded(store, Recognition)
        self.meanings_of = _decoded(store, Meanings)
        self.topics = _Topics(store)
        self.sides = tuple(sides_of(store))


def _decoded(store: Store, kind: type[Known]) -> Callable[[str], Known]:
    """What is known of the term of a key, decoded once."""
    get, decode = store.section(SECTION).get, msgspec.msgpack.Decoder(kind).decode

    def of_term(key: str) -> Known:
        packed = get(key.encode("utf-8", "replace"))
        return decode(packed) if packed else kind()

    return cache(of_term)


class _Topics(dict[str, "Topic | None"]):
    """What each stem tells whatever the term, looked up once."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._get = store.section(TOPICS).get
        self._decode = msgspec.msgpack.Decoder(Topic).decode

    def __missing__(self, text: str) -> Topic | None:
        if len(self) > _MEMORY:
            self.clear()
        packed = self._get(text.encode("utf-8", "replace")[:KEY_LIMIT]) if text else None  # an empty slot tells nothing
        value = self[text] = self._decode(packed) if packed else None
        return value


def compile_rows(merged: Merged) -> Iterator[Row]:
    """Compile the sections `senses` and `topics`."""
    encode = msgspec.msgpack.encode
    whole = len(merged.terms) <= _WHOLE
    words = {key: _words(merged, key, term) for key, term in merged.terms.items() if whole or key in merged.cues}
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)  # by side, in how many terms' texts each stem stands
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
            tells, patterns = _told(given, _learned(words[key], rarity), own)
        packed = ({text: encode(value) for text, value in one.items()} for one in (tells, patterns))
        yield SECTION, key.encode(), encode(Recognition(sides, meanings, *packed))
    topics = {text: (numbers[side], weight) for text, side, weight in _topics(seen, merged.cues.get(ANY, {}))}
    for text, topic in topics.items():
        yield TOPICS, text.encode()[:KEY_LIMIT], encode(topic)


def _words(merged: Merged, key: str, term: Term) -> Words:
    """The stems of all that the glossary says of the senses of a term."""
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


@cache
def _mute() -> frozenset[str]:
    """The stems that tell nothing of any term."""
    from twosense.search.words import STOP  # whoever only reads texts is spared it

    return frozenset(map(strip_inflection, (*STOP, *_MUTE.split())))


@lru_cache(1024)
def _counted(texts: tuple[str, ...]) -> Counter[str]:
    """In how many of these texts each stem stands; numbers tell nothing."""
    return Counter(text for stems in map(stems_of, texts) for text in set(stems) if not text.isdigit())


def _rarity(seen: Words, size: int) -> dict[str, float]:
    """How rare each stem is among so many terms: 0 in all of them, 1 in none."""
    terms: Counter[str] = Counter()
    for found in seen.values():
        terms.update(found)
    return {text: log(1 + size / (1 + count)) / log(1 + size) for text, count in terms.items()}


def _learned(words: Words, rarity: dict[str, float]) -> Weights:
    """The words that stand in the texts of one side of a term more than in those of any other; rare ones weigh more."""
    weights: Weights = {}
    for side, counts in words.items():
        others = [count for other, count in words.items() if other != side]
        for text, count in counts.items():
            most = max((other[text] for other in others), default=0)
            if count > most:
                weights[text, side] = log((count + 0.5) / (most + 0.5)) * rarity[text]
    return weights


def _topics(seen: Words, given: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str, int]]:
    """The words that one side's texts use more than any other's, over all terms."""
    for side, cues in given.items():
        seen[side].update(dict.fromkeys((text for cue in cues for text in stems_of(cue)), _GIVEN))
    for text in sorted(set().union(*seen.values())):
        counts = sorted(((found[text], side) for side, found in seen.items()), reverse=True)
        most, side = counts[0]
        weight = _TOPIC * log((most + 0.5) / (counts[1][0] + 0.5 if counts[1:] else 0.5))
        if weight >= _LEAST_TOPIC and len(text) > 1:
            yield text, side, round(UNIT * weight)


def _told(given: _Given, weights: Weights, numbers: dict[str, int]) -> tuple[CueWeights, Patterns]:
    """What each stem tells and the patterns under their keys, of these sides: words that were named as cues weigh one more."""
    tells: CueWeights = defaultdict(list)
    patterns: Patterns = defaultdict(list)
    for side, text in given.words:
        weights[text, side] = weights.get((text, side), 0.0) + 1
    for (text, side), weight in weights.items():
        if side in numbers and weight >= _LEAST_WORD:
            tells[text].append((numbers[side], round(UNIT * weight), [], 0))
    for side, stems in given.phrases:
        if side in numbers:
            # Under its longest stem: under the first, "in the dark" would be looked at wherever a text says "in".
            text = max(stems, key=len)
            tells[text].append((numbers[side], round(UNIT * _PHRASE), list(stems), stems.index(text)))
    for side, before, behind in given.patterns:
        if side in numbers:
            patterns[key_of(before, behind)].append((numbers[side], list(before), list(behind)))
    return tells, patterns


def key_of(before: Stems, behind: Stems) -> str:
    """What is looked up of a pattern: the stems that stand next to the term, with a star for the term."""
    ahead, onward = _next_to_term(before, behind)
    return " ".join((*ahead, "*", *onward))


def _next_to_term(before: Stems, behind: Stems) -> tuple[Stems, Stems]:
    """Return the stems by which a pattern is looked up: one on each side of the term, or two in front, or three behind."""
    return (before[-1:], behind[:1]) if before and behind else (before[-2:], behind[:3])


def keys_at(stems: Sequence[str], first: int, last: int) -> tuple[str, ...]:
    """The keys of all patterns that may stand around the slots `first:last`."""
    two, one, three, four, five = *stems[first - 2 : first], *stems[last : last + 3]
    return f"* {three}", f"* {three} {four}", f"* {three} {four} {five}", f"{one} *", f"{two} {one} *", f"{one} * {three}"


class _Given(NamedTuple):
    """What is given as cues of a term, each with its side."""

    words: tuple[tuple[str, str], ...]
    phrases: tuple[tuple[str, Stems], ...]
    patterns: tuple[tuple[str, Stems, Stems], ...]


@lru_cache(1024)  # a check of the examples compiles the same cues six times
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
    """The stems in front of the star, the star, and the stems behind it, which are all of them where there is no star."""
    left, star, right = text.partition("*")
    return (stems_of(left), star, stems_of(right)) if star else ((), star, stems_of(left))
