"""The resolver: what decides on a sense, in which order, and how it explains itself."""

from __future__ import annotations

import gc
import re
import weakref
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosense.build import open_view
from twosense.mentions.marks import mark_at
from twosense.mentions.mention_list import Mention
from twosense.model import NONE, UNCLEAR
from twosense.scan.scanner import Scanner
from twosense.senses.resolver import Reading, Resolution, Resolver
from twosense.store.view import SCAN
from twosense.text.fold import fold

MIXED = (
    "Our DR spots on late-night television make viewers call.\n\n"
    "The DR site failed over to the second data centre in four hours."
)


@cache
def resolver() -> Resolver:
    return Resolver(open_view(use=SCAN))


def mentions(text: str, term: str) -> list[Mention]:
    found = re.finditer(rf"\b{re.escape(term)}\b", text)
    return [Mention(term, fold(term), *match.span(), match[0], mark_at(text, match.end())) for match in found]


def resolve(text: str, term: str = "DR") -> Resolution:
    return resolver().resolve(text, mentions(text, term))


def read(text: str, term: str = "DR") -> list[Reading]:
    return resolve(text, term).readings


def sides(text: str, term: str = "DR") -> list[str]:
    return [reading.side for reading in read(text, term)]


def test_each_mention_is_read_by_the_words_around_it() -> None:
    assert sides(MIXED) == ["marketing", "it"]
    resolution = resolve(MIXED)
    assert "spots" in resolution.because(0)
    assert {"failed over", "failed"} & set(resolution.because(1))


def test_a_mention_without_evidence_is_unclear() -> None:
    assert sides("Who is for DR?") == [UNCLEAR]


@pytest.mark.parametrize("word", ["x", "1"])
def test_words_without_meaning_leave_a_mention_unclear(word: str) -> None:
    far = f"\n\n{word}" * 60
    assert sides(f"{far}\n\nDR{far}\n\nDR{far}") == [UNCLEAR, UNCLEAR]


@pytest.mark.parametrize("mark", ["{marketing}", "{Marketing}", "{ marketing }"])
def test_a_mark_decides(mark: str) -> None:
    text = f"The DR{mark} failed over to the standby site."
    assert read(text) == [Reading("marketing", "marketing", 1.0)]
    assert resolve(text).because(0) == ("pinned",)


def test_a_mark_that_is_not_a_side_is_text() -> None:
    assert sides("The DR{2} failed over to the standby site.") == ["it"]


def test_a_definition_holds_for_the_whole_text() -> None:
    assert sides("DR (direct response) first. Later the DR failed over to the standby site.") == ["marketing", "marketing"]
    wrapped = "Rehearse disaster\nrecovery (DR) in May.\n\nThe DR spots air in June."
    assert read(wrapped) == [Reading("it", "it", 0.99)] * 2
    assert resolve(wrapped).because(1) == ("disaster recovery",)


def test_a_definition_behind_a_compound_names_the_term() -> None:
    text = "The DR budget (DR: direct response) is cut. Later the DR failed over to the standby site."
    assert [sides(text)[at] for at in (0, -1)] == ["marketing", "marketing"]
    assert resolve(text).because(0) == ("direct response",)
    other = text.replace("DR: direct", "KPI: direct")
    assert sides(other)[-1] == "it"
    assert sides("(The DR [direct response] spots air in June.)") == ["marketing"]


def test_of_two_definitions_each_holds_for_its_own_mention() -> None:
    assert sides("Direct response (DR) or disaster recovery (DR)? Ask about the DR.")[:2] == ["marketing", "it"]


def test_a_definition_of_something_else_makes_the_mention_ordinary() -> None:
    assert sides("In the Dominican Republic (DR) it rained. The DR site was wet.") == [NONE, NONE]


def test_a_definition_that_resembles_a_sense_is_left_to_the_cues() -> None:
    assert sides("Data recovery (DR) brought the database back online at the standby site.") == ["it"]


def test_an_ordinary_use_has_a_lean_but_no_side() -> None:
    reading = read("Please share the link with you and me.", "share")[0]
    assert reading.side == NONE
    assert reading.lean in ("marketing", "it")


def test_an_explanation_names_each_word_once_and_those_that_would_change_the_answer() -> None:
    resolution = resolve(MIXED)
    for number, reading in enumerate(resolution.readings):
        explanation = resolution.explain(number)
        assert explanation.reading == reading
        assert explanation.rule == "words"
        assert sum(explanation.chances.values()) == pytest.approx(1, abs=0.01)
        words = [one for one in explanation.evidence if one.distance]
        assert len({one.start for one in words}) == len(words)
        for one in words:
            assert MIXED[one.start :].startswith(one.words)
        assert explanation.flip
        assert explanation.otherwise not in (None, reading.side)


def test_an_explanation_names_the_rule_of_a_mark_or_definition() -> None:
    resolution = resolve("DR{it} and direct response (DR).")
    assert [resolution.explain(number).rule for number in range(2)] == ["mark", "definition"]


@given(st.text(), st.text())
def test_any_text_is_read(before: str, behind: str) -> None:
    text = f"{before} DR {behind}"
    mention = Mention("DR", "dr", len(before) + 1, len(before) + 3, "DR")
    resolution = resolver().resolve(text, [mention])
    (reading,) = resolution.readings
    assert 0 <= reading.confidence <= 1
    flat = " ".join(text.split())
    assert all(words in flat for words in resolution.because(0))
    assert resolution.explain(0).reading == reading


@pytest.mark.parametrize(
    "text",
    [
        f"{'DR ' * 2500}site failed over.",
        f"{'DR ' * 2500}",
        "The DR site failed over, DR spots work. " * 300 + "Call now: DR.",
        f"{'word ' * 1100}{'DR, ' * 1100}{'word ' * 1100}",
        f"{'word ' * 900}{'The DR site failed over, DR spots work. %s' % ('far word ' * 900) * 3}",
    ],
    ids=["mentions and an end", "mentions", "sentences", "mentions in words", "mentions far from each other"],
)
def test_a_mention_is_read_alike_whatever_was_read_before_it(text: str) -> None:
    resolution, found = resolve(text), mentions(text, "DR")
    for number in {*range(0, len(found), 151), *range(min(len(found), 3)), *range(len(found) - 3, len(found))}:
        alone = resolver().resolve(text, [found[number]])
        assert resolution.readings[number] == alone.readings[0]
        assert resolution.because(number) == alone.because(0)


@pytest.mark.slow
def test_no_part_of_a_long_text_is_kept_once_it_is_read() -> None:
    data = b"The DR site failed over. " * 35_000
    scanner = Scanner(open_view(use=SCAN))
    text, found = scanner.find_mentions(data, "text")
    read: list[weakref.ref[Resolution]] = []
    gc.disable()  # a scan collects no cycles, either: that takes too long
    try:
        for _, resolution in scanner.resolver.resolve_parts(text, found, scanner.resolver.declarations(text, found)):
            assert resolution.readings
            assert resolution.because(0)
            assert not [ref for ref in read[:-1] if ref()]
            read.append(weakref.ref(resolution))
    finally:
        gc.enable()
    assert len(read) > 2


def test_a_long_line_full_of_mentions_is_read() -> None:
    text = "the DR site failed over, " * 1000
    readings = read(text)
    assert len(readings) == 1000
    assert {reading.side for reading in readings} == {"it"}
