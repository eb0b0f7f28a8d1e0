"""The resolver: what decides, in which order, and what it says of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosense.characters import fold
from twosense.config import Roots
from twosense.glossary.layers import merge
from twosense.prose import senses
from twosense.prose.mentions import Mention
from twosense.prose.senses import NONE, UNCLEAR, Reading, Resolver
from twosense.store import MemoryStore

RESOLVER = Resolver(MemoryStore(senses.compile(merge(Roots(), for_scans=True))))
MIXED = "Our DR spots pull best late at night, while the DR site failed over to the second data centre in four hours."


def mentions(text: str, term: str) -> list[Mention]:
    found = re.finditer(rf"\b{re.escape(term)}\b", text)
    return [Mention(term, fold(term), match.start(), match.end(), match[0]) for match in found]


def read(text: str, term: str = "DR") -> list[Reading]:
    return RESOLVER.read(text, mentions(text, term))


def sides(text: str, term: str = "DR") -> list[str]:
    return [reading.side for reading in read(text, term)]


def test_each_mention_is_read_by_what_stands_near_it() -> None:
    marketing, it = read(MIXED)
    assert (marketing.side, it.side) == ("marketing", "it")
    assert "DR spots" in marketing.because
    assert "failed over" in it.because


def test_what_cannot_be_known_stays_unclear() -> None:
    assert read("Who is for DR?") == [Reading(UNCLEAR, None, 0.0, ())]


@pytest.mark.parametrize("word", ["x", "1", "ad", "server"])
def test_words_far_away_are_as_good_as_none(word: str) -> None:
    far = f"\n\n{word}" * 60
    assert sides(f"{far}\n\nDR{far}\n\nDR{far}")[0] in ("marketing", "it", UNCLEAR)


@pytest.mark.parametrize("mark", ["{marketing}", "{Marketing}", "{ marketing }"])
def test_a_mark_decides(mark: str) -> None:
    text = f"The DR{mark} failed over to the standby site."
    assert read(text) == [Reading("marketing", "marketing", 0.99, (f"DR{mark}",))]


def test_a_mark_that_names_no_side_is_text() -> None:
    assert sides("The DR{2} failed over to the standby site.") == ["it"]


def test_a_long_form_holds_for_the_whole_text() -> None:
    assert sides("DR (direct response) first. Later the DR failed over to the standby site.") == ["marketing", "marketing"]
    wrapped = Reading("it", "it", 0.99, ("disaster recovery",))
    assert read("Rehearse disaster\nrecovery (DR) in May.\n\nThe DR spots air in June.") == [wrapped, wrapped]


def test_of_two_long_forms_each_holds_in_its_own_place() -> None:
    assert sides("Direct response (DR) or disaster recovery (DR)? Ask about the DR.") == ["marketing", "it", UNCLEAR]


def test_a_long_form_of_something_else_is_ordinary() -> None:
    assert sides("In the Dominican Republic (DR) it rained. The DR site was wet.") == [NONE, NONE]


def test_a_long_form_much_like_a_sense_is_left_to_the_cues() -> None:
    assert sides("Data recovery (DR) brought the database back online at the standby site.") == ["it"]


def test_an_ordinary_use_has_no_side() -> None:
    reading = read("Please share the link with you and me.", "share")[0]
    assert (reading.side, reading.lean) == (NONE, None)


def test_a_tie_goes_with_the_rest_of_the_text() -> None:
    text = MIXED.partition(", while")[0] + "." + "\n\n" + "x " * 300 + "\n\nDR."
    assert [(reading.side, reading.lean) for reading in read(text)] == [("marketing", "marketing"), (UNCLEAR, "marketing")]


def test_a_term_that_is_not_in_the_glossary_is_unclear() -> None:
    assert sides("The flux failed over.", "flux") == [UNCLEAR]


def test_an_explanation_adds_up_and_says_what_would_flip_it() -> None:
    found = mentions(MIXED, "DR")
    for which, reading in enumerate(RESOLVER.read(MIXED, found)):
        explanation = RESOLVER.explain(MIXED, found, [which])[0]
        assert explanation.reading == reading
        assert explanation.rule == "cues"
        assert sum(explanation.chances.values()) == pytest.approx(1, abs=0.01)
        for side, total in explanation.sums.items():
            assert sum(one.weight for one in explanation.evidence if one.side == side) == pytest.approx(total, abs=0.05)
        for one in explanation.evidence:
            assert MIXED[one.start :].startswith(one.words)
        assert explanation.flip
        assert explanation.otherwise not in (None, reading.side)


def test_an_explanation_of_a_declaration_names_its_rule() -> None:
    text = "DR{it} and direct response (DR)."
    found = mentions(text, "DR")
    assert [one.rule for one in RESOLVER.explain(text, found, range(2))] == ["mark", "definition"]


@given(st.text(), st.text())
def test_any_text_is_read(before: str, behind: str) -> None:
    text = f"{before} DR {behind}"
    mention = Mention("DR", "dr", len(before) + 1, len(before) + 3, "DR")
    (reading,) = RESOLVER.read(text, [mention])
    assert 0 <= reading.confidence <= 1
    flat = " ".join(text.split())
    assert all(words in flat for words in reading.because)
    assert RESOLVER.explain(text, [mention], [0])[0].reading == reading


def test_a_long_line_full_of_mentions_takes_no_longer_by_the_mention() -> None:
    text = "the DR site failed over, " * 4000
    readings = read(text)
    assert len(readings) == 4000
    assert {reading.side for reading in readings} == {"it"}
