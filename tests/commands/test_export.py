"""`twosense export`: what each format holds, and that no text of a glossary breaks out of it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from textual.color import Color

from tests.conftest import HEADWORDS, TOP, Run
from tests.source import PACKAGE
from twosense import Glossary
from twosense.output.sides import BADGES
from twosense.text.sanitize import unsafe_in
from twosense.tui.contrast import TEXT, ratio

FORMATS = ("csv", "json", "skos", "html")
HOSTILE = """\
[sides.ops]
label = "<b>Ops</b> & \\"co\\""
[[term]]
name = "</script><script>alert(1)</script>"
aliases = ["=cmd()", "a\\\\\\" <#b>"]
clash = "<!-- ${x} {title} -->"
related = ["</script><script>alert(1)</script>"]
[[term.sense]]
side = "ops"
meaning = "'\\"><img src=x onerror=alert(1)>"
definition = "-1+1"
say = { noun = "\\" . <urn:x> a <urn:y>" }
examples = ["@SUM(1)", "&lt;"]
"""


def exported(run: Run, form: str, *options: str) -> str:
    done = run("export", "--format", form, *options)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode()
    assert unsafe_in(text) <= {"\n"}
    return text


@pytest.fixture
def hostile() -> tuple[str, str]:
    """The options for a glossary whose texts look like markup."""
    Path("hostile.toml").write_text(HOSTILE, encoding="utf-8")
    return "--only", "hostile.toml"


@pytest.mark.parametrize("form", ["csv", "json", "skos"])
def test_a_format_equals_its_golden_file(form: str, run: Run) -> None:
    """A change of a format must be seen in review: `tests/output/golden/update` writes the files anew."""
    golden = TOP / "tests" / "output" / "golden"
    assert exported(run, form, "--only", str(golden / "glossary.toml")) == (golden / f"export.{form}").read_text(
        encoding="utf-8"
    )


def test_a_table_has_a_row_for_each_sense_and_escapes_formulas_only_for_excel(run: Run, hostile: tuple[str, str]) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(run, "csv"))))
    assert {row["term"] for row in rows} >= set(HEADWORDS)
    (dr,) = [row for row in rows if (row["term"], row["side"]) == ("DR", "it")]
    assert (dr["meaning"], dr["aliases"], dr["citations"]) == ("disaster recovery", "D.R.", "crm-2019#10 (stated)")
    assert dr["say"].startswith("noun: disaster recovery; ")
    for options, start, formula, alias in (((), "", "-1+1", "=cmd()"), (("--excel",), "\ufeff", "'-1+1", "'=cmd()")):
        text = exported(run, "csv", *hostile, *options)
        assert text.startswith(f"{start}term,side,")
        (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
        assert (row["definition"], row["aliases"].partition(";")[0]) == (formula, alias)


def test_json_is_described_by_the_schema_of_a_glossary(run: Run) -> None:
    schema = json.loads(run("schema", "glossary").stdout)
    glossary = json.loads(exported(run, "json"))
    jsonschema.validate(glossary, schema)
    assert {term["name"] for term in glossary["term"]} >= set(HEADWORDS)
    assert glossary["sides"] == {"marketing": {"label": "Marketing"}, "it": {"label": "IT"}}


def test_skos_has_a_scheme_for_each_side_and_a_concept_for_each_sense(
    run: Run, hostile: tuple[str, str], glossary: Glossary
) -> None:
    rdflib = pytest.importorskip("rdflib")
    skos, dct = rdflib.SKOS, rdflib.DCTERMS
    senses = sum(sense.layer == "built-in" for term in glossary.terms for sense in term.senses)
    texts = [exported(run, "skos", "--layer", "built-in"), exported(run, "skos", *hostile)]
    for text, sides, count in ((texts[0], {"Marketing", "IT"}, senses), (texts[1], {'<b>Ops</b> & "co"'}, 1)):
        graph = rdflib.Graph().parse(data=text, format="turtle")
        schemes = set(graph.subjects(rdflib.RDF.type, skos.ConceptScheme))
        concepts = set(graph.subjects(rdflib.RDF.type, skos.Concept))
        assert {str(graph.value(scheme, skos.prefLabel)) for scheme in schemes} == sides
        assert len(concepts) == count
        collected = Counter(graph.objects(None, skos.member))
        for concept in concepts:
            preferred, *others = graph.objects(concept, skos.prefLabel)
            assert not others
            assert preferred not in set(graph.objects(concept, skos.altLabel))
            assert set(graph.objects(concept, skos.inScheme)) < schemes | {None}
            assert len(list(graph.objects(concept, skos.definition))) == 1
            assert set(graph.objects(concept, skos.related)) <= concepts - {concept}
            assert collected[concept] == 1
    graph = rdflib.Graph().parse(data=texts[0], format="turtle")
    dr = rdflib.URIRef("urn:twosense:sense:dr:it:disaster+recovery")
    assert str(graph.value(dr, skos.scopeNote)) == "disaster recovery"
    assert str(graph.value(dr, dct.bibliographicCitation)) == "Defined in CRM magazine, 28 Oct 2019, ¶10"
    assert graph.value(dr, dct.source) in {None, *graph.objects(None, dct.source)}
    assert "D.R." in set(map(str, graph.objects(dr, skos.altLabel)))


class Page(HTMLParser):
    """What a browser makes of a page: its elements with their attributes, its text, and elements that are not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.texts.append(data)


def test_a_page_is_whole_and_loads_nothing(run: Run, hostile: tuple[str, str]) -> None:
    for options in ((), ("--layer", "jargon"), hostile):
        page = Page(exported(run, "html", *options))
        assert page.open == []
        tags = Counter(tag for tag, _ in page.elements)
        assert (tags["script"], tags["style"], tags["img"], tags["link"], tags["iframe"], tags["h1"]) == (1, 1, 0, 0, 0, 1)
        attributes = [(name, value or "") for _, values in page.elements for name, value in values.items()]
        assert not [name for name, _ in attributes if name in ("src", "style", "srcset", "action") or name.startswith("on")]
        ids = [value for name, value in attributes if name == "id"]
        assert len(ids) == len(set(ids))
        links = [value for name, value in attributes if name == "href"]
        assert [link for link in links if not link.startswith(("#", "https://", "http://"))] == []
        assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
        policy = next(values["content"] for _, values in page.elements if values.get("http-equiv") == "Content-Security-Policy")
        assert policy
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
    assert "'\"><img src=x onerror=alert(1)>" in "".join(page.texts)
    assert "<!-- ${x} {title} -->" in "".join(page.texts)


def test_a_page_has_all_that_an_entry_has(run: Run) -> None:
    text = " ".join("".join(Page(exported(run, "html")).texts).split())
    entry = text[text.index("DR also D.R.") :]
    for part in (
        "◆ Marketing: direct response Advertising that asks",
        "● IT: disaster recovery The plan, equipment",
        "Say “disaster recovery”",
        "Defined in CRM magazine, 28 Oct 2019, paragraph 10",
        "What goes wrong: The company's savings list",
        "Related: operations, risk, promotion",
    ):
        assert part in entry
        entry = entry[entry.index(part) :]
    assert "Sources" in entry


def test_the_colours_of_the_sides_can_be_read_on_the_cards() -> None:
    style = (PACKAGE / "output" / "exports" / "page.css").read_text(encoding="utf-8")
    light, dark = re.findall(r"--card: (#\w+)", style)
    for badge in BADGES:
        assert ratio(Color.parse(badge.on_light), Color.parse(light)) >= TEXT
        assert ratio(Color.parse(badge.on_dark), Color.parse(dark)) >= TEXT


@pytest.mark.parametrize("form", FORMATS)
def test_a_layer_is_exported_alone(form: str, run: Run) -> None:
    Path("team.toml").write_text(
        '[[term]]\nname = "DR"\n[[term.sense]]\nside = "it"\nmeaning = "a door"\ndefinition = "It opens."\n', encoding="utf-8"
    )
    text = exported(run, form, "--glossary", "team.toml", "--layer", "command-line")
    assert "a door" in text.replace("+", " ")
    assert "disaster recovery" not in text
    assert "agile" not in text
    nothing = run("export", "--format", form, "--layer", "command-line")
    message = b"twosense: nothing to export; `twosense paths` shows the glossaries that are read\n"
    assert (nothing.returncode, nothing.stderr) == (1, message)


def test_a_layer_is_exported_as_its_files_have_it(run: Run) -> None:
    Path("team.toml").write_text(
        '[[term]]\nname = "dr"\naliases = ["d-r"]\nrelated = ["agile"]\nforms = { plural = ["doors"] }\n'
        '[[term.sense]]\nside = "it"\nmeaning = "a door"\ndefinition = "It opens."\n',
        encoding="utf-8",
    )
    layer = ("--glossary", "team.toml", "--layer", "command-line")
    (term,) = json.loads(exported(run, "json", *layer))["term"]
    assert (term["name"], term["aliases"], term["related"]) == ("dr", ["d-r"], ["agile"])
    assert term["forms"] == {"plural": ["doors"]}
    assert not term.get("clash")
    (row,) = csv.DictReader(io.StringIO(exported(run, "csv", *layer)))
    assert (row["term"], row["aliases"], row["clash"], row["related"]) == ("dr", "d-r", "", "agile")
    assert b"D.R." in run("DR", "--glossary", "team.toml").stdout  # all layers together


def test_sides_that_differ_in_case_only_are_two_schemes(run: Run) -> None:
    senses = "".join(
        f'[[term.sense]]\nside = "{side}"\nmeaning = "a door"\ndefinition = "It opens."\n' for side in ("it", "IT")
    )
    sides = '[sides.it]\nlabel = "it"\n[sides.IT]\nlabel = "IT"\n'
    Path("team.toml").write_text(f'{sides}[[term]]\nname = "Gate"\n{senses}', encoding="utf-8")
    text = exported(run, "skos", "--only", "team.toml")
    for name in ("side:it", "side:IT", "sense:gate:it:a+door", "sense:gate:IT:a+door", "term:gate"):
        assert text.count(f"\n<urn:twosense:{name}>\n") == 1


def test_excel_is_only_for_a_table(run: Run) -> None:
    done = run("export", "--format", "json", "--excel")
    assert (done.returncode, done.stderr) == (2, b"twosense: --excel needs a table; add --format csv\n")
