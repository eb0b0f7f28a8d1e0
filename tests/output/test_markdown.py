"""Markdown: the page that a reader sees has the texts as they are, and no structure of theirs."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import reduce
from operator import or_

import pyromark
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from twosense.model import Citation, Finding, Sense, Term
from twosense.output.answers.markdown import missing, render
from twosense.output.findings.markdown import MarkdownReport
from twosense.text.sanitize import sanitize

HOSTILE = [
    *(
        "---",
        "===",
        "=",
        "-",
        "- x",
        "+ x",
        "+++",
        "1. x",
        "1) x",
        "2026. x",
        "# x",
        "x #",
        "> x",
        "    x",
        "x  ",
        " x",
        "\u00a0x",
    ),
    *(
        "$x$",
        "$$x$$",
        "@user",
        "a@example.org",
        "http://a.example/b",
        "www.a.example",
        "WWW.a.example",
        "ftp://a.example",
        "0.GL",
        "a.de",
    ),
    *(":smile:", ": x", ":-:", "--|--", "| x |", "\\", "x\\", "\\|", "\\\\|", "`x`", "``", "*x*", "_x_", "~~x~~", "~x~", "^x^"),
    *("[x](y)", "![x](y)", "[^1]", "[^1]: x", "[x]: y", "[ ] x", "<b>", "<!-- x", "<a@example.org>", "&amp;", "&#65;", "{#id}"),
    *(
        "```",
        "~~~",
        "=1+1",
        "* * *",
        "_ _ _",
        "1986\\. x",
        "x<br>y",
        "==x==",
        "(c)",
        "---x",
        ":::",
        "- [x] y",
        "\u3000---",
        "%%x%%",
    ),
]
TEXT = st.one_of(
    st.lists(
        st.sampled_from(["x", "1", " ", "  ", *"\\`*_{}[]()<>#|~&!$@^:.-+=/\"'%;,?\u00a0\u2003\u00e9", "www.", "http:", ".de"]),
        min_size=1,
    ).map("".join),
    st.text(min_size=1, max_size=20),
).filter(str.strip)
Page = Callable[[str], str]
Parse = Callable[[str], tuple[list[str], list[str]]]
GFM = MarkdownIt("gfm-like", {"html": True})
ALL = reduce(or_, set(pyromark.Options) - {pyromark.Options.ENABLE_SMART_PUNCTUATION})


def seen_by_markdown_it(page: str) -> tuple[list[str], list[str]]:
    """Return the structure of a page, and its lines as a reader sees them."""
    structure, lines = [], []
    for token in GFM.parse(page):
        structure.append(token.type)
        if token.type == "inline":
            lines.append("")
            for child in token.children or ():
                if child.type == "text":
                    lines[-1] += child.content
                else:
                    structure.append(child.type)
                    lines.append("")
    return structure, lines


def seen_by_pyromark(page: str) -> tuple[list[str], list[str]]:
    structure: list[str] = []
    lines = [""]
    for event in pyromark.events(page, options=ALL):
        match event:
            case {"Text": str(text)}:
                lines[-1] += text
            case _:
                structure.append(str(event))
                lines.append("")
    return structure, lines


PARSERS = [seen_by_markdown_it, seen_by_pyromark]


def visible(lines: list[str]) -> list[str]:
    """Return the lines without the spaces that HTML does not show."""
    return [" ".join(line.split()) for line in lines if line.strip()]


def term(one: str) -> Term:
    cite = Citation(source="s", title=one, author=None, publisher=one, date=None, paragraph=1, basis="used")
    sense = Sense(side="it", meaning=one, definition=one, say={"noun": one}, layer=one, citations=(cite,), examples=(one, one))
    return Term(term=one, aliases=(one,), forms={}, senses=(sense, replace(sense, citations=())), clash=one, related=(one, one))


def finding(one: str) -> Finding:
    return Finding(
        **{f"{unit}{end}column": 1 for unit in ("", "utf16_", "byte_") for end in ("", "end_")},
        **dict.fromkeys(("line", "end_line"), 1),
        **dict.fromkeys(("excerpt_column", "offset", "length", "more"), 0),
        **dict.fromkeys(("because", "instead", "fingerprints"), ()),
        **dict.fromkeys(("file", "path", "term", "surface", "excerpt", "message", "summary", "detail"), one),
        side="it",
        lean=None,
        confidence=0.5,
        level="note",
    )


def report(one: str) -> str:
    found = MarkdownReport()
    found.item(finding(one))
    return "".join(found.end())


PAGES: list[Page] = [lambda text: render(term(text), {"it": text}), missing, report]


def expect_the_text_alone(parse: Parse, page: Page, text: str) -> None:
    """Check that a page has the structure and the texts that any other text gives it."""
    structure, lines = parse(page(text))
    usual, usual_lines = parse(page("zebra"))
    assert structure == usual
    assert not any(re.search(r"@\w", line) for line in lines)
    shown = [line.replace("zebra", sanitize(text)) for line in usual_lines]
    assert visible([line.replace("@\u200b", "@") for line in lines]) == visible(
        [line.replace("@\u200b", "@") for line in shown]
    )


@pytest.mark.parametrize("page", PAGES, ids=["answer", "missing", "report"])
@pytest.mark.parametrize("parse", PARSERS)
def test_what_looks_like_markup_is_text(parse: Parse, page: Page) -> None:
    for text in HOSTILE:
        expect_the_text_alone(parse, page, text)


@pytest.mark.parametrize("page", PAGES, ids=["answer", "missing", "report"])
@pytest.mark.parametrize("parse", PARSERS)
@given(text=TEXT)
def test_any_text_is_text(parse: Parse, page: Page, text: str) -> None:
    expect_the_text_alone(parse, page, text)


@pytest.mark.parametrize("text", ["@user", "Ask @user.", "(@org/team)", "a@example.org", "@@user", "\\@user"])
def test_nobody_is_notified(text: str) -> None:
    for page in PAGES:
        assert not re.search(r"@\w", html.unescape(page(text)))
