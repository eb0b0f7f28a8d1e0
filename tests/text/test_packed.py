"""Packed rows: their weighted sum is that of a loop over their values."""

from __future__ import annotations

import struct
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosense.text.packed import PackedRows

BYTE = st.integers(-128, 127)


@pytest.mark.parametrize(("field", "largest"), [(4, 2**20), (8, 2**50)])
@given(data=st.data())
def test_a_sum_is_exact(field: Literal[4, 8], largest: int, data: st.DataObject) -> None:
    length = data.draw(st.integers(1, 5))
    weight = st.integers(-largest, largest)
    weighted = data.draw(st.lists(st.tuples(st.lists(BYTE, min_size=length, max_size=length), weight), max_size=5))
    rows = PackedRows(length, field)
    packed = [rows.pack(struct.pack(f"{length}b", *row)) for row, _ in weighted]
    expected = tuple(sum(row[at] * weight for row, weight in weighted) for at in range(length))
    assert rows.weighted_sum(packed, [weight for _, weight in weighted]) == expected


@given(data=st.data())
def test_a_sum_of_wider_numbers_is_exact(data: st.DataObject) -> None:
    number, length = st.integers(-(2**40), 2**40), data.draw(st.integers(1, 5))
    weighted = data.draw(st.lists(st.tuples(st.lists(number, min_size=length, max_size=length), BYTE), max_size=64))
    rows = PackedRows(length, 8)
    expected = tuple(sum(row[at] * weight for row, weight in weighted) for at in range(length))
    assert rows.weighted_sum([rows.pack_numbers(row) for row, _ in weighted], [weight for _, weight in weighted]) == expected
