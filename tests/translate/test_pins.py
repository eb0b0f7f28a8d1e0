"""Marks in a translation: they decide, they stay behind their words, and `unpin` drops them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Run
from twosense import Glossary
from twosense.model import Decision, Style
from twosense.translate.edits import undo

TEXT = "What about the DR{it}? A DR{it}'s plan, `DR{it}`, é DR{it}.\n"


def test_a_mark_stays_behind_its_word(glossary: Glossary) -> None:
    found = glossary.translate(TEXT, reader="marketing", name="a.md")
    assert found.text == TEXT.replace("DR{it}?", "DR{it} (disaster recovery)?")
    (edit,) = found.edits
    assert (edit.surface, edit.column, edit.confidence, edit.because) == ("DR{it}", 16, 1.0, ("pinned",))
    assert glossary.translate(found.text, reader="marketing", name="a.md").edits == ()


def test_a_mark_goes_with_the_word_that_is_replaced(glossary: Glossary) -> None:
    found = glossary.translate("An agile{it} team. A DR{it}'s plan.", reader="marketing", style="replace")
    assert "{" not in found.text
    assert "disaster recovery's plan" in found.text


def test_marks_are_dropped_on_request_and_come_back_with_undo(glossary: Glossary) -> None:
    found = glossary.translate(TEXT, reader="marketing", name="a.md", unpin=True)
    assert found.text == "What about the DR (disaster recovery)? A DR's plan, `DR{it}`, é DR.\n"
    assert [edit.style for edit in found.edits] == ["gloss", "unpin", "unpin"]
    assert [edit.meaning for edit in found.edits] == ["disaster recovery"] * 3
    assert undo(found.text, found.edits) == TEXT


def test_files_keep_their_marks_through_write_undo_and_a_second_run(run: Run) -> None:
    before = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    Path("a.md").write_bytes(before)
    Path("edits.json").write_bytes(run("translate", "--to", "marketing", "a.md", "--format", "json").stdout)
    for _ in range(2):
        assert run("translate", "--to", "marketing", "--write", "a.md").returncode == 0
        assert Path("a.md").read_bytes() == before.replace(b"DR{it}?", b"DR{it} (disaster recovery)?")
    assert run("translate", "--undo", "edits.json").returncode == 0
    assert Path("a.md").read_bytes() == before
    assert run("translate", "--to", "it", "--unpin", "--write", "a.md").returncode == 0
    assert Path("a.md").read_bytes() == before.replace(b"DR{it}?", b"DR?").replace(b"DR{it}'", b"DR'").replace(
        b" DR{it}.", b" DR."
    )


def test_a_mark_that_names_no_side_is_a_question(run: Run) -> None:
    done = run("translate", "--to", "it", "The DR{sales} site failed over.")
    assert (done.returncode, done.stdout) == (1, b"The DR{sales} site failed over.\n")
    assert done.stderr.decode() == (
        'twosense: phrase:1:5: DR{sales}: no side is called "sales"; write DR{marketing}, DR{it} or DR{none}\n'
    )


@pytest.mark.parametrize("style", get_args(Style))
def test_a_mark_that_names_no_side_is_a_question_whatever_the_text_explains(style: Style, glossary: Glossary) -> None:
    text = "The DR{foo} site failed over in four hours. "
    for reader in ("marketing", "it", "mixed"):
        found = glossary.translate(f"{text}See DR{{it}}.", reader=reader, style=style)
        assert found.text.startswith(text)
        assert [question.surface for question in found.questions] == ["DR{foo}"]


@pytest.mark.parametrize("style", get_args(Style))
@pytest.mark.parametrize("braces", ["{}", "{ }", "{{site}}", '{"id": 1}', "{.name}"])
def test_braces_that_are_no_mark_keep_their_word(braces: str, style: Style, glossary: Glossary) -> None:
    text = f"The DR{braces} site failed over in four hours.\n"
    assert glossary.translate(text, reader="marketing", style=style).text == text


def test_a_decision_answers_a_question(glossary: Glossary) -> None:
    text = "A DR is on.\n\nAnd DR.\n\nThe DR{sales}.\n\nLast, DR."
    questions = glossary.translate(text, reader="marketing").questions
    assert [question.surface for question in questions] == ["DR", "DR", "DR{sales}", "DR"]
    first, second, third, last = (question.offset for question in questions)
    decisions = {
        first: Decision(wording="outage plan for DR sites"),
        second: Decision(),
        third: Decision(side="marketing"),
        last: Decision(side="it"),
    }
    found = glossary.translate(text, reader="marketing", style="expand", decisions=decisions)
    assert (
        found.text
        == "An outage plan for DR sites is on.\n\nAnd DR.\n\nThe DR (direct response).\n\nLast, DR (disaster recovery)."
    )
    assert found.questions == ()
    assert {edit.because for edit in found.edits} == {("answered",)}
    assert [edit.style for edit in found.edits] == ["own", "expand", "expand"]
    assert undo(found.text, found.edits) == text


@pytest.mark.parametrize(
    ("decision", "translated", "pinned"),
    [
        (Decision(), "DR{it} is on.", "DR{it} is on."),
        (Decision(side="it"), "DR{it} (disaster recovery) is on.", "DR{it} is on."),
        (Decision(side="marketing"), "DR is on.", "DR{marketing} is on."),
        (Decision(side="none"), "DR is on.", "DR{none} is on."),
        (Decision(wording="our plan"), "Our plan is on.", "DR{it} is on."),
    ],
)
def test_a_decision_overrules_a_mark(decision: Decision, translated: str, pinned: str, glossary: Glossary) -> None:
    text, decisions = "DR{it} is on.", {0: decision}
    assert glossary.translate(text, reader="marketing", decisions=decisions).text == translated
    assert glossary.pin(text, decisions=decisions).text == pinned


def test_a_word_with_one_sense_gets_a_mark_only_from_a_person(glossary: Glossary) -> None:
    text = "Latency rose on the server of the DR site."
    assert glossary.pin(text).text == text.replace("DR", "DR{it}")
    decided = glossary.pin(text, decisions={0: Decision(side="none")})
    assert decided.text == text.replace("DR", "DR{it}").replace("Latency", "Latency{none}")


PINNED = "The DR{it} site failed over in four hours.\n"


def test_pin_marks_what_the_text_shows_and_leaves_the_rest(run: Run) -> None:
    text = "\ufeff# The DR\r\n\r\nThe DR site failed over in four hours: `DR`.\r\n\r\nWho is for the channel?\r\n"
    Path("a.md").write_bytes(text.encode())
    done = run("pin", "a.md")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"twosense: a.md:5:16: which channel? Marketing: a route to buyers or the public, IT: ")
    assert Path("a.md").read_bytes().decode() == text.replace("The DR site", "The DR{it} site")
    again = run("pin", "a.md", "--format", "json")
    assert json.loads(again.stdout)[0]["edits"] == []
    assert run("scan", "a.md", "--level", "note").stdout.count(b"note: DR") == 2


def test_pins_can_be_shown_first_and_taken_back(run: Run) -> None:
    Path("a.md").write_text(PINNED.replace("{it}", ""), encoding="utf-8")
    shown = run("pin", "a.md", "--format", "diff").stdout.decode()
    assert shown.splitlines()[-1] == f"+{PINNED.strip()}"
    Path("pins.json").write_bytes(run("pin", "a.md", "--format", "json").stdout)
    assert Path("a.md").read_text(encoding="utf-8") == PINNED.replace("{it}", "")
    assert run("pin", "a.md").returncode == 0
    assert Path("a.md").read_text(encoding="utf-8") == PINNED
    assert run("translate", "--undo", "pins.json").returncode == 0
    assert Path("a.md").read_text(encoding="utf-8") == PINNED.replace("{it}", "")


def test_marks_are_removed_and_nothing_else_changes(run: Run) -> None:
    text = "# A DR{it}\r\n\r\nThe agile{marketing} DR{ it }, `DR{it}`, DR{sales} and DR{none} need a DR{}.\r\n"
    Path("a.md").write_bytes(text.encode())
    Path("b.md").write_text(PINNED, encoding="utf-8")
    Path("record.json").write_bytes(run("pin", "--remove", "a.md", "--format", "json").stdout)
    assert Path("a.md").read_bytes().decode() == text
    done = run("pin", "--remove", "a.md", "b.md")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert Path("a.md").read_bytes().decode() == "# A DR\r\n\r\nThe agile DR, `DR{it}`, DR{sales} and DR need a DR{}.\r\n"
    assert Path("b.md").read_text(encoding="utf-8") == PINNED.replace("{it}", "")
    assert run("translate", "--undo", "record.json").returncode == 0
    assert Path("a.md").read_bytes().decode() == text
    assert run("pin", "--remove", "a.tex").returncode == 2


def test_what_is_piped_or_a_phrase_is_printed_with_its_marks(run: Run) -> None:
    text = PINNED.replace("{it}", "")
    assert run("pin", "-", stdin=text.encode()).stdout.decode() == PINNED
    assert run("pin", text.strip()).stdout.decode() == PINNED


@pytest.mark.parametrize("name", ["a.html", "a.rst", "a.adoc", "a.org", "a.txt"])
def test_pins_are_read_again_in_every_markup(name: str, run: Run) -> None:
    Path(name).write_text(PINNED.replace("{it}", ""), encoding="utf-8")
    assert run("pin", name).returncode == 0
    assert Path(name).read_text(encoding="utf-8") == PINNED
    (finding,) = json.loads(run("scan", name, "--format", "json", "--level", "note").stdout)
    assert finding["because"] == ["pinned"]


@pytest.mark.parametrize(("name", "markup"), [("a.mdx", "MDX"), ("a.tex", "TeX")])
def test_no_mark_is_written_where_braces_are_code(name: str, markup: str, run: Run) -> None:
    for path in (name, "b.md"):
        Path(path).write_text(PINNED.replace("{it}", ""), encoding="utf-8")
    done = run("pin", name, "b.md")
    assert done.returncode == 2
    assert (
        done.stderr.decode() == f"twosense: {name}: braces have a meaning of their own in {markup}; pin a copy in plain text\n"
    )
    assert Path(name).read_text(encoding="utf-8") == PINNED.replace("{it}", "")
    assert Path("b.md").read_text(encoding="utf-8") == PINNED


PIECES = (
    "The DR{it} plan.",
    "Who needs DR?",
    "Our DR{marketing}'s spots.",
    "{it}",
    "DR{sales}",
    "`DR{it}`",
    "é\r\n",
    "**DR{it}**",
    "DRs{ it }",
)


@given(
    pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=6),
    to=st.sampled_from(["it", "marketing", "mixed"]),
    style=st.sampled_from(["gloss", "expand", "replace"]),
    unpin=st.booleans(),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_edits_of_a_text_with_marks_are_exact(
    pieces: list[str], to: str, style: Style, unpin: bool, glossary: Glossary
) -> None:
    text = " ".join(pieces)
    found = glossary.translate(text, reader=to, style=style, name="x.md", unpin=unpin)
    assert all(text[edit.offset : edit.offset + edit.length] == edit.surface for edit in found.edits)
    assert undo(found.text, found.edits) == text
    if unpin:
        assert "DR{it}" not in found.text.replace("`DR{it}`", "")
    else:
        assert glossary.translate(found.text, reader=to, style=style, name="x.md").edits == ()
