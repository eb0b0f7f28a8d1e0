"""Sanitizing: foreign text never controls a terminal."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from twosense.text.sanitize import REPLACEMENT, is_unsafe, replace_surrogates, sanitize


@given(st.text(max_size=40))
def test_a_sanitized_text_is_safe_and_keeps_its_length(text: str) -> None:
    shown = sanitize(text)
    assert len(shown) == len(text)
    assert not any(map(is_unsafe, shown))
    assert all(b == (REPLACEMENT if is_unsafe(a) else a) for a, b in zip(text, shown, strict=True))


def test_only_control_and_bidi_characters_are_unsafe() -> None:
    basic = [chr(code) for code in range(0x10000)]  # every character of the basic plane: the others have none
    controls = {one for one in basic if unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp")}
    bidi = {*"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}  # Bidi_Control in Unicode
    assert set(filter(is_unsafe, basic)) == controls | bidi


@given(st.binary(max_size=40))
def test_bytes_of_an_argument_that_are_not_utf8_become_replacement_characters(data: bytes) -> None:
    assert replace_surrogates(data.decode("utf-8", "surrogateescape")) == data.decode("utf-8", "replace")
