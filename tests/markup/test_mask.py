"""Masks: what every markup promises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosense.markup.languages import LANGUAGES
from twosense.markup.mask import MARKUPS, markup_of, mask

SOME = [*(markup for markup in MARKUPS if markup not in LANGUAGES), "python", "typescript", "php"]

PIECES = st.sampled_from(
    [
        *("DR", "the data", "caf\u00e9", "\U0001f600", " ", "\n", "\r\n", "\r", "\f", "\t", "\ufeff", "\u2028", "\x00"),
        *("`", "```\n", "~~~", "    ", "> ", "- ", "# ", "**", "_", "[", "](", ")", "<!--", "-->", "<b>", "</b>", "<code>"),
        *("</code>", "<script>", "</script>", "<p title='", '"', "&nbsp;", "https://a.example/data", "a@b.example", "./app"),
        *("{{", "}}", "---\n", "|", "$", "\\", "<!-- twosense off -->", "<!-- twosense on -->", "twosense: off", "[x]: "),
        *("<!-- twosense off-next-line -->", "<!-- twosense off DR -->"),
        *("::\n\n", ".. code::", ".. ", ":ref:`", "``", "----\n", "....\n", "[source]\n", "//", "link:", ":name: "),
        *("#+begin_src\n", "#+end_src\n", "#+title:", ":END:\n", ":a:\n", "* COMMENT ", "=", "~", "[[", "]]", ">>> "),
        *(
            '{"cells": [',
            '{"cell_type": "markdown", "source": ["',
            '"]}',
            "\\n",
            "\\u00e9",
            "\\ud83d",
            ",",
            ";",
            '""',
            "# ",
            "// ",
        ),
        *("/* ", "*/", "'", "<?php ", "(", ")", ";\n"),
    ]
)
BYTES = st.one_of(st.lists(PIECES, max_size=25).map(lambda pieces: "".join(pieces).encode()), st.binary(max_size=80))


@pytest.mark.parametrize("markup", SOME)
@given(data=BYTES)
def test_masking_only_replaces_bytes_by_spaces_and_keeps_line_ends(markup: str, data: bytes) -> None:
    masked, suppressed = mask(data, markup)
    assert len(masked) == len(data)
    assert all(after == before or (after == 0x20 and before not in b"\r\n") for before, after in zip(data, masked, strict=True))
    assert all(0 <= one.start <= one.end <= len(data) and one.terms for one in suppressed)


@pytest.mark.parametrize("markup", SOME)
@given(text=st.lists(PIECES, max_size=25).map("".join))
def test_a_masked_text_is_valid_utf8(markup: str, text: str) -> None:
    mask(text.encode(), markup)[0].decode()


@pytest.mark.parametrize("markup", SOME)
def test_masking_plain_text_again_changes_nothing(markup: str) -> None:
    data = b"Some DR `code` at https://a.example/x <b>and</b> more.\n\n    data\n\n<pre>DR</pre>\n"
    masked, _ = mask(data, markup)
    assert mask(masked, "text")[0] == masked


@pytest.mark.parametrize(
    ("name", "markup"),
    [
        ("a.md", "markdown"),
        ("A.MARKDOWN", "markdown"),
        ("x/y.html", "html"),
        ("a.rst", "restructuredtext"),
        ("a.adoc", "asciidoc"),
        ("a.asciidoc", "asciidoc"),
        ("a.org", "org"),
        ("a.csv", "table"),
        ("a.tsv", "table"),
        ("a.ipynb", "notebook"),
        ("a.py", "python"),
        ("a.txt", "text"),
        ("README", "text"),
        ("-", "text"),
    ],
)
def test_the_suffix_of_a_file_name_gives_its_markup(name: str, markup: str) -> None:
    assert markup_of(name) == markup


def test_front_matter_is_masked_at_the_top_only() -> None:
    slides = b"---\ntitle: the cloud\n---\n# One\n\n---\n## the cloud\n\n- bills\n\n---\n## Three\n"
    masked, _ = mask(slides, "markdown")
    assert b"title" not in masked
    assert masked.split() == b"One the cloud bills Three".split()


@pytest.mark.parametrize(
    ("page", "prose"),
    [
        (b"---\n\nDR\n\n---\n", b"DR"),
        (b"---\ntitle: DR\n...\nagile\n\n---\n", b"agile"),
        (b"+++\ntitle = 'DR'\n+++\nagile\n", b"agile"),
    ],
    ids=["two rules", "ends with dots", "TOML"],
)
def test_front_matter_is_told_from_rules(page: bytes, prose: bytes) -> None:
    assert mask(page, "markdown")[0].split() == [prose]
