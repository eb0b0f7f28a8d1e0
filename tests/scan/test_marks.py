"""Marks such as `DR{it}`: they decide, they are no prose, and one that names no side is reported where it stands."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import Run
from twosense import Finding, load
from twosense.model import Threshold

UNCLEAR = "The DR is cut."


@cache
def scan(text: str, name: str = "a.md", level: Threshold = "all", audience: str = "mixed") -> list[Finding]:
    return load(project=False).scan(text, name=name, audience=audience, level=level)


@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.html", "a.rst", "a.adoc", "a.org"])
def test_a_mark_decides_in_every_markup(name: str) -> None:
    (finding,) = scan("The DR{ Marketing } is cut.", name)
    assert (finding.side, finding.confidence, finding.because) == ("marketing", 1.0, ("pinned",))
    assert (finding.surface, finding.column, finding.end_column) == ("DR", 5, 7)


def test_a_mark_says_that_a_use_is_ordinary() -> None:
    assert [finding.side for finding in scan("The DR site failed over. The DR{none} site failed over.")] == ["it", "none"]


def test_nothing_in_a_mark_is_prose() -> None:
    with_mark, without = (scan(f"The data{mark} and the DR are cut.") for mark in ("{marketing}", ""))
    assert [finding.surface for finding in with_mark] == ["data", "DR"]
    assert (with_mark[1].side, with_mark[1].lean, with_mark[1].confidence) == (
        without[1].side,
        without[1].lean,
        without[1].confidence,
    )
    assert [finding.surface for finding in scan("A view{IT} of it.")] == ["view"]


def test_a_definition_behind_a_mark_holds_for_the_whole_text() -> None:
    text = "Our DR{it} (disaster recovery) plan. Who is for DR?"
    assert [finding.because for finding in scan(text)] == [("pinned",), ("disaster recovery",)]


def test_a_meaning_in_brackets_says_nothing_about_other_words_and_has_no_mentions() -> None:
    text = "The channel (a path for signals or events) is open. Is the release late?"
    channel, release = scan(text)
    assert channel.because == ("a path for signals or events",)
    assert not {"path", "signals", "events"} & set(release.because)


@pytest.mark.parametrize("text", ["`DR{it}`", "    DR{it}", "x{it}", "{it}", "{it} DR", "DR {it}"])
def test_only_a_mark_behind_a_mention_counts(text: str) -> None:
    assert [finding for finding in scan(text) if finding.because == ("pinned",)] == []


def test_a_mark_that_names_no_side_is_a_warning_where_it_stands() -> None:
    text = f"{UNCLEAR} Our DR{{sales}} then, the DR{{finance}} then and the DR{{it}} then."
    findings = scan(text, level="warning")
    says = 'no side is called "{}"; write DR{{marketing}}, DR{{it}} or DR{{none}}'
    assert [(finding.column, finding.message) for finding in findings] == [
        (20, says.format("sales")),
        (40, says.format("finance")),
    ]
    assert [(finding.side, finding.because, finding.more) for finding in findings] == [
        ("unclear", ("{sales}",), 0),
        ("unclear", ("{finance}",), 0),
    ]
    assert [finding.column for finding in scan(text, level="warning", audience="it")] == [5, 20, 40]


@pytest.mark.parametrize("mark", ["{2}", "{see below}", "{{it}}", "{", "{}", "{#data}", "{: .x}"])
def test_braces_that_hold_no_name_are_text(mark: str) -> None:
    assert [finding.message for finding in scan(f"The DR{mark} is cut.") if "no side" in finding.message] == []


def test_an_attribute_of_asciidoc_is_no_mark() -> None:
    assert [finding.message for finding in scan("Our data{nbsp}centre.", "a.adoc") if "no side" in finding.message] == []


def test_a_mark_is_explained(run: Run) -> None:
    Path("a.md").write_text("The DR{it} is cut.\nThe DR{sales} is cut.\n", encoding="utf-8")
    (pinned,) = json.loads(run("explain", "a.md:1", "--format", "json").stdout)
    assert (pinned["rule"], pinned["because"], pinned["reading"]["confidence"]) == ("mark", ["pinned"], 1.0)
    assert b'"DR": \xe2\x97\x8f IT, confidence 1.00\n  the mark behind it decides: pinned\n' in run("explain", "a.md:1").stdout
    assert b"the mark behind it names no side: {sales}\n" in run("explain", "a.md:2").stdout
