from __future__ import annotations

import pytest

import twosense
from twosense import Answer, GlossaryError, TwosenseError, load


def test_the_documented_way() -> None:
    glossary = load()
    answer = glossary.lookup("d.r.")
    assert isinstance(answer, Answer)
    assert (answer.found, answer.term) == (True, "DR")
    assert [(sense.side, sense.meaning) for sense in answer.senses] == [
        ("marketing", "direct response"),
        ("it", "disaster recovery"),
    ]
    cite = answer.senses[0].citations[0]
    assert (cite.publisher, str(cite.date), cite.paragraph, cite.basis) == ("CRM magazine", "2019-10-28", 10, "stated")


def test_what_is_missing_is_an_answer_too() -> None:
    glossary = load()
    assert glossary.lookup("agiel") == Answer(query="agiel", found=False, suggestions=("agile",))
    assert glossary.lookup("agiel", suggest=False).suggestions == ()
    assert not glossary.lookup("").found
    assert not glossary.lookup("x" * 100_000).found
    assert glossary.lookup("\udce9").query == "\ufffd"


def test_sides_sources_and_who_cites_them() -> None:
    glossary = load()
    assert glossary.sides == {"marketing": "Marketing", "it": "IT"}
    assert "crm-2019" in {source.id for source in glossary.sources}
    assert {"DR", "agile"} <= {term.term for term in glossary.citing("crm-2019", 10)}
    assert {term.term for term in glossary.citing("crm-2019", 10)} < {term.term for term in glossary.citing("crm-2019")}
    assert list(glossary.citing("nowhere")) == []


def test_terms_stand_in_order() -> None:
    names = [term.term.casefold() for term in load().terms]
    assert names == sorted(names)


def test_answers_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        load().lookup("DR").found = False  # type: ignore[misc]


def test_errors_are_of_one_family() -> None:
    with pytest.raises(TwosenseError) as caught:
        load(only=["nowhere.toml"])
    assert isinstance(caught.value, GlossaryError)
    assert caught.value.faults[0].file == "nowhere.toml"


def test_the_version_is_known() -> None:
    assert twosense.__version__.count(".") == 2
