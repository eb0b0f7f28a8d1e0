"""The formats that services of a build read: what each promises."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.conftest import Run
from twosense.text.sanitize import unsafe_in

TEXT = "\ufeffFor DR?\n\nWe \U0001f600 caf\u00e9 cut DR, \u00e9: the\r\nIT\r\nbudget. It is, in my view, late.\n"
HOSTILE = "\x1b]0;owned\x07DR\u202e\x9b agile ]]></failure> & <x> ::error::x\ufffe\uffff\n"


def diagnostics(run: Run, *arguments: str) -> list[dict[str, Any]]:
    lines = run("scan", *arguments, "--format", "rdjsonl").stdout.decode().splitlines()
    return [json.loads(line) for line in lines]


def object_of(**properties: object) -> dict[str, object]:
    return {"type": "object", "additionalProperties": False, "required": list(properties), "properties": properties}


TEXT_TYPE = {"type": "string"}
POSITION = object_of(line={"type": "integer", "minimum": 1}, column={"type": "integer", "minimum": 1})
RANGE = object_of(start=POSITION, end=POSITION)
# The Reviewdog Diagnostic Format, as far as it is used here; in its own schema every property is optional.
DIAGNOSTIC = object_of(
    message=TEXT_TYPE,
    location=object_of(path=TEXT_TYPE, range=RANGE),
    severity={"enum": ["ERROR", "WARNING", "INFO"]},
    source=object_of(name=TEXT_TYPE),
    code=object_of(value=TEXT_TYPE),
    suggestions={"type": "array", "items": object_of(range=RANGE, text=TEXT_TYPE)},
)


def test_a_diagnostic_of_reviewdog_finds_its_word_by_bytes(run: Run) -> None:
    Path("brief.md").write_text(TEXT, encoding="utf-8", newline="")
    found = diagnostics(run, ".", "--level", "all")
    levels = [row["level"] for row in json.loads(run("scan", ".", "--level", "all", "-f", "json").stdout)]
    assert [one["code"]["value"] for one in found] == ["DR", "DR", "IT budget", "view"]
    assert [one["severity"] for one in found] == ["WARNING" if level == "warning" else "INFO" for level in levels]
    assert set(levels) == {"warning", "note", "ordinary"}
    lines = Path("brief.md").read_bytes().split(b"\n")
    for one in found:
        jsonschema.validate(one, DIAGNOSTIC)
        assert one["location"]["path"] == "brief.md"
        start, end = one["location"]["range"].values()
        if start["line"] == end["line"]:
            surface = lines[start["line"] - 1][start["column"] - 1 : end["column"] - 1].decode()
            assert surface == one["code"]["value"]
        for suggestion in one["suggestions"]:
            assert suggestion["range"] == one["location"]["range"]
    assert [one["text"] for one in found[0]["suggestions"]] == ["disaster recovery", "direct-response advertising"]


def test_a_report_for_gitlab_has_what_a_merge_request_needs(run: Run) -> None:
    Path("brief.md").write_text("The DR is cut.\n\n" * 3, encoding="utf-8")
    issues = json.loads(run("scan", ".", "--level", "note", "--format", "gitlab").stdout)
    assert [one["severity"] for one in issues] == ["minor", "info", "info"]
    assert [one["location"] for one in issues][1] == {"path": "brief.md", "lines": {"begin": 3, "end": 3}}
    assert len({one["fingerprint"] for one in issues}) == 3
    assert all(one["description"].startswith("DR: ") and one["check_name"] == "DR" for one in issues)
    Path("brief.md").write_text("New.\n\n" + "The DR is cut.\n\n" * 3, encoding="utf-8")
    moved = json.loads(run("scan", ".", "--level", "note", "--format", "gitlab").stdout)
    assert [one["fingerprint"] for one in moved][1:] == [one["fingerprint"] for one in issues][1:]


def test_junit_has_a_failed_test_for_each_warning(run: Run) -> None:
    Path("brief.md").write_text(TEXT, encoding="utf-8", newline="")
    suite = ET.fromstring(run("scan", "brief.md", "--level", "note", "--format", "junit").stdout)  # noqa: S314  # our own
    tests = suite.findall("testsuite/testcase")
    assert [test.get("name") for test in tests] == ["brief.md:1:5: DR", "brief.md:3:15: DR", "brief.md:4:1: IT budget"]
    levels = [row["level"] for row in json.loads(run("scan", "brief.md", "--level", "note", "-f", "json").stdout)]
    assert [test[0].tag for test in tests] == ["failure" if level == "warning" else "skipped" for level in levels]
    assert levels[:2] == ["warning", "note"]
    assert "write " in (tests[0][0].get("message") or "")
    assert tests[0][0].text == "brief.md:1:5: For DR?"


def test_junit_has_one_passed_test_without_findings(run: Run) -> None:
    suite = ET.fromstring(run("scan", "-", "--format", "junit", stdin=b"Nothing.").stdout)  # noqa: S314  # our own
    (test,) = suite.findall("testsuite/testcase")
    assert len(test) == 0


@pytest.mark.parametrize("form", ["rdjsonl", "gitlab", "junit", "github", "sarif"])
def test_a_hostile_text_leaves_the_document_whole(form: str, run: Run) -> None:
    Path('a&<b>".md').write_text(HOSTILE, encoding="utf-8")
    out = run("scan", ".", "--level", "all", "--format", form).stdout.decode()
    assert unsafe_in(out) <= {"\n"}
    if form == "junit":
        ET.fromstring(out)  # noqa: S314  # our own
    elif form == "github":
        assert all(line.startswith(("::warning file=a&<b>", "::notice file=a&<b>")) for line in out.splitlines())
    else:
        for line in out.splitlines() if form == "rdjsonl" else [out]:
            json.loads(line)


def test_the_worst_annotations_come_first(run: Run) -> None:
    Path("a.md").write_text("The DR site failed over.\n\nWho is for DR? It is, in my view, late.\n", encoding="utf-8")
    Path("b.md").write_text("Call now: our DR spots on late-night television.\n", encoding="utf-8")
    lines = run("scan", ".", "--for", "it", "--level", "all", "--format", "github").stdout.decode().splitlines()
    assert [line.partition(",endLine")[0] for line in lines] == [
        "::warning file=b.md,line=1",
        "::notice file=a.md,line=1",
        "::notice file=a.md,line=3",
        "::notice file=a.md,line=3",
    ]
    assert "title=view" in lines[3]


def test_the_summary_of_a_step_says_what_github_leaves_out(run: Run) -> None:
    for number in range(13):
        Path(f"{number:02}.md").write_text("Who is for DR?\n", encoding="utf-8")
    Path("summary.md").write_text("# Before\n", encoding="utf-8")
    done = run("scan", ".", "--format", "github", GITHUB_STEP_SUMMARY="summary.md")
    note = "GitHub shows 10 annotations of a kind in a step; 3 warnings more in the log"
    assert done.stderr.decode().splitlines()[0] == f"twosense: {note}"
    summary = Path("summary.md").read_text(encoding="utf-8")
    assert summary.startswith("# Before\n# Words with two senses\n\n13 warnings in 13 files")
    assert summary.endswith(f"\n{note}.\n")
    assert summary.count("| 1:12 | warning | DR |") == 13
    assert b"GitHub shows" not in run("scan", "00.md", "--format", "github").stderr


def test_a_summary_is_cut_to_what_github_accepts(run: Run) -> None:
    Path("brief.md").write_text("Who is for DR?\n\n" * 8000, encoding="utf-8")
    run("scan", "brief.md", "--level", "note", "--format", "github", GITHUB_STEP_SUMMARY="summary.md")
    summary = Path("summary.md").read_bytes()
    assert len(summary) <= 1 << 20
    assert b"|\n\nThe rest does not fit; it is in the log.\n\nGitHub shows 10" in summary


def test_a_summary_that_cannot_be_written_is_an_error(run: Run) -> None:
    Path("brief.md").write_text("Who is for DR?\n", encoding="utf-8")
    done = run("scan", "brief.md", "--format", "github", GITHUB_STEP_SUMMARY="no/where.md")
    assert done.returncode == 2
    assert b"no/where.md: cannot be written: No such file or directory" in done.stderr


def test_a_rule_of_sarif_has_a_help_text_and_tags(run: Run) -> None:
    Path("brief.md").write_text("Who is for DR?\n", encoding="utf-8")
    (one,) = json.loads(run("scan", "brief.md", "--format", "sarif").stdout)["runs"]
    assert one["automationDetails"]["id"] == "twosense/"
    (rule,) = one["tool"]["driver"]["rules"]
    assert "IT hears disaster recovery, Marketing hears direct response" in rule["help"]["text"]
    assert "`twosense off DR`" in rule["help"]["markdown"]
    assert rule["properties"]["tags"] == ["terminology", "clarity"]
    assert rule["fullDescription"]["text"].endswith(".")


def test_a_rule_of_sarif_says_of_jargon_that_readers_may_not_know_it(run: Run) -> None:
    Path("a.md").write_text("Our webhook failed.\n", encoding="utf-8")
    done = run("scan", "--for", "marketing", "--format", "sarif", "a.md")
    (rule,) = json.loads(done.stdout)["runs"][0]["tool"]["driver"]["rules"]
    assert "may not know it. Marketing may not know the word. Write" in rule["help"]["text"]
