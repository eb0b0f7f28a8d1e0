"""Switch off: what is inserted into a text so that a scan skips one term in it, and where."""

from __future__ import annotations

import pytest

from twosense import Glossary
from twosense.markup.mask import markup_of
from twosense.markup.suppressions import switch_off

BODY = "The DR site failed over.\n\nWe sell through every channel.\n"
TEXTS = {
    "a.txt": BODY,
    "a.md": BODY,
    "front.md": f"---\ntitle: DR\n---\n\n{BODY}",
    "plus.md": f"+++\ntitle = 'DR'\n+++\n{BODY}",
    "dots.md": f"---\ntitle: DR\n...\n{BODY}---\n",
    "rule.md": f"---\n\n{BODY}",
    "rules.md": f"---\n\n{BODY}\n---\n\n{BODY}",
    "letters.md": f"---\ntitle: caf\u00e9\n---\n\n{BODY}",
    "a.html": "<?xml version='1.0'?>\n<!DOCTYPE html>\n<p>The DR site failed over.</p><p>We sell through every channel.</p>\n",
    "comment.html": "<!-- a note --><p>The DR site failed over.</p><p>We sell through every channel.</p>\n",
    "a.rst": BODY,
    "a.adoc": f"= Title\n\n{BODY}",
    "a.org": BODY,
}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["", "with a byte order mark"])
@pytest.mark.parametrize("name", TEXTS)
def test_a_scan_skips_the_term_and_finds_the_others(name: str, start: str, line_end: str, glossary: Glossary) -> None:
    text = (start + TEXTS[name]).replace("\n", line_end)
    inserted = switch_off(text, markup_of(name), "DR")
    assert inserted is not None
    offset, switch = inserted
    assert switch.count("\n") == switch.count(line_end)
    switched = text[:offset] + switch + text[offset:]
    found = {finding.term for finding in glossary.scan(switched, name=name, level="all")}
    assert found == {finding.term for finding in glossary.scan(text, name=name, level="all")} - {"DR"}
    assert switched.startswith(start)


@pytest.mark.parametrize(
    ("name", "first_lines"), [("front.md", 3), ("dots.md", 3), ("letters.md", 3), ("a.html", 2), ("rules.md", 0)]
)
def test_what_must_come_first_stays_first(name: str, first_lines: int) -> None:
    text = TEXTS[name]
    inserted = switch_off(text, markup_of(name), "DR")
    assert inserted is not None
    assert text[: inserted[0]] == "".join(text.splitlines(keepends=True)[:first_lines])


@pytest.mark.parametrize("term", ["one, two", "a -- b", "a > b", "two\nlines"])
def test_a_name_that_a_switch_cannot_hold_is_refused(term: str) -> None:
    assert switch_off(BODY, "markdown", term) is None
