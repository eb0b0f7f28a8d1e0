"""Levels: which mentions a scan reports to whom, and that one warning represents all mentions of its term."""

from __future__ import annotations

from pathlib import Path

import pytest

from twosense import load
from twosense.model import Finding, Threshold

UNCLEAR = "Who is for DR?"
IT = "The DR site failed over in four hours."
MARKETING = "Call now: our DR spots on late-night television make viewers call."
ORDINARY = "It is, in my view, late."


def scan(text: str, level: Threshold = "warning", audience: str = "mixed", author: str | None = None) -> list[Finding]:
    return load().scan(text, level=level, audience=audience, author=author)


def levels(text: str, level: Threshold = "note", audience: str = "mixed", author: str | None = None) -> list[tuple[str, str]]:
    return [(finding.side, finding.level) for finding in scan(text, level, audience, author)]


def test_a_mixed_audience_is_warned_of_what_is_unclear() -> None:
    assert levels(f"{IT}\n\n{MARKETING}") == [("it", "note"), ("marketing", "note")]
    assert levels(UNCLEAR) == [("unclear", "warning")]


def test_readers_of_both_sides_understand_some_words_well_enough(tmp_path: Path) -> None:
    word = "Who decides on the strategy?"
    assert levels(word) == [("unclear", "note")]
    assert levels(word, audience="it") == [("unclear", "warning")]
    own = '[[term]]\nname = "strategy"\n[[term.sense]]\nside = "it"\nmeaning = "the name of our robot"\n'
    (tmp_path / "team.toml").write_text(f'{own}definition = "The robot that moves the tapes."\n', encoding="utf-8")
    (finding,) = load(glossaries=[tmp_path / "team.toml"]).scan(word)
    assert (finding.side, finding.level) == ("unclear", "warning")


def test_one_side_is_warned_of_what_means_something_else_to_it() -> None:
    assert levels(IT, audience="marketing") == levels(MARKETING.replace("DR", "DR{it}"), audience="marketing")
    assert levels(IT, audience="marketing") == [("it", "warning")]
    assert levels(IT, audience="it") == [("it", "note")]


def test_a_side_that_has_no_sense_of_a_word_is_warned_of_it(tmp_path: Path) -> None:
    (tmp_path / "team.toml").write_text('[sides.finance]\nlabel = "Finance"\n', encoding="utf-8")
    glossary = load(glossaries=[tmp_path / "team.toml"])
    (finding,) = glossary.scan(IT, audience="finance")
    assert (finding.side, finding.level) == ("it", "warning")
    assert "Finance may not know the word" in finding.message
    (finding,) = glossary.scan(UNCLEAR, audience="finance")
    assert (finding.side, finding.level) == ("unclear", "warning")


def test_readers_are_not_warned_of_an_unclear_mention_that_leans_to_their_side() -> None:
    word = "We lost the channel."
    (finding,) = scan(word, "note")
    assert (finding.side, finding.lean) == ("unclear", "it")
    assert levels(word, audience="it") == [("unclear", "note")]
    assert levels(word, audience="marketing") == [("unclear", "warning")]
    assert levels(word, audience="marketing", author="marketing") == [("unclear", "note")]


def test_an_unclear_acronym_is_a_warning_even_if_it_leans_to_the_readers() -> None:
    (finding,) = scan(UNCLEAR)
    assert (finding.side, finding.lean) == ("unclear", "it")
    assert levels(UNCLEAR, audience="it") == [("unclear", "warning")]


def test_an_acronym_is_no_warning_where_the_words_around_it_leave_hardly_any_doubt() -> None:
    glossary = load(layers=["built-in", "field"])
    text = "Allowlist all the IPs of the office."
    found = {audience: glossary.scan(text, level="note", audience=audience)[0] for audience in ("mixed", "it", "marketing")}
    assert {audience: (one.side, one.level) for audience, one in found.items()} == {
        "mixed": ("unclear", "note"),
        "it": ("unclear", "note"),
        "marketing": ("unclear", "warning"),
    }


def test_the_first_warning_of_a_term_stands_for_the_rest() -> None:
    text = f"{UNCLEAR} {UNCLEAR}\n\nD.R.?\n\nThe agile one is late."
    assert [(finding.line, finding.term, finding.more) for finding in scan(text)] == [(1, "DR", 2), (5, "agile", 0)]
    assert [(finding.line, finding.level, finding.more) for finding in scan(text, "note")] == [
        *((1, "warning", 0), (1, "note", 0), (3, "note", 0), (5, "warning", 0)),
    ]
    (finding,) = scan(f"{IT}\n\n{UNCLEAR}\n\n{IT}", audience="marketing")
    assert (finding.line, finding.side, finding.more) == (1, "it", 2)


def test_what_comes_after_clear_mentions_of_one_sense_is_no_warning() -> None:
    assert levels(f"{IT}\n\nThat is it.\n\n{UNCLEAR}") == [("it", "note"), ("unclear", "note")]
    assert levels(f"{IT}\n\nOur DR spots made viewers call.\n\n{UNCLEAR}")[-1] == ("unclear", "warning")


@pytest.mark.parametrize("statement", ["We plan for DR{it}.", "They say D.R. (disaster recovery)."])
def test_what_the_text_itself_states_is_no_warning(statement: str) -> None:
    assert levels(f"{UNCLEAR}\n\n{statement}") == [("unclear", "note"), ("it", "note")]
    both = f"{UNCLEAR}\n\n{statement}\n\nSee DR{{marketing}}."
    assert levels(both) == [("unclear", "warning"), ("it", "note"), ("marketing", "note")]


def test_ordinary_uses_are_reported_with_all() -> None:
    assert scan(ORDINARY, "note") == []
    (finding,) = scan(ORDINARY, "all")
    assert (finding.term, finding.side, finding.level) == ("view", "none", "ordinary")
    assert finding.lean in ("marketing", "it")
    assert finding.confidence > 0.5
    assert (finding.message, finding.instead) == ('ordinary use of "view"', ())


def test_a_reported_finding_has_evidence() -> None:
    (finding,) = scan(IT, "note")
    assert {"site", "failed over"} & set(finding.because)


def test_readers_of_one_side_are_not_warned_of_what_the_text_explains() -> None:
    text = "Our DR{} spots made viewers call.\n"
    for explained, level in (("", "warning"), ("{marketing}", "warning"), (" (direct response)", "note")):
        assert [one.level for one in scan(text.format(explained), "note", audience="it") if one.term == "DR"] == [level]
