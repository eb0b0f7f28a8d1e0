"""Stems: which words share one, for search and for senses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosense.text.stems import strip_inflection


@pytest.mark.parametrize(
    ("one", "other"), [("stopped", "stop"), ("servers", "server"), ("optimised", "optimize"), ("centres", "center")]
)
def test_inflections_and_spellings_share_a_stem(one: str, other: str) -> None:
    assert strip_inflection(one) == strip_inflection(other)


@pytest.mark.parametrize(("one", "other"), [("analytics", "analysis"), ("server", "serve"), ("letter", "let")])
def test_words_of_different_meaning_share_none(one: str, other: str) -> None:
    assert strip_inflection(one) != strip_inflection(other)


@given(word=st.text(max_size=12))
def test_a_short_word_is_its_own_stem_and_no_stem_is_empty(word: str) -> None:
    assert strip_inflection(word) == word if len(word) <= 3 else strip_inflection(word)
