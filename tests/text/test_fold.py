"""Folding: the key under which a text is found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from twosense.text.fold import fold

ANY = st.text(st.characters(), max_size=40)


@given(ANY)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY)
def test_a_key_has_single_inner_spaces_and_no_other_white_space(text: str) -> None:
    assert fold(text).split(" ") == fold(text).split() or fold(text) == ""


@given(st.text(st.characters(codec="ascii"), max_size=40))
def test_the_shortcut_for_ascii_gives_the_same_key(text: str) -> None:
    assert fold(text) == fold(text + "\u200b")


def test_spellings_that_keyboards_produce_have_one_key() -> None:
    assert fold("\u201cFull\u2010width\u201d  \uff24\uff32\u00a0caf\u00e9") == fold('"full-width" DR cafe\u0301')
    assert fold("STRASSE") == fold("stra\u00dfe")
    assert fold("real\u2011time\u00ad") == "real-time"
