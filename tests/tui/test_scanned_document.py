"""The mentions of a scanned document, and which of them comes next."""

from __future__ import annotations

import pytest

from twosense import load
from twosense.tui.document import Document
from twosense.tui.document_service import ScannedMention
from twosense.tui.scanned_document import ScannedDocument

TEXT = "The DR site failed over. " * 4


@pytest.mark.parametrize(
    ("selected", "step", "expected"), [(-1, 1, 0), (-1, -1, 3), (0, -1, 3), (3, 1, 0), (1, 1, 2), (2, -1, 1)]
)
def test_after_the_last_mention_comes_the_first_and_before_it_the_last(selected: int, step: int, expected: int) -> None:
    scanned = ScannedDocument(Document("brief.md", TEXT.encode()))
    findings = load(project=False).scan(TEXT, level="note")
    scanned.mentions = [ScannedMention(one.offset, one.offset + 2, one) for one in findings]
    scanned.selected = selected
    assert len(scanned.mentions) == 4
    assert scanned.next(step) == expected
    assert scanned.next(step, "no such level") is None
