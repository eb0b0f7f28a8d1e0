"""The Python API."""

from __future__ import annotations

import doctest
import gc
import json
import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

import twosense
import twosense.glossaries
import twosense.senses.resolver
from tests.conftest import HEADWORDS, Run
from twosense import Answer, FileError, Finding, GlossaryError, TwosenseError, UsageError, load

TEAM = '[sides.it]\nlabel = "IT"\n[[term]]\nname = "RAG"\n[[term.sense]]\nside = "it"\nmeaning = "{}"\ndefinition = "d"\n'


def test_a_lookup_returns_both_senses_with_their_citations() -> None:
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


def test_a_missing_term_is_an_answer_with_suggestions() -> None:
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
        ({"level": "all"}, ("--level", "all")),
        ({"audience": "marketing", "author": "it"}, ("--for", "marketing", "--from", "it")),
    ):
        found = load().scan(path, **options)  # type: ignore[arg-type]
        rows = run("scan", "brief.md", "--format", "json", *arguments).stdout
        assert found == msgspec.convert(json.loads(rows), list[Finding])
        assert found == load().scan(path.read_text(encoding="utf-8"), name="brief.md", **options)  # type: ignore[arg-type]


def test_a_text_is_plain_text_unless_its_name_has_another_suffix() -> None:
    text, glossary = "What about `DR`?", load()
    assert [finding.column for finding in glossary.scan(text)] == [13]
    assert glossary.scan(text, name="note.md") == []
    assert glossary.scan("") == glossary.scan("\udce9") == []


def test_a_scan_raises_usage_and_read_errors() -> None:
    Path("binary.txt").write_bytes(b"\0")
    with pytest.raises(UsageError, match='unknown side "sales"; choose marketing, it or mixed'):
        load().scan("DR", audience="sales")
    for name in ("nowhere.txt", "binary.txt", "."):
        with pytest.raises(FileError, match=f"^{name}: "):
            load().scan(Path(name))


def test_a_scan_uses_the_glossaries_that_were_loaded() -> None:
    Path("team.toml").write_text(
        '[sides.sales]\nlabel = "Sales"\n[[term]]\nname = "DR"\n'
        '[[term.sense]]\nside = "sales"\nmeaning = "deal registration"\ndefinition = "A claim."\n',
        encoding="utf-8",
    )
    (finding,) = load(glossaries=["team.toml"]).scan("DR is slide four.", audience="sales", level="note")
    assert "Sales hears deal registration" in finding.message


def test_sides_sources_and_citing_terms() -> None:
    glossary = load()
    assert glossary.sides == {"marketing": "Marketing", "it": "IT"}
    assert "crm-2019" in {source.id for source in glossary.sources}
    assert {"DR", "agile"} <= {term.term for term in glossary.citing("crm-2019", 10)}
    assert {term.term for term in glossary.citing("crm-2019", 10)} < {term.term for term in glossary.citing("crm-2019")}
    assert list(glossary.citing("nowhere")) == []


def test_terms_are_in_alphabetical_order() -> None:
    names = [term.term.casefold() for term in load().terms]
    assert names == sorted(names)


@pytest.mark.slow
@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="descriptors are listed by Linux")
def test_a_glossary_that_is_loaded_again_and_again_leaves_nothing_open() -> None:
    def reload(number: int) -> None:
        text = TEAM.format(f"meaning {number}")
        Path("team.toml").write_text(text, encoding="utf-8")
        glossary = load(only=["team.toml"])
        assert glossary.lookup("rag").senses[0].meaning == f"meaning {number}"
        glossary.search("rga")
        glossary.scan("The RAG is red.")

    reload(0)
    gc.collect()
    before = os.listdir("/proc/self/fd")
    kept = load()
    for number in range(1, 20):
        reload(number)
    assert kept.lookup("DR").found
    del kept
    gc.collect()
    assert len(os.listdir("/proc/self/fd")) <= len(before)


def test_a_part_of_a_glossary_outlives_it() -> None:
    terms = load().citing("crm-2019")
    gc.collect(1)  # all of it is young; to look through what other tests have left takes a second
    assert next(terms).term in HEADWORDS


@pytest.mark.parametrize(
    "call", [lambda: load(glossaries=["a\0b"]), lambda: load(only=["a\0b"]), lambda: load().scan(Path("a\0b"))]
)
def test_a_path_with_a_nul_byte_is_a_twosense_error(call: Callable[[], object]) -> None:
    with pytest.raises(TwosenseError, match="the path holds a NUL byte"):
        call()


def test_answers_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        load().lookup("DR").found = False  # type: ignore[misc]


def test_every_error_is_a_twosense_error() -> None:
    with pytest.raises(TwosenseError) as caught:
        load(only=["nowhere.toml"])
    assert isinstance(caught.value, GlossaryError)
    assert caught.value.faults[0].file == "nowhere.toml"


