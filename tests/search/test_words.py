"""Words: which spellings are heard, or written, alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosense.search.words import key_of, skeleton, sounds


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("teknology", "technology"),
        ("akwisition", "acquisition"),
        ("nolij", "knowledge"),
        ("fisical", "physical"),
        ("sykology", "psychology"),
        ("skedule", "schedule"),
        ("eksellence", "excellence"),
        ("jenerate", "generate"),
        ("akses", "access"),
        ("stratergy", "strategy"),
    ],
)
def test_different_spellings_of_the_same_sounds_have_one_key(heard: str, written: str) -> None:
    assert set(sounds(heard)) & set(sounds(written))


@pytest.mark.parametrize(("one", "other"), [("channel", "panel"), ("data", "deal"), ("action", "access"), ("agile", "ankle")])
def test_words_that_sound_different_have_different_keys(one: str, other: str) -> None:
    assert not set(sounds(one)) & set(sounds(other))


@given(st.text(max_size=20))
def test_any_text_has_sounds_and_consonants(text: str) -> None:
    assert all(isinstance(heard, str) for heard in (*sounds(key_of(text)), skeleton(key_of(text))))
