"""Cues in prose: what the glossary knows of the senses of a term, compiled so that a scan loads the terms that it meets.

Two sections: `senses` holds the cues of every term under its key; `topics` the side whose topic a stem is under the stem, and
the sides under "#", which is no stem.

Invariant: a cue speaks for one side, or for ORDINARY, the uses that are no side's. Nothing is known of who speaks: that a
sentence comes from IT does not tell which sense it uses.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING, TypeVar

import msgspec

from twosense.glossary.cues import ANY
from twosense.prose.inflection import stem
from twosense.prose.passage import stems_of
from twosense.search.words import STOP
from twosense.store import KEY_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from twosense.glossary.layers import Merged
    from twosense.model import Term
    from twosense.store import Row, Store

    Stems = tuple[str, ...]
    Words = dict[str, Counter[str]]  # by side, in how many texts each stem stands
    Weights = dict[tuple[str, str], float]  # by stem and side

SECTION, TOPICS = b"senses", b"topics"
_SIDES = b"#"
# A pattern stands around the term, phrases and words of its cues and texts near it; a topic is a word that the texts of one
# side use whatever the term.
PATTERN, PHRASE, WORD, TOPIC = "pattern", "phrase", "word", "topic"

# Terms up to which all are recognised by their texts, above it those with cues, and others by topics and what a text declares:
# the texts of 100,000 terms took longer to learn from than all the rest of the build.
_WHOLE = 20_000
_GIVEN = 8  # terms that a word of the table ANY counts as
_LEAST = 0.2  # a topic that weighs less tells nothing
_MEMORY = 100_000  # stems
_PATTERN, _PHRASE = 1.0, 2.0  # what they weigh, where a word given as a cue weighs one and what its rarity adds
# Who speaks or is spoken to does not tell what is meant, and days tell nothing.
_MUTE = """
    agency cfo cio cmo colleague department marketer marketing team
    monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday tonight
"""
_STOP = frozenset(map(stem, (*STOP, *_MUTE.split())))

Key = TypeVar("Key")


class Cue(msgspec.Struct, frozen=True, eq=False, array_like=True):
    """One cue: its side, its kind, its weight, and its stems.

    Those of a pattern that stand in front of the term are `before`; all others are `stems`.
    """

    side: str
    kind: str
    weight: float
    stems: tuple[str, ...]
    before: tuple[str, ...] = ()


class Recognition(msgspec.Struct, frozen=True, array_like=True):
    """How the senses of one term are recognised: its sides, what each calls it, and its cues.

    Words stand under their stem, phrases under their first two: under one alone, "in the dark" would be looked at wherever a
    text says "in". Patterns stand under all their stems, those in front of the term and those behind it; `shapes` tells how
    many of each there are.
    """

    sides: tuple[str, ...] = ()
    meanings: tuple[tuple[str, str], ...] = ()
    words: dict[str, tuple[Cue, ...]] = {}
    phrases: dict[tuple[str, str], tuple[Cue, ...]] = {}
    patterns: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[Cue, ...]] = {}
    shapes: frozenset[tuple[int, int]] = frozenset()


class Cues:
    """The compiled cues, decoded when first asked for."""

    def __init__(self, store: Store) -> None:
        self._get = store.section(SECTION).get
        self._decode = msgspec.msgpack.Decoder(Recognition).decode
        self._terms: dict[str, Recognition] = {}
        self._topics = _Topics(store)
        self.sides = msgspec.msgpack.decode(store.section(TOPICS).get(_SIDES) or b"\x90", type=tuple[str, ...])

    def of_term(self, key: str) -> Recognition:
        """How the term of this key is recognised."""
        found = self._terms.get(key)
        if found is None:
            packed = self._get(key.encode("utf-8", "replace"))
            found = self._terms[key] = self._decode(packed) if packed else Recognition()
        return found

    def topics(self, stems: list[str]) -> list[tuple[int, Cue]]:
        """Those of these stems, by number, that are cues whatever the term."""
        return [(number, cue) for number, cue in enumerate(map(self._topics.__getitem__, stems)) if cue is not None]


class _Topics(dict[str, Cue | None]):
    """The cue that a stem is whatever the term, looked up once."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._get = store.section(TOPICS).get
        self._decode = msgspec.msgpack.Decoder(Cue).decode

    def __missing__(self, text: str) -> Cue | None:
        if len(self) > _MEMORY:
            self.clear()
        packed = self._get(text.encode("utf-8", "replace")[:KEY_LIMIT])
        value = self[text] = self._decode(packed) if packed else None
        return value


