"""Packed rows: the whole numbers of a row in one, so that many rows are added up at once: six times as fast as in a loop.

Each value has a field of the number, in little-endian order on every machine, and is biased so that no field is negative.
Invariant: a sum is exact if each of its values fits into a field.
"""

from __future__ import annotations

from operator import mul
from struct import unpack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from typing import Literal

_BIAS = 128  # makes a signed byte positive
_BIASED = bytes((byte + _BIAS) % 256 for byte in range(256))
_FORMATS = {4: "i", 8: "q"}


class PackedRows:
    """Packs rows of one length, and adds them up; a field has so many bytes."""

    def __init__(self, length: int, field: Literal[4, 8]) -> None:
        self._field, self._size = field, field * length
        self._format = f"<{length}{_FORMATS[field]}"
        self._sign = 1 << (8 * field - 1)
        self._ones = int.from_bytes(b"\1".ljust(field, b"\0") * length, "little")  # 1 in each field

    def pack(self, row: bytes) -> int:
        """Return a row of signed bytes as one whole number."""
        fields = bytearray(self._size)
        fields[:: self._field] = row.translate(_BIASED)
        return int.from_bytes(fields, "little")

    def pack_numbers(self, row: Sequence[int]) -> int:
        """Return a row of any whole numbers as one; slower than `pack`."""
        return sum((value + _BIAS) << (8 * self._field * at) for at, value in enumerate(row))

    def weighted_sum(self, packed: Iterable[int], weights: Collection[int]) -> tuple[int, ...]:
        """Return the sum of packed rows, each times its weight."""
        # Each field has its sign bit added, so that none is negative and borrows from the next; it is taken away at the end.
        added = (self._sign - _BIAS * sum(weights)) * self._ones
        whole = sum(map(mul, packed, weights), added) ^ (self._sign * self._ones)
        return unpack(self._format, whole.to_bytes(self._size, "little"))
