"""Directions: how close a word is in meaning to each sense, by the vectors of text/vectors.py.

A sense points where the words of its texts point together. All directions are taken from the centre of all words: seen from
elsewhere, every word is close to every sense. (Where 95 % of unrelated queries find nothing, 86 % instead of 77 % of the
descriptions found their term.)

The section has what a query needs, so that it need not decode the file of the vectors. Numbers are in the machine's order.
Invariant: a glossary of more than _MOST_TERMS terms has no directions; no word is close to anything there.
"""

from __future__ import annotations

from array import array
from functools import cached_property
from math import sqrt
from operator import mul, sub

from twosense.search.words import STOP
from twosense.text.stems import NUMBER, strip_inflection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from twosense.glossary.merge import Merged
    from twosense.store.lmdb import Row, Store
    from twosense.text.vectors import Vectors

SECTION = b"directions"
# A new word of a query is compared with every sense, which takes 2 microseconds each.
_MOST_TERMS = 500
_LENGTH = 4096  # of the direction of a sense, in whole numbers
_RAREST = 255  # the largest rarity
_MEMORY = 256  # words whose closeness to all senses is cached: all but the last word of a query were there a keystroke before


def compile_rows(merged: Merged) -> Iterator[Row]:
    """Compile the section `directions`."""
    if len(merged.terms) > _MOST_TERMS:
        return
    from twosense.text.vectors import load

    vectors = load()
    stop = frozenset(map(strip_inflection, STOP))
    directions, terms = array("h"), array("I")
    for number, term in enumerate(merged.terms.values()):
        for sense in term.senses:
            texts = (sense.meaning, sense.definition, *sense.say.values(), *sense.examples)
            directions.extend(_direction(vectors, texts, stop))
            terms.append(number)
    yield SECTION, b"centre", array("d", vectors.centre).tobytes()
    yield SECTION, b"rarities", bytes(vectors.rarities)
    yield SECTION, b"senses", directions.tobytes()
    yield SECTION, b"stems", b"\n%s\n" % "\n".join(vectors.numbers).encode()
    yield SECTION, b"terms", terms.tobytes()
    yield SECTION, b"vectors", bytes(vectors.rows)


def _direction(vectors: Vectors, texts: Iterable[str], stop: frozenset[str]) -> list[int]:
    """Return where the words of these texts point together; a rare word counts more, a stop word not at all."""
    weights = vectors.weigh(texts, stop)
    if not weights:
        return [0] * vectors.dims
    whole = sum(weights.values())
    direction = [value / whole - centre for value, centre in zip(vectors.total(weights), vectors.centre, strict=True)]
    scale = _LENGTH / sqrt(sum(map(mul, direction, direction)))
    return [round(scale * value) for value in direction]


class Directions:
    """The directions of a store; `terms` has the number of the term of each sense."""

    def __init__(self, store: Store) -> None:
        self._get = store.section(SECTION).get
        self._known: dict[str, tuple[float, Sequence[float]]] = {}

    @cached_property
    def terms(self) -> array[int]:
        """The number of the term of each sense."""
        return array("I", self._get(b"terms") or b"")

    def closeness(self, stem: str) -> tuple[float, Sequence[float]]:
        """Return how rare a stem is, 0 to 1, and how close to each sense, -1 to 1: to none if the stem is unknown."""
        found = self._known.get(stem)
        if found is None:
            if len(self._known) >= _MEMORY:
                self._known.clear()
            found = self._known[stem] = self._measured(NUMBER if stem.isdigit() else stem)
        return found

    def _measured(self, stem: str) -> tuple[float, Sequence[float]]:
        place = self._stems.find(b"\n%s\n" % stem.encode("utf-8", "replace"))
        if place < 0:
            return 1.0, ()
        number = self._stems.count(b"\n", 0, place)
        dims = len(self._centre)
        vector = list(map(sub, self._vectors[number * dims : (number + 1) * dims], self._centre))
        scale = 1 / (_LENGTH * sqrt(sum(map(mul, vector, vector))))
        return self._rarities[number] / _RAREST, [scale * sum(map(mul, vector, sense)) for sense in self._senses]

    @cached_property
    def _stems(self) -> bytes:
        return self._get(b"stems") or b""

    @cached_property
    def _centre(self) -> array[float]:
        return array("d", self._get(b"centre") or b"")

    @cached_property
    def _rarities(self) -> bytes:
        return self._get(b"rarities") or b""

    @cached_property
    def _vectors(self) -> memoryview:
        return memoryview(self._get(b"vectors") or b"").cast("b")

    @cached_property
    def _senses(self) -> list[list[int]]:
        values, dims = array("h", self._get(b"senses") or b"").tolist(), len(self._centre)
        return [values[start : start + dims] for start in range(0, len(values), dims)]
