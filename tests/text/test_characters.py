from hypothesis import given
from hypothesis import strategies as st

from twosense.characters import fold, is_unsafe, plain, scalar

ANY = st.text(st.characters(), max_size=40)


@given(ANY)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY)
def test_a_key_has_no_outer_double_or_foreign_blanks(text: str) -> None:
    assert fold(text).split(" ") == fold(text).split() or fold(text) == ""


@given(st.text(st.characters(codec="ascii"), max_size=40))
def test_ascii_takes_the_short_way_to_the_same_key(text: str) -> None:
    assert fold(text) == fold(text + "\u200b")


def test_what_keyboards_change_makes_no_difference() -> None:
    assert fold("\u201cFull\u2010width\u201d  \uff24\uff32\u00a0caf\u00e9") == fold('"full-width" DR cafe\u0301')
    assert fold("STRASSE") == fold("stra\u00dfe")
    assert fold("real\u2011time\u00ad") == "real-time"


@given(st.text(max_size=40))
def test_plain_text_steers_no_terminal_and_keeps_its_length(text: str) -> None:
    shown = plain(text)
    assert len(shown) == len(text)
    assert not any(map(is_unsafe, shown))
    assert all(a == b for a, b in zip(text, shown, strict=True) if not is_unsafe(a))


def test_unsafe_are_controls_and_bidi_only() -> None:
    assert all(map(is_unsafe, "\x00\x1b\x7f\x9b\u202e\u2066\u200f\u061c\u2028\ud800"))
    assert not any(map(is_unsafe, "a \u00e9\u4e2d\u05d0\U0001f600\u200d\ufe0f"))


@given(st.binary(max_size=40))
def test_arguments_that_are_not_utf8_become_replacement_characters(data: bytes) -> None:
    assert scalar(data.decode("utf-8", "surrogateescape")) == data.decode("utf-8", "replace")
