"""The context window: which words it holds, how far they are from a mention, and where they are in the text."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosense.mentions.finder import Mention
from twosense.senses.context import REACH, ContextWindow
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


def window(text: str) -> ContextWindow:
    found = re.finditer(r"(?<!\w)DR(?!\w)", text)
    return ContextWindow(text, [Mention("DR", "dr", match.start(), match.end(), "DR") for match in found])


def distance(text: str) -> int:
    """Return how far the word "plan" is from the mention."""
    around = window(text)
    ((first, last),) = around.places
    slot = around.stems.index("plan")
    return slot - last + 1 if slot >= last else first - slot


def test_the_end_of_a_clause_a_sentence_or_a_paragraph_adds_distance() -> None:
    distances = [{distance(text) for text in texts} for texts in SEPARATED]
    assert all(max(nearer) < min(further) for nearer, further in pairwise(distances))
    assert distances[0] == {1}


def test_words_between_add_distance() -> None:
    assert distance("DR plan") < distance("DR is plan") < distance("DR go-live plan")


@given(TEXTS, TEXTS, TEXTS)
def test_every_slot_has_the_stem_of_its_word(before: str, between: str, behind: str) -> None:
    around = window(f"{before} DR {between} DR {behind}")
    for slot, stem in enumerate(around.stems):
        if stem:
            assert stems_of(around.words(slot, slot + 1)) == (stem,)


@given(
    st.lists(st.sampled_from(["plan", "it's", "the", "Caf\u00e9", "a-b", "1st"]), max_size=REACH // 2),
    st.text(" \t", max_size=3),
)
def test_no_word_within_reach_is_lost(words: list[str], blanks: str) -> None:
    text = f"{blanks} ".join([*words, "DR", *words, "DR", *words])
    assert tuple(filter(None, window(text).stems)) == stems_of(text)


@pytest.mark.parametrize(
    "filler", ["word ", "\n", "a " * 40, "x" * 500, "\n\n. ( "], ids=["words", "lines", "letters", "long", "ends"]
)
def test_mentions_far_apart_are_out_of_reach_and_the_gap_takes_few_slots(filler: str) -> None:
    around = window(f"DR {filler * 5_000} DR")
    (_, last), (first, _) = around.places
    assert REACH < first - last < 1_000


def test_words_after_a_gap_keep_their_offsets() -> None:
    text = f"DR plan {'word ' * 1000}the standby DR"
    around = window(text)
    ((_, _), (first, last)) = around.places
    assert around.words(first - 1, last) == "standby DR"
    assert around.span(first - 1, last) == (text.index("standby"), len(text))
