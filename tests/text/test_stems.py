"""Stems: which words share one, for search and for senses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosense.text.stems import strip_inflection, strip_suffixes


@pytest.mark.parametrize("stem", [strip_inflection, strip_suffixes])
@pytest.mark.parametrize(
    ("one", "other"), [("stopped", "stop"), ("servers", "server"), ("optimised", "optimize"), ("centres", "center")]
)
def test_inflections_and_spellings_share_a_stem(stem: type[str], one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_only_search_joins_a_word_with_its_derivations() -> None:
    assert strip_suffixes("analytics") == strip_suffixes("analysis")
    assert strip_inflection("analytics") != strip_inflection("analysis")
    assert strip_inflection("server") != strip_inflection("serve")
    assert strip_inflection("letter") != strip_inflection("let")


@pytest.mark.parametrize("stem", [strip_inflection, strip_suffixes])
@given(word=st.text(max_size=12))
def test_a_short_word_is_its_own_stem_and_no_stem_is_empty(stem: type[str], word: str) -> None:
    assert stem(word) == word if len(word) <= 3 else stem(word)
