"""Scores: what weighs for an answer, and how much one word can do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosense import load
from twosense.model import Finding
from twosense.text import vectors

PITCH = """
[sides.sales]
label = "Sales"
[sides.hr]
label = "HR"
[sides.it]
label = "IT"
[[term]]
name = "pitch"
[[term.sense]]
side = "sales"
meaning = "a sales presentation"
definition = "A presentation that tries to win a buyer or an investor."
[[term.sense]]
side = "hr"
meaning = "the salary level offered"
definition = "The level at which a salary or job offer is set, compared with the market."
[[term.sense]]
side = "it"
meaning = "distance between pixels"
definition = "The distance between two pixels or pins on a screen, board or chip, in millimetres."
"""
CUE = """
[[term]]
name = "DR"
[[term.sense]]
side = "it"
meaning = "disaster recovery"
definition = "Getting systems back."
cues = ["the lake house"]
"""


def all_of(text: str, **layers: list[str]) -> list[Finding]:
    return load(**layers).scan(text, level="all")


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("A panel with a pixel pitch of two millimetres needs a sharper board.", "it"),
        ("The pitch of the salary is too low for senior employees.", "hr"),
        ("Our pitch to the investors won the customer.", "sales"),
    ],
)
def test_a_term_of_three_sides_is_told_by_its_definitions_alone(text: str, side: str) -> None:
    Path("team.toml").write_text(PITCH, encoding="utf-8")
    (finding,) = all_of(text, only=["team.toml"])
    assert finding.lean == side
    assert finding.side in (side, "unclear")


def test_a_cue_of_a_layer_weighs_for_a_built_in_term() -> None:
    Path("team.toml").write_text(CUE, encoding="utf-8")
    text = "The DR is at the lake house."
    (before,) = all_of(text)
    (finding,) = all_of(text, glossaries=["team.toml"])
    assert (finding.lean, finding.because[0]) == ("it", "the lake house")
    assert finding.confidence > before.confidence


@given(st.sampled_from(sorted(vectors.load().telling)))
def test_one_word_alone_never_makes_a_side_sure(word: str) -> None:
    for text in (f"DR {word}", f"{word} DR", f"the {word} is the DR"):
        for finding in all_of(text):
            assert finding.confidence <= 0.9 or finding.side in ("none", "unclear") or finding.surface != "DR"


def test_one_word_of_a_cue_does_not_make_a_side_sure_either() -> None:
    explained = load().explain("The customer support contract is new.", line=1)
    (why,) = [one for one in explained if one.flip == ("contract",)]
    assert why.reading.side == "it"
    assert why.reading.confidence <= 0.9
