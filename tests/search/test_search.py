"""Search: which terms a query finds, and in which order."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Run
from tests.search.recall import GOALS, LAYERS, answered, percentage
from tests.sweeps.scale import SCALE
from twosense import Hit, Term, load
from twosense.api import Glossary
from twosense.glossary.merge import Merged
from twosense.model import Sense
from twosense.output.answers import records
from twosense.search import directions, index
from twosense.store import about
from twosense.store.lmdb import MemoryStore

TIERS = ["exact", "alias", "form", "prefix", "initials", "spelling", "meaning"]
QUERIES = st.one_of(
    st.text(max_size=30),
    st.text(st.sampled_from("abcdeiorst -'\"."), max_size=20),
    st.sampled_from(["data brech", "customer", "optimise teh", "c", "d r", "s.v.o.t.c.", "money for technology", "IT bud"]),
)


@cache
def glossary(layers: str = "built-in") -> Glossary:
    """Return the curated glossary alone, or with "all layers" what is on by default."""
    return load(project=False, layers=LAYERS[layers])


def made(*names: str, meaning: str = "m") -> Glossary:
    """Return a glossary of these headwords, in memory."""
    merged = Merged({"it": "IT"}, {})
    sense = Sense(side="it", meaning=meaning, definition="", say={}, layer="l", citations=(), examples=())
    for name in sorted(names, key=str.casefold):
        merged.terms[name.casefold()] = Term(term=name, aliases=(), forms={}, senses=(sense,), clash=None, related=())
    sections = (about.compile_rows, records.compile_rows, index.compile_rows, directions.compile_rows)
    return Glossary(MemoryStore(row for compile_rows in sections for row in compile_rows(merged)))


def first(query: str) -> Hit:
    hits = glossary().search(query)
    assert hits, query
    return hits[0]


@pytest.mark.slow
@pytest.mark.parametrize("layers", LAYERS)
@pytest.mark.parametrize("half", ["check", "tune"] if SCALE >= 1 else ["check"])  # the other is like it, but was read
def test_each_half_of_the_labelled_queries_reaches_its_goals(layers: str, half: str) -> None:
    right = answered(glossary(layers), half)
    reached = {goal: percentage(right, goal) for goal in GOALS}
    assert {goal: share for goal, share in reached.items() if share < GOALS[goal].share} == {}


@pytest.mark.parametrize(
    ("query", "term", "tier", "matched"),
    [
        ("dr", "DR", "exact", "DR"),
        ("D.R.", "DR", "alias", "D.R."),
        ("Collocation", "colocation", "alias", "collocation"),
        ("programmes", "program", "form", "programmes"),
        ("disr", "disruption", "prefix", "disrupt"),
        ("svotc", "single view of the customer", "initials", "single view of the customer"),
        ("agiel", "agile", "spelling", "agile"),
        ("rtntn", "retention", "spelling", "retention"),
        ("transformation digital", "digital transformation", "spelling", "digital transformation"),
        ("standby data centre", "DR", "meaning", None),
        ("disaster recovery", "DR", "meaning", "disaster recovery"),
        ("what do I call the money for customer technology", "BT budget", "meaning", None),
    ],
)
def test_a_hit_says_what_matched_and_how(query: str, term: str, tier: str, matched: str | None) -> None:
    hits = {hit.term: hit for hit in glossary().search(query, limit=3)}
    assert hits[term].tier == tier
    assert matched is None or hits[term].matched == matched


@pytest.mark.parametrize(
    ("query", "term"),
    [
        ("arkitekcher", "architecture"),
        ("infrastrukchure", "infrastructure"),
        ("relashunship", "relationship"),
        ("kolokashun", "colocation"),
        ("custermer", "customer"),
        ("ohnership", "ownership"),
        ("rekwirements", "requirements"),
        ("stratejy", "strategy"),
        ("dijital transformashun", "digital transformation"),
    ],
)
def test_a_word_written_as_it_sounds_is_found(query: str, term: str) -> None:
    for layers in LAYERS:
        hit = glossary(layers).search(query)[0]
        assert (hit.term, hit.tier) == (term, "spelling")


@pytest.mark.parametrize(("query", "term"), [("churn", "retention"), ("tagline", "message"), ("UAT", "acceptance test")])
@pytest.mark.parametrize("layers", LAYERS)
def test_a_word_of_either_side_finds_what_it_is_about(query: str, term: str, layers: str) -> None:
    assert term in [hit.term for hit in glossary(layers).search(query, limit=3)]


@pytest.mark.parametrize("query", ["banana bread recipe", "kitchen", "umbrella", "blood pressure", "2020 1999"])
@pytest.mark.parametrize("layers", LAYERS)
def test_a_query_about_something_else_finds_nothing(query: str, layers: str) -> None:
    assert glossary(layers).search(query) == []


def test_a_word_that_only_shares_consonants_with_a_name_does_not_sound_like_it() -> None:
    assert glossary().search("spider") == []  # "speed"


def test_a_word_of_the_texts_is_no_misspelling_of_a_name() -> None:
    assert all(hit.tier == "meaning" for hit in glossary("all layers").search("tagline"))  # not "tagging"


def test_a_name_is_found_beside_words_that_nobody_knows() -> None:
    for layers in LAYERS:
        assert glossary(layers).search("acme loyalty")[0].term == "loyalty"
        assert glossary(layers).search("barclays data breach")[0].term == "data breach"


def test_a_sense_that_is_described_in_other_words_is_shown() -> None:
    shown = {query: first(query).matched for query in ("how long are logs kept", "customers who come back to the same brand")}
    assert "are kept before they are deleted" in shown["how long are logs kept"]
    assert "choose the same brand" in shown["customers who come back to the same brand"]


def test_a_sense_without_a_telling_word_is_close_to_nothing() -> None:
    assert made("alpha", "beta", meaning="the 2020").search("customers who leave") == []


@given(QUERIES)
def test_search_answers_any_text_in_a_stable_order_with_spans_inside(query: str) -> None:
    hits = glossary().search(query, limit=50)
    assert hits == glossary().search(query, limit=50)
    assert len({hit.term for hit in hits}) == len(hits)
    assert [TIERS.index(hit.tier) for hit in hits] == sorted(TIERS.index(hit.tier) for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert 0 < hit.score <= 100
        assert all(0 <= start < end <= len(hit.matched) for start, end in hit.spans)
        assert all(a[1] <= b[0] for a, b in zip(hit.spans, hit.spans[1:], strict=False))
    assert glossary().search(query, limit=3) == hits[:3]


@given(
    st.lists(st.text("abcdefgh -", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=8, unique_by=str.casefold)
)
def test_a_headword_always_finds_itself_first(names: list[str]) -> None:
    names = list({" ".join(name.split()): None for name in names})
    found = made(*names)
    for name in names:
        hits = found.search(name)
        assert (hits[0].term, hits[0].tier, hits[0].score) == (name, "exact", 100.0)


@pytest.mark.slow
@given(QUERIES, st.text("qxzjkv", min_size=9, max_size=14))
def test_an_unrelated_term_changes_no_tier_of_the_others(query: str, stranger: str) -> None:
    names = ("data breach", "customer experience", "optimize", "IT budget", "single view", "customs")
    before = [(hit.term, hit.tier) for hit in made(*names).search(query)]
    after = [(hit.term, hit.tier) for hit in made(*names, stranger).search(query) if hit.term != stranger]
    assert after == before


def test_filters_keep_only_the_terms_that_pass() -> None:
    search = glossary().search
    assert {hit.term for hit in search("dr source:crm-2019")} == {"DR"}
    assert search("dr side:sales") == []
    assert {"DR", "agile"} <= {hit.term for hit in search("source:crm-2019", limit=50)}
    literal = search('"data centre"', limit=50)
    assert "colocation" in {hit.term for hit in literal}
    assert all("data centre" in repr(glossary().lookup(hit.term)).casefold() for hit in literal)
    assert search('"no such words at all" data') == []
    assert first('"unclosed dr').term == first("unclosed dr").term
    assert search("side:") == search("side")
    assert [hit.term for hit in search("\u201cdisaster recovery\u201d")] == ["DR"]


def test_filters_of_different_kinds_look_for_one_sense() -> None:
    found = glossary()

    both = {hit.term for hit in found.search("side:it is:sourced", limit=999)}
    everything = {term.term: {(sense.side, bool(sense.citations)) for sense in term.senses} for term in found.terms}
    assert both == {name for name, senses in everything.items() if ("it", True) in senses}
    assert any(("it", False) in senses and ("marketing", True) in senses for senses in everything.values()), "not by term"
    two_sides = {hit.term for hit in found.search("side:it side:marketing is:editorial", limit=999)}
    assert two_sides == {name for name, senses in everything.items() if {("it", False), ("marketing", False)} <= senses}
    both_bases = {hit.term for hit in found.search("is:sourced is:editorial side:it", limit=999)}
    assert both_bases == {name for name, senses in everything.items() if {("it", True), ("it", False)} <= senses}
    assert not found.search("is:mine side:it", limit=999)


@pytest.mark.parametrize(
    "query",
    [
        "is:sourced dr side:it",
        "side:it is:sourced dr",
        "dr IS:Sourced Side:IT",
        'dr side:it"disaster" is:sourced',
        '"disaster recovery"side:it',
    ],
)
def test_filters_stand_anywhere_in_a_query_and_in_any_case(query: str) -> None:
    assert {hit.term for hit in glossary().search(query)} == {"DR"}


def test_results_are_all_that_pass_and_are_made_when_they_are_read() -> None:
    found = glossary()
    results = found.results("is:sourced")
    assert not results.more
    assert len(results) == sum(any(sense.citations for sense in term.senses) for term in found.terms) > 50
    assert [hit.term for hit in results.hits(50, 2)] == [hit.term for hit in found.search("is:sourced", limit=52)[50:]]
    assert found.results("is:sourced", 30).more
    with_words = found.results("side:it data")
    assert [hit.term for hit in with_words.hits(0, 3)] == [hit.term for hit in found.search("side:it data", limit=3)]


def test_odd_queries_find_a_term_or_nothing() -> None:
    search = glossary().search
    assert first("\uff24\uff32").term == "DR"
    assert first("\u0441ustomer").term == "customer"
    assert first("cus\u0301tomer").term == "customer"
    assert first("sécurité").term == "security"
    assert first("c").tier == "prefix"
    for query in ("", " ", "\U0001f992", "...", "\x1b[2J", "\ud800", "\u202e", "the of a", '""', "\u0301"):
        assert search(query) == []


@pytest.mark.slow
@pytest.mark.parametrize("query", ["budget " * 15_000, "x" * 100_000, "ab " * 30_000], ids=["words", "one word", "short words"])
def test_a_query_of_any_length_is_answered(query: str) -> None:
    began = time.monotonic()
    glossary().search(query)
    assert time.monotonic() - began < 10


def test_exact_means_exact() -> None:
    assert [hit.term for hit in glossary().search("DR", exact=True)] == ["DR"]
    assert glossary().search("d-r", exact=True) == []
    assert glossary().search("disr", exact=True) == []


def test_scores_are_comparable_between_queries() -> None:
    assert first("agile").score > first("agil").score > first("agiel").score > first("standby data centre").score


@pytest.mark.slow
def test_a_large_glossary_is_searched_by_names_and_meanings() -> None:
    found = made("alpha", *(f"term {number}" for number in range(20_000)), meaning="standby data centre")
    assert [hit.term for hit in found.search("alhpa", limit=1)] == ["alpha"]
    assert found.search("standby data centre")


def test_ties_are_broken_by_length_then_alphabet() -> None:
    assert [hit.term for hit in made("data b", "data a", "data lake").search("data")] == ["data a", "data b", "data lake"]


@pytest.mark.parametrize(
    ("query", "term", "highlighted"),
    [
        ("disr", "disruption", ["disr"]),
        ("brech data", "data breach", ["data", "breach"]),
        ("svotc", "single view of the customer", list("svotc")),
        ("disaster recovery", "DR", ["disaster", "recovery"]),
        ("nimble", "agile", ["nimble"]),  # only a wording has it
        ("consumer-test", "acceptance test", ["consumer", "test"]),
    ],
)
def test_a_hit_highlights_what_matched(query: str, term: str, highlighted: list[str]) -> None:
    hit = next(hit for hit in glossary().search(query) if hit.term == term)
    assert [hit.matched[start:end] for start, end in hit.spans] == highlighted


def test_a_long_word_of_a_text_may_be_cut_anywhere(run: Run) -> None:
    word = "\u6f22\u5b57" * 150
    text = "[sides.it]\nlabel = 'IT'\n"
    for name in ("", "a", "ab"):
        text += f'[[term]]\nname = "x{name}"\n[[term.sense]]\nside = "it"\nmeaning = "m"\n'
        text += f'definition = "{word[:6]}{name}{word}"\n'
    Path("g.toml").write_text(text, encoding="utf-8")
    for query in (word[:6], word[:100], word, "a\u6f22\u5b57x", f"{word[:150]}x"):
        for call in (("search", "--only", "g.toml", query), ("--only", "g.toml", query)):
            done = run(*call)
            assert done.returncode < 2, done.stderr
