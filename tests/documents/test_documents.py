"""The labelled documents: their marks are consistent, and a scan reads them no worse than before."""

from __future__ import annotations

import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from tests.conftest import TOP, Run
from tests.documents.marks import MARKS, Mark, documents, read
from tests.documents.score import FIGURES, SCAN, findings_of, shares, tally

GLOSSARY = TOP / "glossary.toml"


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.name)
def test_the_marks_are_in_order_and_do_not_overlap(document: Path) -> None:
    """So none is given twice, and none is inside another."""
    glossary = tomllib.loads(GLOSSARY.read_text(encoding="utf-8"))
    sides = {"unclear", "none", *glossary["sides"]}
    names = {term["name"] for term in glossary["term"]}
    marks = read(document)
    assert all(mark.term in names and mark.side in sides for mark in marks)
    assert all(one.offset + one.length <= other.offset for one, other in pairwise(marks))


def test_every_document_has_marks_and_every_file_of_marks_a_document() -> None:
    assert sorted(path.stem for path in MARKS.iterdir()) == [path.name for path in documents()]


def test_a_scan_reads_the_documents_no_worse_than_before(run: Run) -> None:
    rows = findings_of(run(*SCAN).stdout)
    figures = shares(sum((tally(read(document), rows[document.name], []) for document in documents()), Counter[str]()))
    assert {name: figures[name] for name, (_, _, floor) in FIGURES.items() if figures[name] < floor} == {}


def test_every_disagreement_is_counted_and_described() -> None:
    marks = [
        Mark(1, 0, 2, "DR", "DR", "it"),
        Mark(1, 10, 5, "agile", "agile", "marketing"),
        Mark(2, 20, 5, "cloud", "cloud", "unclear"),
        Mark(2, 30, 5, "share", "share", "none"),
        Mark(3, 40, 2, "DR", "DR", "it"),
    ]
    results = [
        (1, 0, "DR", "it"),
        (1, 10, "agile", "it"),
        (2, 20, "cloud", "it"),
        (2, 30, "share", "it"),
        (3, 50, "data", "unclear"),
    ]
    rows = [
        {"line": line, "offset": offset, "length": len(term), "term": term, "surface": term, "side": side, "because": ["so"]}
        for line, offset, term, side in results
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
