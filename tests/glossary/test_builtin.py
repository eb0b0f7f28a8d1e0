"""The built-in glossary: its rules are tested like code."""

from __future__ import annotations

import re

import pytest

from tests.conftest import HEADWORDS, Run
from twosense import Glossary
from twosense.text.fold import fold


def test_every_headword_has_both_sides_and_a_citation(glossary: Glossary) -> None:
    terms = {term.term: term for term in glossary.terms}
    for name in HEADWORDS:
        assert {sense.side for sense in terms[name].senses} == {"marketing", "it"}
        assert any(sense.citations for sense in terms[name].senses)


def test_every_entry_is_complete_and_short(glossary: Glossary) -> None:
    two_sided = [term for term in glossary.terms if len({sense.side for sense in term.senses}) > 1]
    assert {term.term for term in two_sided if not term.clash} == {"driver", "image", "share"}
    for term in glossary.terms:
        assert len((term.clash or "").split()) <= 50, term.term
        assert 1 <= len(term.related) <= 4, term.term
        for sense in term.senses:
            assert sense.say, term.term
            assert len(sense.meaning.split()) <= 7, term.term
            assert len(sense.definition.split()) <= 32, term.term
            assert 1 <= len(sense.examples) <= 3, term.term


def test_no_wording_is_a_name_that_a_translation_would_replace_in_turn(glossary: Glossary) -> None:
    owners = {fold(name): term.term for term in glossary.terms for name in (term.term, *term.aliases, *term.variants)}
    for term in glossary.terms:
        for sense in term.senses:
            for wording in sense.say.values():
                assert owners.get(fold(wording), term.term) == term.term, (term.term, wording)


def test_a_term_of_two_senses_fits_on_a_screen(glossary: Glossary, run: Run) -> None:
    for term in glossary.terms:
        if len(term.senses) == 2:
            assert run("--", term.term, COLUMNS="80").stdout.count(b"\n") <= 24, term.term


def test_every_example_contains_the_word(glossary: Glossary) -> None:
    for term in glossary.terms:
        names = "|".join(re.escape(fold(name)) for name in (term.term, *term.aliases, *term.variants))
        for sense in term.senses:
            for example in sense.examples:
                assert re.search(rf"(?<!\w)(?:{names})(?!\w)", fold(example)), (term.term, example)


def test_no_text_is_given_twice(glossary: Glossary) -> None:
    texts = [
        text
        for term in glossary.terms
        for text in (term.clash or term.term, *(t for sense in term.senses for t in (sense.definition, *sense.examples)))
    ]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(
    ("query", "term"),
    [
        ("d.r.", "DR"),
        ("BT agenda", "business technology"),
        ("centre of excellence", "center of excellence"),
        ("COE", "center of excellence"),
        ("data center of excellence", "center of excellence"),
        ("collocation", "colocation"),
        ("co-location", "colocation"),
        ("single customer view", "single view of the customer"),
        ("360 view", "single view of the customer"),
        ("real time", "real-time"),
        ("CX", "customer experience"),
        ("optimise", "optimize"),
        ("programme", "program"),
        ("breach", "data breach"),
        ("scale", "scalability"),
        ("own", "ownership"),
        ("mobile moment", "mobile"),
        ("transact", "transaction"),
        ("promote", "promotion"),
        ("deliver", "delivery"),
        ("BT", "business technology"),
        ("deploying", "deploy"),
    ],
)
def test_a_term_is_found_by_every_way_to_write_it(query: str, term: str, glossary: Glossary) -> None:
    assert glossary.lookup(query).term == term


def test_cdo_is_digital_for_marketing_and_data_for_it(glossary: Glossary) -> None:
    marketing, it = glossary.lookup("CDO").senses
    assert (marketing.meaning, marketing.citations) == ("chief digital officer", ())
    assert it.meaning == "chief data officer"
    assert [(cite.source, cite.paragraph) for cite in it.citations] == [("evolving-2017", 6)]


@pytest.mark.slow
def test_a_scan_reads_no_example_in_another_sense(run: Run) -> None:
    done = run("check")
    assert (done.returncode, done.stderr) == (0, b"")
    assert re.fullmatch(
        r"\d+ terms, .*: valid\n[\d,]+ examples: a scan reads [\d,]+ correctly, \d+ get no side\n", done.stdout.decode()
    )
