"""Recognition: compile what a scan needs to tell the senses of each term, and read it when a text first has the term.

The section `senses` has a record for each term under its key. A term that was seen in training has weights of its own. For any
other term, such as one of a team, the texts of its senses decide: the weight of a word is its likeness to their centroids.
Invariant: cues and the words of definitions weigh the same in every term, whoever wrote them.
"""

from __future__ import annotations

from array import array
from collections import Counter
from functools import lru_cache
from itertools import chain
from math import log
from typing import TYPE_CHECKING

import msgspec

from twosense.model import OTHER
from twosense.paths import PACKAGED
from twosense.senses import weights
from twosense.senses.cues import PHRASE, Cue, parse
from twosense.store.about import sides_of
from twosense.text import vectors
from twosense.text.stems import stems_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from twosense.glossary.merge import Merged
    from twosense.model import Term
    from twosense.store.lmdb import Row, Store

SECTION = b"senses"
# Above this number of terms, learn only from the texts of terms that have cues: 100,000 terms took longer than the rest of the
# build.
_WHOLE = 20_000
CENTROID_UNIT = 127


class Recognition(msgspec.Struct, frozen=True, array_like=True):
    """How the senses of one term are recognised.

    `sides` are in the order of their declaration; in what follows, a side is named by its number, and the other uses by the
    number after the last. `distinctive` maps the number of a stem to the side whose texts use it more than the others do, and
    to how much more. `centroids` are those of the sides and of the other uses. A term that was seen in training needs neither:
    they are in its weights.
    """

    sides: tuple[str, ...] = ()
    meanings: tuple[tuple[str, str], ...] = ()
    is_learned: bool = False
    distinctive: dict[int, tuple[int, float]] = {}
    cues: tuple[Cue, ...] = ()
    centroids: tuple[bytes, ...] = ()


# The rows of the terms of the package, by what they are made of. A window that stays open compiles these terms again at every
# change of a glossary; without this, they took .35 s of .5.
_packaged: dict[bytes, Row] = {}


class Recognitions:
    """The compiled records, each decoded when a text first needs it."""

    def __init__(self, store: Store) -> None:
        self._get = store.section(SECTION).get
        self._decode = msgspec.msgpack.Decoder(Recognition).decode
        self.sides = tuple(sides_of(store))
        self.of_term = lru_cache(None)(self._of_term)

    def _of_term(self, key: str) -> Recognition:
        packed = self._get(key.encode("utf-8", "replace"))
        return self._decode(packed) if packed else Recognition()


def compile_rows(merged: Merged) -> Iterator[Row]:
    """Compile the section `senses`."""
    for key, term in merged.terms.items():
        if any(sense.layer not in PACKAGED for sense in term.senses):
            yield compile_term(merged, key, term)
            continue
        made_of = msgspec.msgpack.encode((term, merged.cues.get(key), merged.sense_cues.get(key)))
        if made_of not in _packaged:
            _packaged[made_of] = compile_term(merged, key, term)
        yield _packaged[made_of]


def compile_term(merged: Merged, key: str, term: Term) -> Row:
    """Compile the record of one term of a glossary; `term` may be a variant of what the glossary has under this key."""
    cues, added = merged.cues.get(key, {}), merged.sense_cues.get(key, {})
    was_seen = is_learned(key, term)
    if len(merged.terms) <= _WHOLE or cues or added:
        known = recognise(term, cues, added, was_seen=was_seen)
    else:
        known = Recognition(_sides(term), _meanings(term), was_seen)
    return SECTION, key.encode(), msgspec.msgpack.encode(known)


def recognise(
    term: Term, cues: Mapping[str, Sequence[str]], added: Mapping[str, Sequence[str]], *, was_seen: bool
) -> Recognition:
    """Return how a term is recognised by its texts, the built-in cues and those added by a layer; each by side.

    `was_seen` says whether it was seen in training.
    """
    sides, own = _sides(term), own_stems(term)
    parsed = parse_cues(sides, cues, added)
    if was_seen:  # its weights know the built-in texts and cues
        distinctive = distinctive_words([added.get(side, ()) for side in (*sides, OTHER)], own)
        return Recognition(sides, _meanings(term), was_seen, distinctive, parsed)
    texts = texts_of(term, cues, added)
    centroids = tuple(_packed(vectors.load().centroid(of_side, own)) for of_side in texts.values())
    return Recognition(sides, _meanings(term), was_seen, distinctive_words(texts.values(), own), parsed, centroids)


def _sides(term: Term) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sense.side for sense in term.senses))


def _meanings(term: Term) -> tuple[tuple[str, str], ...]:
    return tuple((sense.side, text) for sense in term.senses for text in (sense.meaning, *sense.say.values()))


def _packed(centroid: Sequence[float]) -> bytes:
    """Pack a centroid, whose components are at most 1, into a tenth of the bytes."""
    return array("b", [round(value * CENTROID_UNIT) for value in centroid]).tobytes()


def is_learned(key: str, term: Term) -> bool:
    """Return whether a term was seen in training, with the senses that it has here."""
    known = weights.load().terms.get(key)
    return known is not None and known.senses == weights.digest((sense.side, sense.meaning) for sense in term.senses)


def own_stems(term: Term) -> set[str]:
    """Return the stems of a term's names, which tell nothing about its senses."""
    return {stem for name in (term.term, *term.aliases, *term.variants) for stem in stems_of(name)}


def texts_of(term: Term, *cues: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the texts about each side of a term, and last those about its other uses."""
    texts: dict[str, list[str]] = {sense.side: [] for sense in term.senses}
    for sense in term.senses:
        texts[sense.side] += [sense.meaning, sense.definition, *sense.say.values(), *sense.examples]
    for side in (*texts, OTHER):
        texts.setdefault(side, []).extend(cue.replace("*", " ") for one in cues for cue in one.get(side, ()))
    return texts


def parse_cues(sides: Sequence[str], *cues: Mapping[str, Sequence[str]]) -> tuple[Cue, ...]:
    """Return the cues that are found one by one: patterns, phrases, and the words that have no vector."""
    telling = vectors.load().telling
    found: dict[Cue, None] = {}  # by their stems: "fail over" and "failed over" are one cue
    for number, side in enumerate((*sides, OTHER)):
        for text in (text for one in cues for text in one.get(side, ())):
            cue = parse(number, text)
            if not (cue.before or cue.stems) or (cue.kind == PHRASE and len(cue.stems) == 1 and cue.stems[0] in telling):
                continue
            found[cue] = None
    return tuple(found)


def distinctive_words(texts: Iterable[Iterable[str]], own: set[str]) -> dict[int, tuple[int, float]]:
    """Weigh the words that one list of texts uses more than any other: the logarithm of the ratio, by stem number.

    The stems in `own` tell nothing.
    """
    telling = vectors.load().telling
    counts = [Counter(chain.from_iterable(map(dict.fromkeys, map(stems_of, of_side)))) for of_side in texts]
    found: dict[int, tuple[int, float]] = {}
    for number, of_side in enumerate(counts):
        others = [*counts[:number], *counts[number + 1 :]]
        for stem, count in of_side.items():
            if stem in telling and stem not in own:
                most = max([other.get(stem, 0) for other in others])
                if count > most:
                    found[telling[stem]] = number, round(log((count + 0.5) / (most + 0.5)), 3)
    return found
