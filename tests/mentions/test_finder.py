"""The finder: which mentions it finds, and where a name may be split."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mentions.surfaces import surfaces
from twosense import load
from twosense.mentions.finder import Finder
from twosense.mentions.names import rows_of
from twosense.store.lmdb import MemoryStore

FOUND = [
    ("text", "The DR is cut.", ["DR"]),
    ("text", "DR", ["DR"]),
    ("text", "The DR of our company", ["DR"]),
    ("text", "D.R. is it", ["D.R."]),
    ("text", "the DRs, DR's, DR\u2019s and \u201cDR\u201d", ["DRs", "DR", "DR", "DR"]),
    ("text", "the IT\nbudget", ["IT\nbudget"]),
    ("text", "the IT\r\nbudget", ["IT\r\nbudget"]),
    ("text", "the IT  budget", ["IT  budget"]),
    ("text", "> the IT\n> budget", ["IT\n> budget"]),
    ("text", ">> the IT\r\n>> budget", ["IT\r\n>> budget"]),
    ("text", "    the IT\n    budget", ["IT\n    budget"]),
    ("python", "# the IT\n# budget", ["IT\n# budget"]),
    ("python", "x = 1  # the IT\n       # budget", ["IT\n       # budget"]),
    ("python", "# the IT\nx = 1  # budget", ["budget"]),
    ("python", "# the IT\n#\n# budget", ["budget"]),
    ("javascript", "// the IT\r\n// budget of real-\r\n// time", ["IT\r\n// budget", "real-\r\n// time"]),
    ("javascript", "/**\n * the IT\n * budget", ["IT\n * budget"]),
    ("rust", "/// the IT\n/// budget", ["IT\n/// budget"]),
    ("sql", "-- the IT\n-- budget", ["IT\n-- budget"]),
    ("text", "the IT\u00a0budget", ["IT\u00a0budget"]),
    ("text", "make it budget friendly", ["budget"]),
    ("text", "It budget", ["budget"]),
    ("text", "A paragraph.\n\nData first", ["Data"]),
    ("text", "IT. Budget", ["Budget"]),
    ("text", "IT, budget", ["budget"]),
    ("text", "IT\n\nbudget", ["budget"]),
    ("text", "IT - budget", ["budget"]),
    ("text", "a data xbreached, breached data, breach", ["data", "breached", "data", "breach"]),
    ("text", "data breach-data breaches", ["data breach", "data breaches"]),
    ("text", "data breachless insight", ["data", "insight"]),
    ("text", "customer experienced cloud", ["customer", "cloud"]),
    ("text", "a single view of the cloud", ["view", "cloud"]),
    ("text", "the business technology agenda", ["business technology agenda"]),
    ("text", "the business-technology budget", ["business-technology budget"]),
    ("text", "the business, technology", ["the business"]),
    ("text", "real-\ntime, real time, realtime", ["real-\ntime", "real time", "realtime"]),
    ("text", "touch\u2011point and touch\u00adpoint", ["touch\u2011point", "touch\u00adpoint"]),
    ("text", "\uff24\uff32 and 360\u00b0 view", ["\uff24\uff32", "360\u00b0 view"]),
    ("text", "\u00e9 DR", ["DR"]),
    ("text", "DR{it} and agile{marketing}", ["DR", "agile"]),
    ("text", "e.g. data; cloud (app)", ["data", "cloud", "app"]),
    ("text", "our share/reach, data/analytics", ["share", "reach", "data", "analytics"]),
    ("text", "twosense: off DR\nDR and agile\ntwosense: on\nDR", ["agile", "DR"]),
    ("markdown", "**IT** budget", ["IT** budget"]),
    ("markdown", "[IT](https://x.example) budget", ["IT](https://x.example) budget"]),
    ("markdown", "the *data*, the [cloud](/x) and `app`", ["data", "cloud"]),
    ("markdown", "# The data\n\n- cloud\n- IT\n  budget", ["data", "cloud", "IT\n  budget"]),
    ("markdown", "> the IT\n> budget", ["IT\n> budget"]),
    ("markdown", "the #1 in IT\n# budget", ["budget"]),
    ("markdown", "a `x` business, the `x` business", []),
    ("markdown", "| DR | data |\n|---|---|\n| agile | `app` |", ["DR", "data", "agile"]),
    ("markdown", "<div>the data <code>app</code></div>", ["data"]),
    ("markdown", "# The <code>app\n\nThe data.\n", ["data"]),
    ("markdown", "x[^1]\n\n[^1]: the data", ["data"]),
    ("markdown", "![the cloud](x.png)", ["cloud"]),
    ("markdown", "`<!-- twosense off -->` DR", ["DR"]),
    ("markdown", "<!-- twosense off agile -->\n\nagile DR\n\n<!-- twosense on agile -->\n\nagile", ["DR", "agile"]),
    ("markdown", "DR <!-- twosense off-next-line -->\ndata\ncloud", ["DR", "cloud"]),
    ("html", "<p>the <b>IT</b> budget</p>", ["IT</b> budget"]),
    ("html", "<p>IT&nbsp;budget &amp; data</p>", ["IT&nbsp;budget", "data"]),
    ("html", "<td>IT</td><td>budget</td>", ["budget"]),
    ("html", "data < cloud > 3 & app", ["data", "cloud", "app"]),
    ("html", "<title>the cloud</title><p>DR", ["cloud", "DR"]),
]


@pytest.mark.parametrize(("markup", "text", "expected"), FOUND, ids=[repr(text) for _, text, _ in FOUND])
def test_the_mentions_of_a_text(markup: str, text: str, expected: list[str]) -> None:
    assert surfaces(text, markup) == expected


def test_capitals_matter_in_each_spelling_of_an_acronym() -> None:
    finder = Finder(MemoryStore(rows_of([("POC", ["POC", "POCs", "PoC", "PoCs"])])))
    text = "A POC, PoCs and a PoC, no poc, pocs, Poc."
    assert [one.surface for one in finder.mentions(text)] == ["POC", "PoCs", "PoC"]


def test_a_spelling_of_an_acronym_may_differ_from_it_in_capitals_alone() -> None:
    glossary = load(layers=["built-in", "field"])
    assert [one.surface for one in glossary.scan("A PoC, and the PoCs of a poc.", level="all")] == ["PoC", "PoCs"]


def test_of_names_that_overlap_the_longest_is_found() -> None:
    finder = Finder(MemoryStore(rows_of((name, [name]) for name in ("pp qq rr", "qq rr sssss", "rr sssss tttt"))))
    assert [one.surface for one in finder.mentions("A pp qq rr sssss tttt uu.")] == ["rr sssss tttt"]
    assert [one.surface for one in finder.mentions("A pp qq rr sssss uu.")] == ["qq rr sssss"]


WORDS = ["a", "b", "c", "ab", "B", "AB", "Ab", "x"]
NAMES = st.lists(
    st.lists(st.sampled_from(WORDS[:6]), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=6, unique=True
)
GAPS = st.sampled_from([" ", "  ", "\n", "\r\n", "\n> ", ", ", "\n\n", "-", ". "])


@given(NAMES, st.lists(st.tuples(st.sampled_from(WORDS), GAPS), max_size=14))
def test_the_finder_finds_what_a_search_word_by_word_finds(names: list[str], pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in pieces)
    finder = Finder(MemoryStore(rows_of((name, [name]) for name in names)))
    assert [(one.start, one.end) for one in finder.mentions(text)] == list(_word_by_word(names, text))


def _word_by_word(names: list[str], text: str) -> list[tuple[int, int]]:
    """Find the longest names without a matcher, and slowly."""
    between = r"(?:-|[ \t]+|[ \t]*(?:\r\n|\n)(?:>)?[ \t]*)"
    words = [[word if word.isupper() else f"(?i:{word})" for word in name.split()] for name in names]
    patterns = [re.compile(r"\b" + between.join(name) + r"\b") for name in words]

    def longest(at: int) -> int:
        return max((found.end() for pattern in patterns if (found := pattern.match(text, at))), default=-1)

    found = []
    at = 0
    while word := re.compile(r"\w+").search(text, at):
        start, end = word.start(), longest(word.start())
        at = word.end()
        if end < 0:
            continue
        for inner in re.compile(r"\b\w").finditer(text, start + 1, end):
            other = longest(inner.start())
            if other > end and other - inner.start() > end - start:
                start, end = inner.start(), other
        found.append((start, end))
        at = end
    return found
