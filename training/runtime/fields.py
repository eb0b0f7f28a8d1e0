"""Fields: several small sums in one whole number, so that plain Python adds them all up at once.

A number holds fields of 32 bits, each with its own sign. Sums and products with a small number work on all of them together:
the three answers of a term take one pass over the words near by in place of three, the eight measures of a context one for eight.
Invariant: no field ever leaves the range of 32 bits; the callers' whole numbers are small enough for every text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_BITS = 32
_MASK, _TOP, _FULL = (1 << _BITS) - 1, 1 << (_BITS - 1), 1 << _BITS


def pack(values: Sequence[int]) -> int:
    """Put values into one number, the first lowest."""
    whole = 0
    for value in reversed(values):
        whole = (whole << _BITS) + value
    return whole


def unpack(whole: int, count: int) -> list[int]:
    """Take so many values out of a number."""
    found = []
    for _ in range(count):
        value = whole & _MASK
        if value & _TOP:
            value -= _FULL
        found.append(value)
        whole = (whole - value) >> _BITS
    return found


def unpack_three(whole: int) -> tuple[int, int, int]:
    """Take three values out of a number."""
    one = whole & _MASK
    if one & _TOP:
        one -= _FULL
    whole = (whole - one) >> _BITS
    two = whole & _MASK
    if two & _TOP:
        two -= _FULL
    return one, two, (whole - two) >> _BITS
