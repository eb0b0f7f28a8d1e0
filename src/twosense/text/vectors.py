"""Vectors: what a word is about, as a direction learned from real text.

`vectors.bin` holds 10,000 stems, one vector each, and how rare each stem is. training/ writes it and says what it was learned
from. Only counts of words went into it.
Invariant: a stem's number is its place in the file; the commonest stems, which tell nothing from afar, have rarity 0.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import cached_property, lru_cache
from math import sqrt
from operator import mul
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.msgpack import Decoder

from twosense.text.packed import PackedRows
from twosense.text.stems import stems_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

RAREST = 255
FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "vectors.bin")


class VectorTable(Struct, frozen=True):
    """The contents of the file, in whole numbers: `vectors` has `dims` signed bytes a stem, `rarities` one byte a stem."""

    stems: str  # one a line, the commonest first
    dims: int
    vectors: memoryview
    rarities: memoryview  # RAREST for the rarest
    centre: tuple[float, ...]  # the mean of all vectors, in units of `scale`
    scale: float  # what 1 in `vectors` stands for
    learned_from: str  # SHA-256 of the text


class Vectors:
    """The vectors of a file."""

    def __init__(self, data: bytes) -> None:
        table = Decoder(VectorTable).decode(data)
        self.dims, self.scale, self.rarities = table.dims, table.scale, table.rarities
        self.centre = table.centre
        self._stems, self.values = table.stems, table.vectors.cast("b")
        self._packing = PackedRows(self.dims, field=8)  # counts of words have no limit
        self._packed: dict[int, int] = {}  # the vector of each stem that was asked for

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each stem."""
        return {stem: number for number, stem in enumerate(self._stems.split("\n"))}

    @cached_property
    def telling(self) -> dict[str, int]:
        """The number of each stem that tells something from afar."""
        return {stem: number for (stem, number), rarity in zip(self.numbers.items(), self.rarities, strict=True) if rarity}

    def vector(self, number: int) -> memoryview:
        """Return the vector of a stem, in units of `scale`."""
        return self.values[number * self.dims : (number + 1) * self.dims]

    def centroid(self, texts: Iterable[str], own: Collection[str] = ()) -> list[float]:
        """Return the direction in which the words of these texts point together, of length 1, or 0 if they are all unknown.

        A rare word counts more than a common one; the stems in `own` do not count.
        """
        total = self.total(self.weigh(texts, own))
        length = sqrt(sum(map(mul, total, total)))
        return [value / length for value in total] if length else [0.0] * self.dims

    def weigh(self, texts: Iterable[str], own: Collection[str]) -> dict[int, int]:
        """Return for each telling stem how often these texts have it, times how rare it is; the stems in `own` do not count."""
        counts = Counter(stems_of("\n".join(texts)))
        telling, rarities = self.telling, self.rarities
        return {
            number: count * rarities[number]
            for stem, count in counts.items()
            if (number := telling.get(stem)) is not None and stem not in own
        }

    def total(self, weights: Mapping[int, int]) -> tuple[int, ...]:
        """Return the sum of the vectors of these stems, each times its weight, in units of `scale`."""
        for number in weights:
            if number not in self._packed:
                self._packed[number] = self._packing.pack(self.vector(number).tobytes())
        return self._packing.weighted_sum(map(self._packed.__getitem__, weights), weights.values())

    def dot(self, number: int, direction: Sequence[float]) -> float:
        """Return how far the vector of a stem points in a direction, in units of `scale`."""
        return sum(map(mul, self.vector(number), direction), 0.0)


@lru_cache(1)
def load() -> Vectors:
    """Return the vectors that come with the package."""
    with open(FILE, "rb") as file:
        return Vectors(file.read())
