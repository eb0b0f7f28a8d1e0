"""The documents are marked with care, and the scan reads them as well as it did."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from tests.documents.marks import MARKS, documents, read

GLOSSARY = Path(__file__).parents[2] / "glossary.toml"


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.name)
def test_every_mark_stands_where_it_says_and_once(document: Path) -> None:
    """Marks come in the order of the text and do not touch: none is listed twice, and none lies inside another."""
    glossary = tomllib.loads(GLOSSARY.read_text(encoding="utf-8"))
    sides = {"unclear", "none", *glossary["sides"]}
    names = {term["name"] for term in glossary["term"]}
    marks = read(document)
    assert all(mark.term in names and mark.side in sides for mark in marks)
    assert all(one.end <= other.start for one, other in pairwise(marks))


def test_no_marks_without_a_document() -> None:
    assert sorted(path.stem for path in MARKS.iterdir()) == [path.name for path in documents()]
