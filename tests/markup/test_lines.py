"""reStructuredText, AsciiDoc and Org: what is prose in each, and the time that reading it takes."""

from __future__ import annotations

from itertools import product

import pytest
import tomli

from tests.conftest import TOP
from tests.linear import QUICK_S, expect_linear
from tests.sweeps.growing import repeated
from tests.sweeps.scale import share
from twosense.markup.mask import mask

CASES = tomli.loads((TOP / "tests" / "markup" / "lines.toml").read_text(encoding="utf-8"))
SUFFIXES = {"rst": "restructuredtext", "adoc": "asciidoc", "org": "org"}
# Each is repeated; the lines of a text, a single line, and what never ends are as bad as it gets.
NASTY = [
    *(
        "a",
        " ",
        "\t",
        "\n",
        "`",
        "``",
        "``a",
        "`a ",
        "`a\n",
        ":a:",
        ":a:`",
        ":a:`b",
        "|a",
        "|a|",
        "..",
        ".. ",
        ".. a:: ",
        ".. a::\n",
    ),
    *(
        "::\n\n",
        "a::\n\n  b\n",
        "- ",
        "- - a::\n",
        "1. ",
        ">>> a\n",
        "[a",
        "[a]_",
        "__ ",
        "_a:",
        "<a",
        "`a <b",
        ":a: b\n",
        "  :a: b\n",
    ),
    *(
        "----\n",
        "----\na\n",
        "....\n",
        "a\n----\n\n",
        "++++\n",
        "+a",
        "+a ",
        "++",
        "//// \n",
        "// a\n",
        "[[a",
        "[a]\n",
        "[source]\n",
    ),
    *(
        "a:b[",
        "a:",
        "a:b",
        "{a",
        "{a}",
        "(((a",
        "<<a",
        "<<a,",
        "link:a[b ",
        "pass:[a",
        "a::b[]\n",
        " a\n\n",
        ":a: b \\\n",
        "|===\n",
    ),
    *(
        "#+begin_src\n",
        "#+begin_src\na\n",
        "#+end_src\n",
        "#+a: b\n",
        ":a:\n",
        ":a:\n:end:\n",
        "* a\n",
        "* COMMENT a\n",
        "** COMMENT a\n",
    ),
    *(
        "=a ",
        "=a= ",
        "~a",
        " =a",
        "=",
        "[[a][",
        "[[a",
        "[2020-01-01 ",
        "<2020-01-01",
        "<<<a",
        "{{{a",
        "@@a:",
        "src_a{",
        "# a\n",
        ": a\n",
    ),
    *("*", "#", "#+", ":", "[", "]", "'", "\r", "\r\n", "\xa0", "\u00e9"),
]


@pytest.mark.parametrize(
    ("kind", "case"),
    [(kind, case) for kind in SUFFIXES for case in CASES[kind]],
    ids=lambda value: value if isinstance(value, str) else value["what"],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_prose_is_what_a_reader_of_the_page_sees(line_end: str, kind: str, case: dict[str, str]) -> None:
    data = case["text"].replace("\n", line_end).encode()
    masked, _ = mask(data, SUFFIXES[kind])
    assert masked.decode().split() == case["prose"].split()
    assert mask(b"\xef\xbb\xbf" + data, SUFFIXES[kind])[0].decode().lstrip("\ufeff").split() == case["prose"].split()


@pytest.mark.parametrize("markup", SUFFIXES.values())
def test_a_switch_is_a_line_of_a_comment(markup: str) -> None:
    begin = {"restructuredtext": ".. ", "asciidoc": "// ", "org": "# "}[markup]
    text = f"One.\n\n{begin}twosense: off\n\nTwo.\n\n{begin}twosense: on\n\nThree.\n"
    assert mask(text.encode(), markup)[0].split() == [b"One.", b"Three."]


@pytest.mark.slow
@pytest.mark.parametrize(("piece", "markup"), share(product(NASTY, SUFFIXES.values())))
def test_the_time_is_linear(piece: str, markup: str) -> None:
    expect_linear(repeated(piece, ""), lambda text: mask(text.encode(), markup), least_s=QUICK_S)


@pytest.mark.slow
def test_a_long_line_that_begins_like_a_macro_takes_linear_time() -> None:
    expect_linear(repeated("[", "a::"), lambda text: mask(f"{text}x".encode(), "asciidoc"), least_s=QUICK_S)
