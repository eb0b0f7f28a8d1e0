"""Authorities: public texts that a glossary declares and its senses name, shown apart from the articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run
from twosense import load
from twosense.paths import BUILT_IN, FIELD

TEAM = """\
[sides.it]
label = "IT"
[authorities.rfc9110]
title = "RFC 9110: HTTP Semantics"
publisher = "IETF"
year = 2022
url = "https://www.rfc-editor.org/rfc/rfc9110"
[authorities."w3c.1"]
title = "A <note>"
publisher = "W3C"
url = "https://www.w3.org/?a=1&b=2"
[[term]]
name = "proxy"
[[term.sense]]
side = "it"
meaning = "a go-between"
definition = "A program that passes requests on."
authorities = [{ id = "rfc9110", section = "section 3.7" }, { id = "w3c.1" }]
[[term]]
name = "plain"
[[term.sense]]
side = "it"
meaning = "without"
definition = "It names none."
"""


@pytest.fixture
def team() -> str:
    Path("team.toml").write_text(TEAM, encoding="utf-8")
    return "team.toml"


def test_an_answer_names_the_authorities_of_a_sense_and_who_claims_them(team: str, run: Run) -> None:
    text = run("--only", team, "proxy").stdout.decode()
    assert "Authority: RFC 9110: HTTP Semantics, section 3.7 (IETF, 2022), according to" in text
    assert "Authority: A <note> (W3C), according to the command-line layer" in text
    assert "Our own wording" not in text
    assert "Our own wording: no source yet" in run("--only", team, "plain").stdout.decode()
    (answer,) = json.loads(run("--only", team, "proxy", "--format", "json").stdout)
    (sense,) = answer["senses"]
    assert sense["citations"] == []
    assert [(one["id"], one["year"], one["section"]) for one in sense["authorities"]] == [
        ("rfc9110", 2022, "section 3.7"),
        ("w3c.1", None, None),
    ]
    row = run("--only", team, "proxy", "--format", "tsv").stdout.decode().splitlines()[1]
    assert "rfc9110 (authority, section 3.7, according to the command-line layer)" in row


def test_sources_lists_authorities_with_the_terms_and_never_says_that_they_were_verified(team: str, run: Run) -> None:
    assert run("sources", "--only", team, "rfc9110").stdout.decode() == (
        "rfc9110\nAuthority: RFC 9110: HTTP Semantics (IETF, 2022)\nhttps://www.rfc-editor.org/rfc/rfc9110\n\n"
        "  section 3.7\n  Cited by: proxy\n"
    )
    (place,) = json.loads(run("sources", "--only", team, "w3c.1", "--format", "json").stdout)
    assert (place["kind"], place["date"], place["paragraph"], place["terms"]) == ("authority", None, None, ["proxy"])
    kinds = {place["kind"] for place in json.loads(run("sources", "--only", team, "--format", "json").stdout)}
    assert kinds == {"article", "authority"}
    Path("articles").mkdir()
    done = run("sources", "--only", team, "rfc9110", "--verify", "articles")
    assert done.stdout.decode().splitlines()[-1] == "1 authority not verified: twosense has none of the text"


def test_filters_tell_an_authority_from_an_article_and_from_our_own_wording(team: str, run: Run) -> None:
    def found(query: str) -> list[str]:
        hits = json.loads(run("search", "--only", team, query, "--format", "json").stdout)
        return [hit["term"] for hit in hits]

    assert found("is:authority") == found("source:rfc9110") == ["proxy"]
    assert found("is:editorial") == ["plain"]
    assert found("is:sourced") == []
    assert run("list", "--only", team, "--basis", "authority").stdout == b"proxy\n"
    assert run("list", "--only", team, "--basis", "editorial").stdout == b"plain\n"
    assert b"(0 with an article, 1 with an authority, 1 editorial): valid" in run("check", "--only", team).stdout


def test_a_layer_that_declares_an_authority_anew_changes_no_sense_of_a_lower_layer(team: str, run: Run) -> None:
    other = TEAM.replace("RFC 9110: HTTP Semantics", "Another text").replace('"proxy"', '"relay"').replace('"plain"', '"bare"')
    Path("other.toml").write_text(other, encoding="utf-8")
    both = ("--only", team, "--glossary", "other.toml")
    assert "Authority: RFC 9110: HTTP Semantics, section 3.7" in run(*both, "proxy").stdout.decode()
    assert "Authority: Another text, section 3.7 (IETF, 2022)" in run(*both, "relay").stdout.decode()
    listed = run("sources", *both, "rfc9110", "rfc9110-command-line").stdout.decode()
    assert listed.count("Authority: ") == 2


def test_a_page_links_to_the_authority(team: str, run: Run) -> None:
    page = run("export", "--only", team, "--format", "html").stdout.decode()
    assert '<a href="https://www.rfc-editor.org/rfc/rfc9110">RFC 9110: HTTP Semantics, section 3.7 (IETF, 2022)</a>' in page
    assert '<a href="https://www.w3.org/?a=1&amp;b=2"><cite>A &lt;note&gt;</cite></a>, W3C</li>' in page


def test_the_export_of_a_glossary_brings_its_authorities_to_another_one(team: str, user_glossary: Path, run: Run) -> None:
    Path("export.json").write_bytes(run("export", "--only", team, "--format", "json").stdout)
    done = run("import", "export.json")
    assert (done.returncode, user_glossary.exists()) == (0, True), done.stderr
    assert "Authority: RFC 9110: HTTP Semantics, section 3.7 (IETF, 2022)" in " ".join(run("proxy").stdout.decode().split())


def test_a_sense_of_the_field_layer_names_an_authority_or_is_editorial() -> None:
    glossary = load()
    by_layer = {
        layer: [sense for term in glossary.terms for sense in term.senses if sense.layer == layer]
        for layer in (BUILT_IN, FIELD)
    }
    assert not any(sense.authorities for sense in by_layer[BUILT_IN])
    assert not any(sense.citations for sense in by_layer[FIELD])
    assert sum(bool(sense.authorities) for sense in by_layer[FIELD]) >= 25
    assert all(one.url.startswith("https://") for one in glossary.authorities)
