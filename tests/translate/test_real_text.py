"""Real text: what must hold for the translation of documents that others wrote.

The text is in a folder that TWOSENSE_REAL names; it is not part of the project.
"""

from __future__ import annotations

import gzip
import json
import os
import random
from collections import defaultdict
from pathlib import Path

import pytest

from tests.translate.test_properties import READERS, STYLES
from twosense import Glossary
from twosense.translate.edits import undo

pytestmark = [pytest.mark.slow]

DOCUMENTS = 40
LONGEST = 20_000  # characters


@pytest.mark.skipif("TWOSENSE_REAL" not in os.environ, reason="needs TWOSENSE_REAL, the folder of real text")
def test_a_second_translation_changes_nothing_and_undo_is_exact(glossary: Glossary) -> None:
    paragraphs: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    with gzip.open(Path(os.environ["TWOSENSE_REAL"], "paragraphs.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            paragraphs[row["repo"], row["path"]].append(row["text"])
    seed = os.environ.get("TWOSENSE_SEED", "1")
    chosen = random.Random(seed).sample(sorted(paragraphs), DOCUMENTS)
    edits = 0
    for number, path in enumerate(chosen):
        text = "\n\n".join(paragraphs[path])[:LONGEST]
        for style in STYLES:
            found = glossary.translate(text, reader=READERS[number % len(READERS)], style=style)
            assert undo(found.text, found.edits) == text
            again = glossary.translate(found.text, reader=READERS[number % len(READERS)], style=style)
            assert [(edit.surface, edit.replacement) for edit in again.edits] == []
            edits += len(found.edits)
    assert edits > DOCUMENTS
