"""The labelled documents: their labels are consistent, and a scan reads them no worse than before."""

from __future__ import annotations

import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from tests.conftest import TOP, Run
from tests.documents.labels import LABELS, Label, documents, read
from tests.documents.score import FIGURES, SCAN, findings_of, shares, tally

GLOSSARY = TOP / "glossary.toml"


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.name)
def test_the_labels_are_in_order_and_do_not_overlap(document: Path) -> None:
    """So none is given twice, and none is inside another."""
    glossary = tomllib.loads(GLOSSARY.read_text(encoding="utf-8"))
    sides = {"unclear", "none", *glossary["sides"]}
    names = {term["name"] for term in glossary["term"]}
    labels = read(document)
    assert all(label.term in names and label.side in sides for label in labels)
    assert all(one.offset + one.length <= other.offset for one, other in pairwise(labels))


def test_every_document_has_labels_and_every_file_of_labels_a_document() -> None:
    assert sorted(path.stem for path in LABELS.iterdir()) == [path.name for path in documents()]


def test_a_scan_reads_the_documents_no_worse_than_before(run: Run) -> None:
    rows = findings_of(run(*SCAN).stdout)
    figures = shares(sum((tally(read(document), rows[document.name], []) for document in documents()), Counter[str]()))
    assert {name: figures[name] for name, (_, _, floor) in FIGURES.items() if figures[name] < floor} == {}


def test_every_disagreement_is_counted_and_described() -> None:
    labels = [
        Label(1, 0, 2, "DR", "DR", "it"),
        Label(1, 10, 5, "agile", "agile", "marketing"),
        Label(2, 20, 5, "cloud", "cloud", "unclear"),
        Label(2, 30, 5, "share", "share", "none"),
        Label(3, 40, 2, "DR", "DR", "it"),
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
    figures = shares(tally(labels, rows, disagreements))
    assert figures == {"recall": 75, "precise": 80, "right": 50, "coverage": 100 * 2 / 3, "unclear": 0, "ordinary": 0}
    assert disagreements == [
        "1: 'agile': labelled marketing, got it because so",
        "2: 'cloud': labelled unclear, got it because so",
        "2: 'share': labelled none, got it because so",
        "3: 'DR': labelled it, got None",
        "3: 'data': not labelled, got unclear data",
    ]
