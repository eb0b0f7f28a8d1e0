"""Wording: articles by sound and inflected forms, on two lists that were written before the code and stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Run
from twosense.translate.articles import article
from twosense.translate.wording import (
    capitalised,
    in_capitals,
    in_title_case,
    ing_form,
    participle,
    past_form,
    plural,
    possessive,
    third_person,
)

HERE = Path(__file__).parent


def rows(name: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in (HERE / name).read_text(encoding="utf-8").splitlines())


def test_the_article_of_99_phrases_in_100_is_right() -> None:
    wrong = [phrase for phrase, wanted in rows("articles.tsv") if article(phrase) != wanted]
    assert len(wrong) <= 3, wrong


@pytest.mark.parametrize(
    "phrase", ["a macOS laptop", "an iOS app", "an IoT device", "an 8-bit chip", "a MySQL table", "an SLA"]
)
def test_a_name_of_words_is_no_acronym(phrase: str) -> None:
    wanted, _, name = phrase.partition(" ")
    assert article(name) == wanted


def formed(kind: str, found: str, wording: str) -> str:
    """Return a wording inflected as what was found is, by the functions that a translation calls, though not in its way."""
    if kind == "verb":
        slots = {"ing": ing_form, "ed": past_form}
        return next((form(wording) for ending, form in slots.items() if found.endswith(ending)), third_person(wording))
    owns = "'" in found or "’" in found
    is_plural = not owns and found.lower().endswith("s") and not found.lower().endswith(("ss", "us", "is"))
    number = plural(wording) if kind == "plural" or is_plural else wording
    if owns:
        number = possessive(number, "’" if "’" in found else "'")
    if kind == "upper":
        return in_capitals(number)
    if kind == "title":
        return in_title_case(number)
    is_name = found[:2].isupper()
    return capitalised(number) if found[0].isupper() and not is_name else number


def test_the_wording_of_a_team_is_inflected_if_it_has_one_form_only(run: Run) -> None:
    Path("team.toml").write_text(
        """
        [[term]]
        name  = "quote"
        forms = { plural = ["quotes"], verb = ["quote"], past = ["quoted"], ing = ["quoting"] }
        [[term.sense]]
        side    = "marketing"
        meaning = "a price offer"
        definition = "What we ask for a product, in writing."
        say     = { noun = "price offer" }
        [[term.sense]]
        side    = "it"
        meaning = "to put in quotation marks"
        definition = "To put marks around a text, so that a program takes it as it is."
        say     = { verb = "mark as text" }
        """,
        encoding="utf-8",
    )
    replace = ("translate", "--glossary", "team.toml", "--style", "replace", "--to")
    assert run(*replace, "it", "Two quotes{marketing} came.").stdout == b"Two price offers came.\n"
    assert run(*replace, "marketing", "They are quoting{it} the name.").stdout == b"They are marking as text the name.\n"


def test_98_forms_in_100_are_right() -> None:
    formed_and_wanted = [(formed(kind, found, wording), wanted) for kind, found, wording, wanted in rows("forms.tsv")]
    wrong = [(one, wanted) for one, wanted in formed_and_wanted if one != wanted]
    assert len(wrong) <= 4, wrong


@pytest.mark.parametrize(
    "forms",
    [
        *("ship ships shipped shipping", "monitor monitors monitored monitoring", "deliver delivers delivered delivering"),
        *("open opens opened opening", "visit visits visited visiting", "limit limits limited limiting"),
        *("permit permits permitted permitting", "equip equips equipped equipping", "quit quits quit quitting"),
        *("format formats formatted formatting", "unplug unplugs unplugged unplugging", "infer infers inferred inferring"),
        *("offer offers offered offering", "render renders rendered rendering", "decipher deciphers deciphered deciphering"),
        *("label labels labelled labelling", "dial dials dialled dialling", "reveal reveals revealed revealing"),
        *("override overrides overrode overriding", "undergo undergoes underwent undergoing", "redo redoes redid redoing"),
        *("re-run re-runs re-ran re-running", "reset resets reset resetting", "relay relays relayed relaying"),
        *("be is was being", "see sees saw seeing", "use uses used using"),
    ],
)
def test_a_verb_is_inflected(forms: str) -> None:
    verb, *others = forms.split()
    assert [form(f"{verb} it") for form in (third_person, past_form, ing_form)] == [f"{form} it" for form in others]


def test_an_irregular_verb_keeps_its_forms_behind_a_prefix() -> None:
    assert [participle(past) for past in ("overrode", "underwent", "re-ran", "took over")] == [
        *("overridden", "undergone", "re-run", "taken over")
    ]


def test_not_every_noun_in_man_is_a_man() -> None:
    nouns = ("human", "non-human", "German", "talisman", "salesman", "woman", "salesperson")
    assert [*map(plural, nouns)] == ["humans", "non-humans", "Germans", "talismans", "salesmen", "women", "salespeople"]
