"""Directions: how close a word is in meaning to each sense, by the vectors of text/vectors.py.

The direction of a sense is that of the sum of the words in its texts. A word is close to a sense if its own direction is like
that one, or like that of a single word of these texts: "posters" are close to billboards, whatever else a definition is about.
All directions are measured from the mean of all words; without that, every word would be close to every sense.

The section has what a query needs, so that it need not decode the file of the vectors. A point is a direction in whole numbers:
those of the senses come first, then those of the words of their texts. Numbers have the
byte order of the machine, whose own cache it is.
Invariant: a glossary of more than _MOST_TERMS terms has no directions; no word is close to anything there.
"""

from __future__ import annotations

from array import array
from functools import cached_property
from itertools import accumulate, chain, pairwise
from math import sqrt
from operator import mul, sub

from twosense.search.words import STOP
from twosense.text.packed import PackedRows
from twosense.text.stems import NUMBER, strip_inflection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from twosense.glossary.merge import Merged
    from twosense.store.lmdb import Row, Store
    from twosense.text.vectors import Vectors

SECTION = b"directions"
# A new word of a query is compared with every sense and with every word of their texts.
_MOST_TERMS = 500
_LENGTH = 127  # of a point, so that each of its values is a signed byte
_RAREST = 255  # the largest rarity
_MEMORY = 256  # words whose closeness to all senses is cached: all but the last word of a query were there a keystroke before
_LEAST_NEAR = 0.3  # words less close than this have nothing to do with each other
# How much the closest word of a sense counts, relative to the direction of the sense. It helps terms that have no phrases in
# phrases.txt, such as those of a team: 83 instead of 81 % of the descriptions found a right term among the first three.
_NEAR_WEIGHT = 0.5
_IN_EXAMPLES = 0.5  # how much a word counts that is in the examples only


def compile_rows(merged: Merged) -> Iterator[Row]:
    """Compile the section `directions`."""
    if len(merged.terms) > _MOST_TERMS:
        return
    from twosense.text.vectors import load

    vectors = load()
    stop = frozenset(map(strip_inflection, STOP))
    points, terms = array("b"), array("I")
    uses: dict[int, list[int]] = {}  # by the number of a stem: the senses that use it, times 2, plus 1 if in examples only
    for number, term in enumerate(merged.terms.values()):
        for sense in term.senses:
            texts = (sense.meaning, sense.definition, *sense.say.values())
            telling = vectors.weigh(texts, stop)
            weights = vectors.weigh((*texts, *sense.examples), stop)
            points.extend(_point(vectors, weights))
            for stem in weights:
                uses.setdefault(stem, []).append(2 * len(terms) + (stem not in telling))
            terms.append(number)
    for stem in uses:
        points.extend(_scaled(list(map(sub, vectors.vector(stem), vectors.centre))))
    yield SECTION, b"centre", array("d", vectors.centre).tobytes()
    yield SECTION, b"ends", array("I", accumulate(map(len, uses.values()))).tobytes()
    yield SECTION, b"points", points.tobytes()
    yield SECTION, b"rarities", bytes(vectors.rarities)
    yield SECTION, b"stems", b"\n%s\n" % "\n".join(vectors.numbers).encode()
    yield SECTION, b"terms", terms.tobytes()
    yield SECTION, b"uses", array("I", chain.from_iterable(uses.values())).tobytes()
    yield SECTION, b"vectors", bytes(vectors.values)


def _point(vectors: Vectors, weights: Mapping[int, int]) -> list[int]:
    """Return the common direction of these stems, each with its weight."""
    if not weights:
        return [0] * vectors.dims
    whole = sum(weights.values())
    return _scaled([value / whole - centre for value, centre in zip(vectors.total(weights), vectors.centre, strict=True)])


def _scaled(direction: Sequence[float]) -> list[int]:
    scale = _LENGTH / (sqrt(sum(map(mul, direction, direction))) or 1.0)
    return list(map(round, [scale * value for value in direction]))


class Closeness:
    """What is known of a word: how rare it is, 0 to 1, and how close to each sense.

    `best` is how similar its direction is to that of the closest sense, -1 to 1. `senses` is empty if the word is unknown.
    """

    __slots__ = ("best", "rarity", "senses")

    def __init__(self, rarity: float, best: float, senses: Sequence[float]) -> None:
        self.rarity, self.best, self.senses = rarity, best, senses


_UNKNOWN = Closeness(1.0, 0.0, ())


class Directions:
    """The directions of a store; `terms` has the number of the term of each sense."""

    def __init__(self, store: Store) -> None:
        self._get = store.section(SECTION).get
        self._known: dict[str, Closeness] = {}

    @cached_property
    def terms(self) -> array[int]:
        """The number of the term of each sense."""
        return array("I", self._get(b"terms") or b"")

    def closeness(self, stem: str) -> Closeness:
        """Return what is known of a stem."""
        found = self._known.get(stem)
        if found is None:
            if len(self._known) >= _MEMORY:
                self._known.clear()
            found = self._known[stem] = self._measured(NUMBER if stem.isdigit() else stem)
        return found

    def _measured(self, stem: str) -> Closeness:
        start = self._stems.find(b"\n%s\n" % stem.encode("utf-8", "replace"))
        if start < 0:
            return _UNKNOWN
        number = self._stems.count(b"\n", 0, start)
        dims = len(self._centre)
        point = _scaled(list(map(sub, self._vectors[number * dims : (number + 1) * dims], self._centre)))
        products = self._packing.weighted_sum(self._columns, point)
        scale, count = 1 / _LENGTH**2, len(self.terms)
        pointed = [scale * value for value in products[:count]]
        nearest = [0.0] * count
        least = _LEAST_NEAR / scale
        for index, value in enumerate(products[count:]):
            if value > least:
                near = (scale * value) ** 2
                for use in self._uses[index]:
                    nearest[use >> 1] = max(nearest[use >> 1], _IN_EXAMPLES * near if use & 1 else near)
        senses = [value + _NEAR_WEIGHT * near for value, near in zip(pointed, nearest, strict=True)]
        return Closeness(self._rarities[number] / _RAREST, max(pointed, default=0.0), senses)

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
    def _points(self) -> bytes:
        return self._get(b"points") or b""

    @cached_property
    def _packing(self) -> PackedRows:
        """The rows with the values of all points in one dimension. A product of two points fits into four bytes."""
        return PackedRows(len(self._points) // len(self._centre), field=4)

    @cached_property
    def _columns(self) -> list[int]:
        """The rows, packed."""
        dims = len(self._centre)
        return [self._packing.pack(self._points[dim::dims]) for dim in range(dims)]

    @cached_property
    def _uses(self) -> list[list[int]]:
        """The uses of each word of the texts."""
        uses, ends = array("I", self._get(b"uses") or b"").tolist(), array("I", self._get(b"ends") or b"").tolist()
        return [uses[start:end] for start, end in pairwise((0, *ends))]