def compile(merged: Merged) -> Iterator[Row]:
    """The sections `senses` and `topics`."""
    encode = msgspec.msgpack.encode
    whole = len(merged.terms) <= _WHOLE
    words = {key: _words(merged, key, term) for key, term in merged.terms.items() if whole or key in merged.cues}
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)  # by side, in how many terms' texts each stem stands
    for by_side in words.values():
        for side, found in by_side.items():
            seen[side].update(found.keys())
    rarity = _rarity(seen, len(merged.terms))
    for key, term in merged.terms.items():
        sides = tuple(dict.fromkeys(sense.side for sense in term.senses))
        meanings = tuple((sense.side, text) for sense in term.senses for text in (sense.meaning, sense.say) if text)
        recognition = Recognition(sides, meanings)
        if key in words:
            given, named = _given(sides, meanings, tuple(merged.cues.get(key, {}).items()))
            recognition = _with_words(given, named, _learned(words[key], rarity))
        yield SECTION, key.encode(), encode(recognition)
    yield TOPICS, _SIDES, encode(tuple(merged.sides))
    for cue in _topics(seen, merged.cues.get(ANY, {})):
        yield TOPICS, cue.stems[0].encode()[:KEY_LIMIT], encode(cue)


def _words(merged: Merged, key: str, term: Term) -> Words:
    """The stems of all that the glossary says of the senses of a term."""
    found: Words = defaultdict(Counter)
    for side, cues in merged.cues.get(key, {}).items():
        found[side].update(_counted(cues))
    for sense in term.senses:
        found[sense.side].update(_counted((sense.meaning, sense.definition, sense.say or "", *sense.examples)))
    names = {text for name in (term.term, *term.aliases, *term.forms) for text in stems_of(name)} | _STOP
    for counts in found.values():
        for text in names:
            counts.pop(text, None)
    return found


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


def _topics(seen: Words, given: dict[str, tuple[str, ...]]) -> Iterator[Cue]:
    """The words that one side's texts use more than any other's, over all terms."""
    for side, cues in given.items():
        seen[side].update(dict.fromkeys((text for cue in cues for text in stems_of(cue)), _GIVEN))
    for text in sorted(set().union(*seen.values())):
        counts = sorted(((found[text], side) for side, found in seen.items()), reverse=True)
        most, side = counts[0]
        weight = log((most + 0.5) / (counts[1][0] + 0.5 if counts[1:] else 0.5)) / 3
        if weight > _LEAST and len(text) > 1:
            yield Cue(side, TOPIC, round(weight, 3), (text,))


def _with_words(given: Recognition, named: tuple[tuple[str, str], ...], weights: Weights) -> Recognition:
    """With the words that were learned, and those that were named as cues, which weigh one more."""
    for slot in named:
        weights[slot] = weights.get(slot, 0.0) + 1
    words: defaultdict[str, list[Cue]] = defaultdict(list)
    for (text, side), weight in weights.items():
        words[text].append(Cue(side, WORD, round(weight, 3), (text,)))
    return msgspec.structs.replace(given, words=_frozen(words))


@lru_cache(1024)  # a check of the examples compiles the same cues six times
def _given(
    sides: tuple[str, ...], meanings: tuple[tuple[str, str], ...], cues: tuple[tuple[str, tuple[str, ...]], ...]
) -> tuple[Recognition, tuple[tuple[str, str], ...]]:
    """What is given of a term: all but the words; and the words that were named as cues, by stem and side."""
    phrases: defaultdict[tuple[str, str], list[Cue]] = defaultdict(list)
    patterns: defaultdict[tuple[Stems, Stems], list[Cue]] = defaultdict(list)
    named = []
    texts = [(side, text) for side, of_side in cues for text in of_side]
    texts += [(side, text) for side, text in meanings if " " in text]
    # By their stems: "fail over" and "failed over" are one cue.
    for side, (before, star, stems) in dict.fromkeys((side, _parts(text)) for side, text in texts):
        if star and (before or stems):
            patterns[before, stems].append(Cue(side, PATTERN, _PATTERN, stems, before))
        elif len(stems) > 1:
            phrases[stems[0], stems[1]].append(Cue(side, PHRASE, _PHRASE, stems))
        elif stems:
            named.append((stems[0], side))
    shapes = frozenset((len(before), len(stems)) for before, stems in patterns)
    given = Recognition(sides, meanings, phrases=_frozen(phrases), patterns=_frozen(patterns), shapes=shapes)
    return given, tuple(named)


def _parts(text: str) -> tuple[Stems, str, Stems]:
    """The stems in front of the star, the star, and the stems behind it, which are all of them where there is no star."""
    left, star, right = text.partition("*")
    return (stems_of(left), star, stems_of(right)) if star else ((), star, stems_of(left))


def _frozen(table: Mapping[Key, list[Cue]]) -> dict[Key, tuple[Cue, ...]]:
    return {key: tuple(cues) for key, cues in table.items()}
