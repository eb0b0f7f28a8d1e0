"""The documents are marked with care, and the scan reads them as well as it did."""

from __future__ import annotations

import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from tests.documents.marks import MARKS, Mark, documents, read
from tests.documents.score import FIGURES, scan, shares, tally

pytestmark = pytest.mark.warm

GLOSSARY = Path(__file__).parents[2] / "glossary.toml"


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.name)
def test_every_mark_stands_where_it_says_and_once(document: Path) -> None:
    """Marks come in the order of the text and do not touch: none is listed twice, and none lies inside another."""
    glossary = tomllib.loads(GLOSSARY.read_text(encoding="utf-8"))
    sides = {"unclear", "none", *glossary["sides"]}
    names = {term["name"] for term in glossary["term"]}
    marks = read(document)
    assert all(mark.term in names and mark.side in sides for mark in marks)
    assert all(one.offset + one.length <= other.offset for one, other in pairwise(marks))


def test_no_marks_without_a_document() -> None:
    assert sorted(path.stem for path in MARKS.iterdir()) == [path.name for path in documents()]


def test_the_scan_reads_them_no_worse_than_it_did() -> None:
    """Below a floor the program finds, tells or holds back less than on the day when the documents were marked."""
    rows = scan()
    figures = shares(sum((tally(read(document), rows[document.name], []) for document in documents()), Counter[str]()))
    assert {name: figures[name] for name, (_, _, floor) in FIGURES.items() if figures[name] < floor} == {}


def test_each_disagreement_is_counted_and_named() -> None:
    marks = [
        Mark(1, 0, 2, "DR", "DR", "it"),
        Mark(1, 10, 5, "agile", "agile", "marketing"),
        Mark(2, 20, 5, "cloud", "cloud", "unclear"),
        Mark(2, 30, 5, "share", "share", "none"),
        Mark(3, 40, 2, "DR", "DR", "it"),
    ]
    said = [
        (1, 0, "DR", "it"),
        (1, 10, "agile", "it"),
        (2, 20, "cloud", "it"),
        (2, 30, "share", "it"),
        (3, 50, "data", "unclear"),
    ]
    rows = [
        {"line": line, "offset": offset, "length": len(term), "term": term, "surface": term, "side": side, "because": ["so"]}
        for line, offset, term, side in said
    ]
    disagreements: list[str] = []
    figures = shares(tally(marks, rows, disagreements))
    assert figures == {"recall": 75, "precise": 80, "right": 50, "coverage": 100 * 2 / 3, "unclear": 0, "ordinary": 0}
    assert disagreements == [
        "1: 'agile': marked marketing, got it because so",
        "2: 'cloud': marked unclear, got it because so",
        "2: 'share': marked none, got it because so",
        "3: 'DR': marked it, got None",
        "3: 'data': not marked, got unclear data",
    ]
