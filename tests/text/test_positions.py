"""Positions: lines and columns as an editor counts them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from twosense.text.positions import Bytes, Characters, Positions

LINE_END = re.compile("\r\n|\r|\n")
TEXT = st.text(st.sampled_from("ab \n\r\t\f\v\u2028\x85\ufeff\U0001f600e\u0301"), max_size=30)


@given(TEXT)
def test_a_position_is_what_an_editor_shows(text: str) -> None:
    data = text.encode()
    positions = Positions(data)
    for end in range(len(text) + 1):
        if text[end - 1 : end + 1] == "\r\n":
            continue  # nothing begins or ends inside the end of a line
        if end == 0 and text.startswith("\ufeff"):
            continue
        lines = LINE_END.split(text[:end].removeprefix("\ufeff"))
        position = positions.at(len(text[:end].encode()))
        assert (position.line, position.column) == (len(lines), len(lines[-1]) + 1)
        assert position.utf16 == len(lines[-1].encode("utf-16-le")) // 2 + 1


@given(TEXT)
def test_characters_and_bytes_are_each_other_s_reverse(text: str) -> None:
    characters, offsets = Characters(text.encode()), Bytes(text)
    for number in range(0, len(text) + 1, 2):
        offset = len(text[:number].encode())
        assert (characters.at(offset), offsets.at(number)) == (number, offset)


def test_the_time_is_linear_in_the_length_of_a_line() -> None:
    positions = Positions("\u00e9x".encode() * 100_000)
    assert positions.at(0).column == 1
    assert [positions.at(offset).column for offset in range(0, 300_000, 3)][-1] == 199_999
