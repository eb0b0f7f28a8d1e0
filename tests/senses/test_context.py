"""Surroundings: which words stand near a mention, how far away they are, and where they are in the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosense.prose.mentions import Mention
from twosense.prose.surroundings import REACH, Surroundings, stems_of

PIECES = st.sampled_from(
    ["plan", "Plans,", "ends.", "(so", "it's", "\u201cwho?\u201d", "\n", "\n\n", "\r\n", "\n- ", "\n   ", "x" * 90]
)
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=120).map(" ".join)


def surroundings(text: str) -> Surroundings:
    found = re.finditer(r"(?<!\w)DR(?!\w)", text)
    return Surroundings(text, [Mention("DR", "dr", match.start(), match.end(), "DR") for match in found])


def distance(text: str) -> int:
    """From the mention to the word "plan"."""
    around = surroundings(text)
    ((first, last),) = around.places
    slot = around.stems.index("plan")
    return slot - last + 1 if slot >= last else first - slot


@pytest.mark.parametrize(
    ("text", "away"),
    [
        ("DR plan", 1),
        ("plan DR", 1),
        ("DR, plan", 1),
        ("DR/plan", 1),
        ("DR\nplan", 1),
        ("DR\r\n   plan", 1),
        ("plan\n    DR", 1),
        ("DR's plan", 1),
        ("DR is plan", 2),
        ("DR: plan", 2),
        ("DR (plan)", 2),
        ("DR - plan", 2),
        ("DR go-live plan", 3),
        ("DR. Plan", 7),
        ("\u201cDR?\u201d Plan", 7),
        ("DR\n- plan", 7),
        ("DR\n> plan", 7),
        ("DR\n\nplan", 21),
        ("plan\n\nDR", 21),
        ("DR\r\n\r\nplan", 21),
        ("DR\n   \nplan", 21),
    ],
)
def test_what_stands_beyond_an_end_is_further_away(text: str, away: int) -> None:
    assert distance(text) == away


@given(TEXTS, TEXTS, TEXTS)
def test_every_slot_knows_its_word(before: str, between: str, behind: str) -> None:
    around = surroundings(f"{before} DR {between} DR {behind}")
    for slot, stem in enumerate(around.stems):
        if stem:
            assert stems_of(around.words(slot, slot + 1)) == (stem,)


@given(
    st.lists(st.sampled_from(["plan", "it's", "the", "Caf\u00e9", "a-b", "1st"]), max_size=REACH // 2),
    st.text(" \t", max_size=3),
)
def test_no_word_within_reach_is_lost(words: list[str], blanks: str) -> None:
    text = f"{blanks} ".join([*words, "DR", *words, "DR", *words])
    assert tuple(filter(None, surroundings(text).stems)) == stems_of(text)


@pytest.mark.parametrize("filler", ["word ", "\n", "a " * 400, "x" * 5000, "\n\n. ( "])
def test_far_mentions_do_not_see_each_other_and_what_is_between_takes_little_room(filler: str) -> None:
    around = surroundings(f"DR {filler * 20_000} DR")
    (_, last), (first, _) = around.places
    assert REACH < first - last < 1000


def test_words_behind_what_was_left_out_are_where_they_are() -> None:
    text = f"DR plan {'word ' * 1000}the standby DR"
    around = surroundings(text)
    ((_, _), (first, last)) = around.places
    assert around.words(first - 1, last) == "standby DR"
    assert around.span(first - 1, last) == (text.index("standby"), len(text))
