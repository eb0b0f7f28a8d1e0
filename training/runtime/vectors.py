"""Vectors: what a word is about, learned from real text, in whole numbers.

`vectors.bin` holds, for about ten thousand stems: the stems, one vector each, how rare each is, and what each adds to the
measure of how much a context says at all. It is read once and never changed.
Invariant: a word's number is its place in the list; a word that the file does not know has none.
"""

from __future__ import annotations

from functools import cached_property
from itertools import repeat
from math import sqrt
from operator import add, mul
from typing import TYPE_CHECKING

import msgspec

from .fields import pack
from .words import stems_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

MAGIC = b"twosense vectors 1\n"
ANSWERS = ("marketing", "it", "none", "unclear")
GIVEN = 3  # answers that weights are stored for: those of "unclear" are all zero, as a softmax only knows differences


class Head(msgspec.Struct, frozen=True):
    """What the file says of itself: sizes, the scales of its whole numbers, the hash of what it was learned from."""

    words: int
    dims: int
    measures: int
    vocabulary: int  # bytes
    vector_scale: float
    rarity_scale: float
    measure_scale: float
    rest_scale: float
    register_scales: tuple[float, float, float]
    learned_from: str
    figures: dict[str, float]


class Vectors:
    """The vectors of a file, as views of its bytes: nothing is copied but the list of stems."""

    def __init__(self, data: bytes) -> None:
        """Raises ValueError where the bytes are not those of vectors."""
        if not data.startswith(MAGIC):
            raise ValueError("these are not the vectors of this version")
        start = len(MAGIC) + 4
        size = int.from_bytes(data[len(MAGIC) : start], "little")
        head = self.head = msgspec.msgpack.decode(data[start : start + size], type=Head)
        at = start + size
        view = memoryview(data)
        self._stems = bytes(view[at : at + head.vocabulary])
        at += head.vocabulary
        count = head.words
        self._vectors = view[at : at + count * head.dims].cast("b")
        at += count * head.dims
        self._rarities = view[at : at + count]
        at += count
        # One row a measure: how much of what a context says lies in each of a few main directions.
        self.measures = [view[at + row * count : at + (row + 1) * count].cast("b") for row in range(head.measures)]
        at += head.measures * count
        self.rests = view[at : at + count]
        at += count
        self.registers = [view[at + row * count : at + (row + 1) * count].cast("b") for row in range(GIVEN)]

    @classmethod
    def read(cls, path: Path) -> Vectors:
        """Read a file of vectors."""
        return cls(path.read_bytes())

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each stem that tells anything; the commonest words tell nothing, and have no entry."""
        stems = self._stems.decode().split("\n")
        return {stem: number for number, (stem, rarity) in enumerate(zip(stems, self._rarities, strict=True)) if rarity}

    @cached_property
    def every(self) -> dict[str, int]:
        """The number of each stem, also of those that tell nothing from afar: next to a term they do."""
        return {stem: number for number, stem in enumerate(self._stems.decode().split("\n"))}

    @cached_property
    def packed(self) -> _Packed:
        """What each word adds to the measures of a context."""
        return _Packed(self.measures)

    @cached_property
    def texture(self) -> _Packed:
        """What each word adds to the kind of text and to its measures, and the rest of its length."""
        return _Packed([*self.registers, *self.measures, self.rests])

    def row(self, number: int) -> memoryview:
        """Give the vector of a word, in units of its scale."""
        dims = self.head.dims
        return self._vectors[number * dims : (number + 1) * dims]

    def rarity(self, number: int) -> float:
        """Tell how rare a word is: 0 for the commonest, nearly 1 for the rarest."""
        return self._rarities[number] * self.head.rarity_scale

    def dots(self, number: int, directions: Sequence[int]) -> int:
        """Measure how far a word's vector goes in some directions, which are packed dimension by dimension."""
        return sum(map(mul, self.row(number), directions))

    def centroid(self, texts: Iterable[str], own: Collection[str] = ()) -> list[float]:
        """Give the direction that the words of these texts go on the whole, one long; the stems in `own` do not count."""
        total = [0.0] * self.head.dims
        numbers = self.numbers
        counts: dict[int, int] = {}
        for text in texts:
            for stem in stems_of(text):
                number = numbers.get(stem)
                if number is not None and stem not in own:
                    counts[number] = counts.get(number, 0) + 1
        for number, count in counts.items():
            weight = count * self._rarities[number]
            total = list(map(add, total, map(mul, self.row(number), repeat(weight))))
        length = sqrt(sum(map(mul, total, total)))
        return [value / length for value in total] if length else total


class _Packed(dict[int, int]):
    """The values of some rows under one number each, packed when first asked for."""

    def __init__(self, rows: Sequence[Sequence[int]]) -> None:
        super().__init__()
        self._rows = rows

    def __missing__(self, number: int) -> int:
        value = self[number] = pack([row[number] for row in self._rows])
        return value
