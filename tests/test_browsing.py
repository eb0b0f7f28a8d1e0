"""What the terminal's window asks of the API beside lookup and search: pages of headwords, counts, cards, who cites what."""

from __future__ import annotations

import pytest

from tests.conftest import HEADWORDS
from twosense import load

pytestmark = pytest.mark.warm


def test_headwords_come_in_pages_in_the_order_of_the_terms() -> None:
    glossary = load()
    names = [term.term for term in glossary.terms]
    assert len(glossary) == len(names) >= len(HEADWORDS)
    assert glossary.headwords() == names
    assert glossary.headwords(10, 5) == names[10:15]
    assert glossary.headwords(len(names), 5) == []


def test_a_card_is_the_text_face_without_colour() -> None:
    card = load().card("dr", 60)
    assert card.startswith("DR  also D.R.\n")
    assert "\x1b" not in card
    assert load().card("no such term", 60) == ""


def test_who_cites_a_passage_and_who_cites_its_article() -> None:
    glossary = load()
    passage = [term.term for term in glossary.citing("crm-2019", 10)]
    article = [term.term for term in glossary.citing("crm-2019")]
    assert {"agile", "DR"} <= set(passage)
    assert set(passage) < set(article)
    assert article == [
        term.term for term in glossary.terms if any(c.source == "crm-2019" for sense in term.senses for c in sense.citations)
    ]
    assert list(glossary.citing("no such source")) == []
