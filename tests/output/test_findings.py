"""Findings: what each format of a scan promises."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.conftest import Run
from twosense.output.findings.formats import FORMATS
from twosense.text.sanitize import is_unsafe

pytestmark = pytest.mark.shared_cache

BRIEF = "The DR plan.\n\nWe \U0001f600 cut DR {} the\r\nIT\r\nbudget.\n"


@pytest.fixture
def brief() -> str:
    Path("brief.md").write_text(BRIEF, encoding="utf-8", newline="")
    return "brief.md"


def rows(run: Run, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("scan", *arguments, "--format", "json", "--level", "note").stdout)
    return found


def test_every_format_reports_the_same_findings(brief: str, run: Run) -> None:
    found = rows(run, brief)
    assert [(row["line"], row["column"], row["surface"]) for row in found] == [
        (1, 5, "DR"),
        (3, 10, "DR"),
        (4, 1, "IT\r\nbudget"),
    ]
    out = {form: run("scan", brief, "--format", form, "--level", "note").stdout.decode() for form in FORMATS}
    assert [json.loads(line) for line in out["ndjson"].splitlines()] == found
    assert [line.split(": ")[0] for line in out["text"].splitlines()] == ["brief.md:1:5", "brief.md:3:10", "brief.md:4:1"]
    table = list(csv.DictReader(io.StringIO(out["csv"])))
    assert [(row["line"], row["term"]) for row in table] == [("1", "DR"), ("3", "DR"), ("4", "IT budget")]
    assert out["github"].splitlines()[1].startswith("::warning file=brief.md,line=3,endLine=3,title=DR,col=10,endColumn=12::")
    assert "col=" not in out["github"].splitlines()[2]
    assert "| 3:10 | warning | DR |" in out["markdown"]
    results = json.loads(out["sarif"])["runs"][0]["results"]
    assert results[1]["locations"][0]["physicalLocation"]["region"]["startColumn"] == 11


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
    document = json.loads(run("scan", name, "--format", "sarif", "--level", "note").stdout)
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
        assert all(fix["artifactChanges"][0]["replacements"][0]["deletedRegion"]["startLine"] for fix in result["fixes"])


@pytest.mark.parametrize("form", FORMATS)
def test_control_characters_of_a_text_or_its_name_are_never_printed(form: str, run: Run) -> None:
    name = "\x1b[31m\u202e::error::,x%.txt"
    Path(name).write_text("\x1b]0;owned\x07DR\u202e\x9b agile ::error::x\n", encoding="utf-8")
    done = run("scan", name, "--format", form, "--level", "note")
    assert done.returncode == 1
    assert not [c for c in (done.stdout + done.stderr).decode() if is_unsafe(c) and c not in "\r\n"]
    if form == "github":
        assert "file=\ufffd[31m\ufffd%3A%3Aerror%3A%3A%2Cx%25.txt," in done.stdout.decode()
