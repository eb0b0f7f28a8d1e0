"""Findings: what each format of a scan promises."""

from __future__ import annotations

import base64
import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.conftest import Run
from twosense.output.findings.formats import FORMATS
from twosense.text.sanitize import unsafe_in

BRIEF = "The DR is cut.\n\nWe \U0001f600 cut DR {} the\r\nIT\r\nbudget. It is, in my view, late.\n"


@pytest.fixture
def brief() -> str:
    Path("brief.md").write_text(BRIEF, encoding="utf-8", newline="")
    return "brief.md"


def rows(run: Run, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("scan", *arguments, "--format", "json", "--level", "all").stdout)
    return found


def test_a_path_in_a_table_leads_to_the_file_and_is_no_formula(run: Run) -> None:
    names = ["-b.md", "=a.md", "@scope.md", "plain.md"]
    for name in names:
        Path(name).write_text("Who is for DR?\n", encoding="utf-8")
    out = run("scan", "--format", "csv", "--", *names).stdout.decode()
    paths = [row["file"] for row in csv.DictReader(io.StringIO(out))]
    assert paths == ["./-b.md", "./=a.md", "./@scope.md", "plain.md"]
    assert all(Path(path).exists() for path in paths)
    (row,) = csv.DictReader(io.StringIO(run("scan", "-", "--format", "csv", stdin=b"Who is for DR?\n").stdout.decode()))
    assert row["file"] == "-"


def test_every_format_reports_the_same_findings(brief: str, run: Run) -> None:
    found = rows(run, brief)
    assert [(row["line"], row["column"], row["surface"]) for row in found] == [
        (1, 5, "DR"),
        (3, 10, "DR"),
        (4, 1, "IT\r\nbudget"),
        (5, 22, "view"),
    ]
    assert [(row["level"], row["more"]) for row in found] == [("warning", 0), ("note", 0), ("note", 0), ("ordinary", 0)]
    assert (found[3]["side"], found[3]["message"], found[3]["instead"]) == ("none", 'ordinary use of "view"', [])
    out = {form: run("scan", brief, "-q", "--format", form, "--level", "all").stdout.decode() for form in FORMATS}
    assert [json.loads(line) for line in out["ndjson"].splitlines()] == found
    assert [line.split(": ")[0] for line in out["text"].splitlines()] == [
        *("brief.md:1:5", "brief.md:3:10", "brief.md:4:1", "brief.md:5:22"),
    ]
    table = list(csv.DictReader(io.StringIO(out["csv"])))
    assert [(row["line"], row["term"]) for row in table] == [("1", "DR"), ("3", "DR"), ("4", "IT budget"), ("5", "view")]
    assert out["github"].splitlines()[1].startswith("::notice file=brief.md,line=3,endLine=3,title=DR,col=10,endColumn=12::")
    assert "col=" not in out["github"].splitlines()[2]
    assert out["github"].splitlines()[3].startswith("::notice file=brief.md,line=5,")
    assert "| 3:10 | note | DR |" in out["markdown"]
    assert "| 5:22 | ordinary | view |" in out["markdown"]
    results = json.loads(out["sarif"])["runs"][0]["results"]
    assert results[1]["locations"][0]["physicalLocation"]["region"]["startColumn"] == 11
    assert [(result["kind"], result["level"]) for result in results[2:]] == [("fail", "note"), ("informational", "none")]


def test_every_format_says_how_many_mentions_a_warning_stands_for(run: Run) -> None:
    Path("brief.md").write_text("Who is for DR? For DR?\n\nFor DR?\n", encoding="utf-8")
    out = {form: run("scan", "brief.md", "--format", form).stdout.decode() for form in FORMATS}
    for form in ("text", "github", "markdown", "sarif"):
        assert "and 2 more in this file" in out[form]
    assert json.loads(out["json"])[0]["more"] == json.loads(out["ndjson"])["more"] == 2
    assert [row["more"] for row in csv.DictReader(io.StringIO(out["csv"]))] == ["2"]
    assert "1 warning in 1 file; 2 more of the same: see --level note." in out["markdown"]


def test_a_row_keeps_its_schema_and_its_offset_finds_its_surface(brief: str, run: Run) -> None:
    schema = json.loads(run("schema", "scan").stdout)
    data = Path(brief).read_bytes()
    for row in rows(run, brief):
        jsonschema.validate(row, schema)
        assert data[row["offset"] : row["offset"] + row["length"]].decode() == row["surface"]


@pytest.mark.parametrize("text", [BRIEF, "nothing here\n", "DR " * 20, "\u202e\x1b[31mDR\x9b agile\u2066\n"])
def test_sarif_keeps_the_schema_of_the_standard(text: str, run: Run) -> None:
    schema = json.loads(Path(__file__).with_name("sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    name = "a b\u00e9%.md"
    Path(name).write_text(text, encoding="utf-8", newline="")
    document = json.loads(run("scan", name, "--format", "sarif", "--level", "all").stdout)
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(document)
    (one_run,) = document["runs"]
    lines = text.replace("\r\n", "\n").split("\n")
    for result in one_run["results"]:
        location = result["locations"][0]["physicalLocation"]
        assert location["artifactLocation"]["uri"] == "a%20b%C3%A9%25.md"
        region = location["region"]
        if region["startLine"] == region["endLine"]:
            line = lines[region["startLine"] - 1].encode("utf-16-le")
            shown = line[2 * region["startColumn"] - 2 : 2 * region["endColumn"] - 2].decode("utf-16-le")
            assert shown == region["snippet"]["text"]
        assert one_run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        fixes = result.get("fixes", ())
        assert all(fix["artifactChanges"][0]["replacements"][0]["deletedRegion"]["startLine"] for fix in fixes)


@pytest.mark.parametrize("form", FORMATS)
def test_control_characters_of_a_text_or_its_name_are_never_printed(form: str, run: Run) -> None:
    name = "\x1b[31m\u202e::error::,x%.txt"
    Path(name).write_text("\x1b]0;owned\x07DR\u202e\x9b agile ::error::x\n", encoding="utf-8")
    done = run("scan", name, "--format", form, "--level", "all")
    assert done.returncode == 1
    assert unsafe_in((done.stdout + done.stderr).decode()) <= {"\r", "\n"}
    if form == "github":
        assert "file=\ufffd[31m\ufffd%3A%3Aerror%3A%3A%2Cx%25.txt," in done.stdout.decode()


def test_a_finding_that_has_no_line_in_its_file_is_given_none(run: Run) -> None:
    mail = "Subject: x\nContent-Transfer-Encoding: base64\n\n" + base64.b64encode(b"Hello.\n\nThe DR is cut.\n").decode()
    Path("a.eml").write_text(mail, encoding="utf-8")
    where = "line 3 of part 1, decoded"
    scanned = {form: run("scan", "a.eml", "--format", form).stdout.decode() for form in FORMATS}
    assert all(where in output for output in scanned.values())
    assert scanned["github"].startswith("::warning file=a.eml,title=DR::")
    (result,) = json.loads(scanned["sarif"])["runs"][0]["results"]
    assert result["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "a.eml"}}}]
    assert "fixes" not in result
    diagnostic = json.loads(scanned["rdjsonl"])
    assert (diagnostic["location"], diagnostic["suggestions"]) == ({"path": "a.eml"}, [])
    (finding,) = json.loads(scanned["json"])
    assert (finding["place"], finding["line"], finding["column"], finding["excerpt"]) == (where, 3, 5, "The DR is cut.")
