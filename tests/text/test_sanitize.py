"""Sanitizing: foreign text never controls a terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from twosense.text.sanitize import is_unsafe, replace_surrogates, sanitize


@given(st.text(max_size=40))
def test_a_sanitized_text_is_safe_and_keeps_its_length(text: str) -> None:
    shown = sanitize(text)
    assert len(shown) == len(text)
    assert not any(map(is_unsafe, shown))
    assert all(a == b for a, b in zip(text, shown, strict=True) if not is_unsafe(a))


def test_only_control_and_bidi_characters_are_unsafe() -> None:
    assert all(map(is_unsafe, "\x00\x1b\x7f\x9b\u202e\u2066\u200f\u061c\u2028\ud800"))
    assert not any(map(is_unsafe, "a \u00e9\u4e2d\u05d0\U0001f600\u200d\ufe0f"))


@given(st.binary(max_size=40))
def test_bytes_of_an_argument_that_are_not_utf8_become_replacement_characters(data: bytes) -> None:
    assert replace_surrogates(data.decode("utf-8", "surrogateescape")) == data.decode("utf-8", "replace")