def test_the_version_has_three_parts() -> None:
    assert twosense.__version__.count(".") == 2


def test_headwords_can_be_read_in_pages() -> None:
    glossary = load()
    names = [term.term for term in glossary.terms]
    assert len(glossary) == len(names) >= len(HEADWORDS)
    assert glossary.headwords() == names
    assert glossary.headwords(10, 5) == names[10:15]
    assert glossary.headwords(len(names), 5) == []


def test_a_card_is_an_answer_to_paste_as_text_as_markdown_or_only_what_to_say() -> None:
    glossary = load()
    text = glossary.card("dr")
    assert text.startswith("DR  also D.R.\n")
    assert "\x1b" not in text
    clash = glossary.lookup("DR").clash
    assert f"What goes wrong: {clash}\n" in text  # in one line, for the other program to wrap
    assert glossary.card("dr", "markdown").startswith("## DR (also D.R.)\n")
    assert glossary.card("dr", "say") == (
        "Marketing: direct-response advertising\nMarketing: direct-response\nIT: disaster recovery\n"
    )
    assert [glossary.card("no such term", form) for form in ("text", "markdown", "say")] == [""] * 3


def test_a_source_is_cited_by_the_terms_that_cite_any_of_its_passages() -> None:
    glossary = load()
    passage = [term.term for term in glossary.citing("crm-2019", 10)]
    article = [term.term for term in glossary.citing("crm-2019")]
    assert {"agile", "DR"} <= set(passage) < set(article)
    assert article == [
        term.term for term in glossary.terms if any(c.source == "crm-2019" for sense in term.senses for c in sense.citations)
    ]


def test_every_example_of_a_docstring_is_true() -> None:
    modules = (twosense, twosense.api, twosense.errors, twosense.glossaries, twosense.model, twosense.senses.resolver)
    counts = [doctest.testmod(module) for module in modules]
    assert sum(count.attempted for count in counts) >= 50
    assert sum(count.failed for count in counts) == 0


@pytest.mark.parametrize("name", [name for name in twosense.__all__ if not name.startswith("_")])
def test_every_public_name_has_an_example(name: str) -> None:
    public = getattr(twosense, name)
    members = {} if not isinstance(public, type) else {key: one for key, one in vars(public).items() if callable(one)}
    documented = {name: public} | {f"{name}.{key}": one for key, one in members.items() if not key.startswith("_")}
    assert [key for key, one in documented.items() if ">>> " not in (one.__doc__ or "")] == []


def test_answers_findings_edits_and_faults_become_dictionaries(run: Run) -> None:
    glossary = load()
    text = "The DR site failed over in four hours."
    assert json.loads(json.dumps(glossary.lookup("DR").to_dict())) == json.loads(run("DR", "-f", "json").stdout)[0]
    assert glossary.scan(text, level="note")[0].to_dict()["surface"] == "DR"
    assert glossary.translate(text, reader="marketing").edits[0].to_dict()["replacement"] == "DR site (DR: disaster recovery)"
    (fault,) = twosense.check("nowhere.toml")
    assert isinstance(fault, twosense.Fault)
    assert json.loads(json.dumps(fault.to_dict()))["file"] == "nowhere.toml"


def test_check_reports_what_the_command_reports(run: Run) -> None:
    Path("team.toml").write_text('[sides.it]\nlabel = "IT"\n[[term]]\nname = "RAG"\n', encoding="utf-8")
    done = run("check", "--only", "team.toml")
    assert "".join(f"twosense: {fault}\n" for fault in twosense.check("team.toml", only=True)).encode() == done.stderr != b""
    Path("team.toml").write_text(TEAM.format("meaning"), encoding="utf-8")
    assert twosense.check("team.toml", only=True) == ()


def test_explain_says_what_the_command_says(run: Run) -> None:
    text = "A DR plan.\nThe DR site failed over, not the DR mailing.\n"
    Path("brief.md").write_text(text, encoding="utf-8")
    for location, arguments in (("2", (2,)), ("2:5", (2, 5)), ("2:6", (2, 6)), ("3", (3,))):
        shown = json.loads(run("explain", f"brief.md:{location}", "-f", "json").stdout)
        explained = load().explain(text, *arguments, name="brief.md")
        assert len(explained) == (2 if location == "2" else location != "3")
        assert [json.loads(json.dumps(why.to_dict())) for why in explained] == [
            {key: value for key, value in one.items() if key not in ("place", "surface")} for one in shown
        ]


def test_an_export_is_that_of_the_command(run: Run) -> None:
    for kind in ("csv", "json", "skos", "html"):
        assert twosense.export(kind, layers=["built-in"]).encode() == run("export", "-f", kind, "--layer", "built-in").stdout
    assert twosense.export("csv", excel=True).startswith("\ufeffterm,")
    with pytest.raises(twosense.UsageError, match='unknown format "xlsx"'):
        twosense.export("xlsx")
