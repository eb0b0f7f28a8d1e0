from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

import twosense
from tests.conftest import Run
from twosense import Answer, Finding, GlossaryError, ReadError, TwosenseError, UsageError, load

pytestmark = pytest.mark.warm


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


def test_a_scan_finds_what_the_command_finds(run: Run) -> None:
    path = Path("brief.md")
    path.write_text("The DR site failed over, `DR`.\n\nCaf\u00e9: cut the DR.\n", encoding="utf-8")
    for options, arguments in (
        ({}, ()),
        ({"level": "note"}, ("--level", "note")),
        ({"audience": "marketing", "author": "it"}, ("--for", "marketing", "--from", "it")),
    ):
        found = load().scan(path, **options)  # type: ignore[arg-type]
        rows = run("scan", "brief.md", "--format", "json", *arguments).stdout
        assert found == msgspec.convert(json.loads(rows), list[Finding])
        assert found == load().scan(path.read_text(encoding="utf-8"), name="brief.md", **options)  # type: ignore[arg-type]


def test_a_text_is_plain_unless_its_name_tells_otherwise() -> None:
    text, glossary = "cut the `DR`", load()
    assert [finding.column for finding in glossary.scan(text)] == [10]
    assert glossary.scan(text, name="note.md") == []
    assert glossary.scan("") == glossary.scan("\udce9") == []


def test_what_cannot_be_scanned_is_an_error_of_the_family() -> None:
    Path("binary.txt").write_bytes(b"\0")
    with pytest.raises(UsageError, match='"sales" is no side; there are marketing, it'):
        load().scan("DR", audience="sales")
    for name in ("nowhere.txt", "binary.txt", "."):
        with pytest.raises(ReadError, match=f"^{name}: "):
            load().scan(Path(name))


def test_a_scan_knows_the_glossaries_that_were_loaded() -> None:
    Path("team.toml").write_text(
        '[sides.sales]\nlabel = "Sales"\n[[term]]\nname = "DR"\n'
        '[[term.sense]]\nside = "sales"\nmeaning = "deal registration"\ndefinition = "A claim."\n',
        encoding="utf-8",
    )
    (finding,) = load(glossaries=["team.toml"]).scan("DR is slide four.", audience="sales")
    assert "Sales hears deal registration" in finding.message


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
