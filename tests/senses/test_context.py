"""The context: which words are near a mention, and how far away they are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.memory import KEPT_LIMIT, kept_after
from twosense.senses.context import NEARNESS, REACH, Context
from twosense.text import vectors
from twosense.text.stems import stems_of

PIECES = st.sampled_from(
    ["plan", "Plans,", "ends.", "(so", "it's", "\u201cwho?\u201d", "\n", "\n\n", "\r\n", "\n- ", "\n   ", "x" * 90]
)
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=120).map(" ".join)
# Ways to separate the mention from the word "plan", each list further away than the one before it.
SEPARATED = [
    ["DR plan", "plan DR", "DR, plan", "DR/plan", "DR\nplan", "DR\r\n   plan", "plan\n    DR", "DR's plan"],
    ["DR: plan", "DR (plan)", "DR - plan"],
    ["DR. Plan", "\u201cDR?\u201d Plan", "DR\n- plan", "DR\n> plan"],
    ["DR\n\nplan", "plan\n\nDR", "DR\r\n\r\nplan", "DR\n   \nplan"],
]


def context(text: str) -> Context:
    return Context(text, vectors.load().telling)


def near(text: str) -> list[tuple[str, int]]:
    """Return the telling words near the mention, with their nearness."""
    found = context(text)
    start = text.index("DR")
    window = found.window(*found.words(start, start + 2))
    return [(found.stems[index], value) for index, value in zip(window.indexes, window.nearness, strict=True)]


def nearness(text: str) -> int:
    """Return how near the word "plan" is to the mention."""
    return dict(near(text))["plan"]


def test_the_end_of_a_clause_a_sentence_or_a_paragraph_adds_distance() -> None:
    found = [{nearness(text) for text in texts} for texts in SEPARATED]
    assert all(min(nearer) > max(further) for nearer, further in pairwise(found))
    assert found[0] == {NEARNESS[1]}


def test_words_between_add_distance() -> None:
    assert nearness("DR plan") > nearness("DR is plan") > nearness("DR go-live plan")


def test_nothing_of_a_text_with_long_gaps_is_kept() -> None:
    context("DR plan")  # loads the word vectors
    assert kept_after(lambda: context("x".join(" " * (3000 + more) for more in range(1000)))) < KEPT_LIMIT


def test_words_out_of_reach_are_not_near() -> None:
    assert near(f"DR {'the ' * REACH}plan") == []
    assert [stem for stem, _ in near(f"DR {'the ' * (REACH - 1)}plan")] == ["plan"]


@given(TEXTS, TEXTS)
def test_each_word_has_its_stem_and_its_characters(before: str, behind: str) -> None:
    text = f"{before} DR {behind}"
    found = context(text)
    assert tuple(found.stems) == stems_of(text)
    for stem, start, end in zip(found.stems, found.starts, found.ends, strict=True):
        assert stems_of(text[start:end]) == (stem,)
    assert all(one < other for one, other in pairwise(found.steps))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the DR plan", ("the", "plan")),
        ("non-DR\nplan", ("non", "plan")),
        ("plan, DR (plan", ("", "")),
        ("plan\n\nDR. Plan", ("", "")),
        ("DR", ("", "")),
    ],
)
def test_a_mark_separates_a_neighbour(text: str, expected: tuple[str, str]) -> None:
    found = context(text)
    start = text.index("DR")
    assert found.neighbours(*found.words(start, start + 2)) == expected
