"""British and American texts: each gets its glosses and wordings in its own spelling."""

from __future__ import annotations

import re

import pytest

from twosense import Glossary
from twosense.translate.spelling import american, is_american

# What British words with another spelling in America look like, and the words that look so and have one spelling.
BRITISH = re.compile(
    r"\w*(?:our|[^aeiou]re|[iy]s(?:e|es|ed|er|ers|ing|ation|ations|able)|ogue|ll(?:ed|ing|ers?)|[fp]ence|icence|ysis?|yse|"
    r"mme|eque|aem|oed|ae[dst]|wilful|skilful|fulfil|instal|enrol|instalment|grey|ageing|tyre|kerb|metre|storey|plough|whilst|"
    r"learnt|spelt|judgement|sceptic|artefact)(?:s|ed|ing|al|able|ally)?"
)
SAME = set(
    """
    advertise advertised advertises advertising compromise compromised compromises compromising expertise promised agreed
    advertisers advises billing crises fulfilled rise rises rolled rolling scrolling walled
    analysis four hour hours your acre install installs installed installing installation installations called calling selling
    """.split()
)


def test_every_british_word_that_a_translation_may_write_has_its_american_spelling(glossary: Glossary) -> None:
    texts = [text for term in glossary.terms for sense in term.senses for text in (sense.meaning, *sense.say.values())]
    words = {word for text in texts for word in re.findall(r"[a-z]+", text.lower())}
    suspects = {word for word in words if BRITISH.fullmatch(word)} - SAME
    assert {word for word in suspects if american(word) == word} == {"analyses"}  # the noun
    assert american("software that analyses and decides") == "software that analyzes and decides"
    assert american("analyses of their behaviour") == "analyses of their behavior"
    assert {"behaviour", "organisation", "computerised", "modernisation"} <= suspects


@pytest.mark.parametrize(
    ("british", "expected"),
    [
        ("Data centre", "Data center"),
        ("DISASTER-RECOVERY CENTRES", "DISASTER-RECOVERY CENTERS"),
        ("a centred, labelled colour catalogue", "a centered, labeled color catalog"),
        ("licence fees are cancelled", "license fees are canceled"),
        ("four hours of exercise, otherwise a crisis", "four hours of exercise, otherwise a crisis"),
        ("Organisational prioritisation", "Organizational prioritization"),
        ("a leader of high calibre", "a leader of high caliber"),
        ("controlled, advertised, revised", "controlled, advertised, revised"),
    ],
)
def test_words_are_respelt_with_their_capitals(british: str, expected: str) -> None:
    assert american(british) == expected
    assert american(expected) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", False),
        ("We met on Monday.", False),
        ("The color of the data center.", True),
        ("The colour of the data centre.", False),
        ("We organize the work.", True),
        ("We organise the work.", False),
        ("We organize the work in the data centre.", False),  # as Oxford spells
        ("We run the program under a license.", False),  # so do the British, sometimes
        ("At the Lincoln Center, his favourite.", False),
        ("He favors the center, not the theatre.", True),
    ],
)
def test_the_words_of_a_text_tell_its_spelling(text: str, expected: bool) -> None:
    assert is_american(text.encode()) is expected


@pytest.mark.parametrize(
    ("hint", "gloss"),
    [
        ("We color it.", "allied organization"),
        ("We colour it.", "allied organisation"),
        ("We paint it.", "allied organisation"),
        ("We paint `color: center`.", "allied organisation"),
    ],
)
def test_a_text_is_translated_in_its_own_spelling(hint: str, gloss: str, glossary: Glossary) -> None:
    text = f"{hint} The partner{{marketing}} has signed."
    found = glossary.translate(text, reader="it", style="replace", name="a.md")
    assert gloss in found.text
    assert glossary.translate(found.text, reader="it", style="replace", name="a.md").edits == ()


@pytest.mark.parametrize("style", ["gloss", "expand", "replace"])
def test_a_second_run_knows_what_the_first_has_written_in_american_spelling(style: str, glossary: Glossary) -> None:
    terms = [
        term
        for term in glossary.terms
        if any(american(text) != text for sense in term.senses for text in (sense.meaning, *sense.say.values()))
    ]
    assert len(terms) > 7
    for term in terms:
        for sense in term.senses:
            text = f"We favor the center. Our {term.term}{{{sense.side}}} is new."
            found = glossary.translate(text, style=style, name="a.md")  # type: ignore[arg-type]
            assert american(found.text) == found.text
            assert glossary.translate(found.text, style=style, name="a.md").edits == ()  # type: ignore[arg-type]
