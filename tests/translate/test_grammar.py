"""Grammar: a translation gives a grammar checker nothing new to complain about, and repeats no word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from tests.conftest import TOP
from tests.translate.cases import cases
from twosense import Glossary
from twosense.model import Style, Translation

DOCUMENTS = sorted((TOP / "tests" / "documents" / "texts").glob("*.md"))
STYLES: tuple[Style, ...] = ("gloss", "expand", "replace")
KINDS = ("Agreement", "Repetition", "Grammar")
DOUBLED = re.compile(r"\b(\w+)[ \n]+\1\b", re.IGNORECASE)
Texts = Callable[[Glossary], Iterator[tuple[str, Translation]]]
SINGULAR, PLURAL = re.compile(r"\s+(?:is|was|has)\b"), re.compile(r"\s+(?:are|were|have)\b")


def of_cases(glossary: Glossary) -> Iterator[tuple[str, Translation]]:
    """Yield each case in Markdown, and its translation."""
    for _, case in cases():
        if case.file.endswith(".md"):
            yield case.before, case.translated(glossary, case.before)


def of_documents(glossary: Glossary) -> Iterator[tuple[str, Translation]]:
    """Yield each document for every reader in every style, and its translation."""
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        for reader in ("it", "marketing"):
            for style in STYLES:
                yield text, glossary.translate(text, reader=reader, style=style, name=path.name)


def changed(text: str, found: Translation) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs that a translation has changed, before and after."""
    pairs = zip(text.split("\n\n"), found.text.split("\n\n"), strict=True)
    return ((before, after) for before, after in pairs if before != after)


@pytest.mark.slow
@pytest.mark.parametrize("texts", [of_cases, of_documents])
def test_harper_has_no_new_complaint_about_articles_agreement_or_repetition(texts: Texts, glossary: Glossary) -> None:
    linter = pytest.importorskip("harper", reason="harper-py is not installed").Linter()

    def complaints(text: str) -> Counter[tuple[str, str]]:
        lints = linter.lint(text, language="markdown")
        return Counter((one.lint_kind, one.message) for one in lints if one.lint_kind in KINDS or "article" in one.message)

    assert complaints("We saw a apple.")
    assert complaints("The the dog barks, and he have a bone.").total() == 2
    pairs = {pair for text, found in texts(glossary) for pair in changed(text, found)}
    assert len(pairs) > 30
    assert [(new, after) for before, after in pairs if (new := complaints(after) - complaints(before))] == []


@pytest.mark.parametrize("texts", [of_cases, of_documents])
def test_no_word_is_doubled_and_no_noun_loses_its_number(texts: Texts, glossary: Glossary) -> None:
    for text, found in texts(glossary):
        assert Counter(DOUBLED.findall(found.text)) - Counter(DOUBLED.findall(text)) == Counter()
        for edit in found.edits:
            behind = text[edit.offset + edit.length :]
            was_plural, is_plural = (re.search(r"[^su]s\W*$", one) is not None for one in (edit.surface, edit.replacement))
            if edit.style == "replace" and (SINGULAR.match(behind) or PLURAL.match(behind)):
                assert was_plural == is_plural, (edit.surface, edit.replacement, behind[:20])
