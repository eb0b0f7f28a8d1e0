"""`twosense scan`: what it prints and how it ends, format by format, and what no file does to it."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from tests.conftest import TOP, Run
from twosense.characters import is_unsafe
from twosense.output.findings import FORMATS

pytestmark = pytest.mark.warm

GLOSSARY = str(TOP / "tests" / "golden" / "glossary.toml")
BRIEF = "The DR plan.\n\nWe \U0001f600 cut DR {} the\r\nIT\r\nbudget.\n"


@pytest.fixture
def brief() -> str:
    Path("brief.md").write_text(BRIEF, encoding="utf-8", newline="")
    return "brief.md"


def rows(run: Run, *arguments: str) -> list[dict[str, object]]:
    return json.loads(run("scan", *arguments, "--format", "json", "--level", "note").stdout)


def test_every_format_tells_of_the_same_findings(brief: str, run: Run) -> None:
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


def test_rows_keep_their_schema_and_give_the_bytes_of_the_file(brief: str, run: Run) -> None:
    schema = json.loads(run("schema", "scan").stdout)
    data = Path(brief).read_bytes()
    for row in rows(run, brief):
        jsonschema.validate(row, schema)
        assert data[row["offset"] : row["offset"] + row["length"]].decode() == row["surface"]


@pytest.mark.parametrize("text", [BRIEF, "nothing here\n", "DR " * 500, "\u202e\x1b[31mDR\x9b agile\u2066\n"])
def test_sarif_is_what_the_standard_says(text: str, run: Run) -> None:
    schema = json.loads((TOP / "tests" / "scan" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    name = "a b\u00e9%.md"
    Path(name).write_text(text, encoding="utf-8", newline="")
    document = json.loads(run("scan", name, "--format", "sarif", "--level", "note").stdout)
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(document)
    (one_run,) = document["runs"]
    lines = text.replace("\r\n", "\n").split("\n")
    for result in one_run["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "a%20b%C3%A9%25.md"
        region = place["region"]
        if region["startLine"] == region["endLine"]:
            line = lines[region["startLine"] - 1].encode("utf-16-le")
            shown = line[2 * region["startColumn"] - 2 : 2 * region["endColumn"] - 2].decode("utf-16-le")
            assert shown == place["region"]["snippet"]["text"]
        assert one_run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert all(fix["artifactChanges"][0]["replacements"][0]["deletedRegion"]["startLine"] for fix in result["fixes"])


def test_hostile_text_and_names_reach_no_terminal(run: Run) -> None:
    name = "\x1b[31m\u202e::error::,x%.txt"
    Path(name).write_text("\x1b]0;owned\x07DR\u202e\x9b agile ::error::x\n", encoding="utf-8")
    for form in FORMATS:
        done = run("scan", name, "--format", form, "--level", "note")
        assert done.returncode == 1
        assert not [c for c in (done.stdout + done.stderr).decode() if is_unsafe(c) and c not in "\r\n"]
    assert "file=\ufffd[31m\ufffd%3A%3Aerror%3A%3A%2Cx%25.txt," in run("scan", name, "--format", "github").stdout.decode()


def test_a_walk_reads_prose_that_nothing_leaves_out(run: Run) -> None:
    for name in (
        "a.md",
        "b.py",
        "c.txt",
        "skip/d.md",
        "keep/e.html",
        "keep/f.log",
        ".hidden/g.md",
        "keep/h.md",
        "keep/i.dat",
        "README",
    ):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("the DR plan\n")
    Path("keep/loop").symlink_to("..")
    Path("keep/again.md").symlink_to("h.md")
    Path(".gitignore").write_text("skip/\n*.txt\n")
    Path("keep/.gitignore").write_text("h.md\n!e.html\n")

    def read(*arguments: str) -> list[object]:
        return [row["file"] for row in rows(run, *arguments)]

    assert read(".") == ["README", "a.md", "keep/e.html"]
    assert read("keep", "a.md", "./a.md", "c.txt") == ["keep/e.html", "a.md", "c.txt"]
    Path("pyproject.toml").write_text('[tool.twosense.scan]\ninclude = ["*.log"]\nexclude = ["README"]\n')
    assert read(".") == ["a.md", "keep/e.html", "keep/f.log"]
    Path(".twosense.toml").write_text('[scan]\nexclude = ["/keep/*.html", "!README"]\n')
    assert read(".") == ["README", "a.md"]
    Path(".twosense.toml").write_text('[scan]\nexcludes = ["x"]\n')
    done = run("scan", ".")
    assert done.returncode == 2
    assert b".twosense.toml:2: scan.excludes: unknown key" in done.stderr


def test_standard_input_has_the_name_and_markup_it_is_given(run: Run) -> None:
    done = run("scan", "-", "--stdin-filename", "note.md", stdin=b"the `DR` and the DR\n")
    assert done.stdout.startswith(b"note.md:1:18: warning: DR: ")
    assert run("scan", "-", stdin=b"the `DR` and the DR\n").stdout.count(b"\n") == 2
    assert run("scan", "-", stdin=b"").returncode == 0


def test_a_quiet_run_is_silent(run: Run) -> None:
    Path("a.txt").write_text("nothing of note\n")
    done = run("scan", "a.txt")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_the_last_line_sums_up(brief: str, run: Run) -> None:
    done = run("scan", brief)
    assert done.stderr == b"twosense: 3 warnings in 1 file; most often: DR 2\n"
    assert run("scan", brief, "--exit-zero").returncode == 0


def test_an_old_finding_fails_no_build(brief: str, run: Run) -> None:
    for form in ("json", "ndjson"):
        Path("old").write_bytes(run("scan", brief, "--format", form, "--level", "note").stdout)
        done = run("scan", brief, "--baseline", "old")
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        Path(brief).write_text(f"New lines\n\nabove.\n\n{BRIEF}", encoding="utf-8", newline="")
        for path in (brief, ".", os.path.abspath(brief)):
            assert run("scan", path, "--baseline", "old").returncode == 0
        Path(brief).write_text(f"{BRIEF}\nOne more DR.\n", encoding="utf-8", newline="")
        assert run("scan", brief, "--baseline", "old").stdout.startswith(b"brief.md:7:10: warning: DR")
        Path(brief).write_text(BRIEF, encoding="utf-8", newline="")
    Path("old").write_text("{}")
    done = run("scan", brief, "--baseline", "old")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"twosense: old: no findings as `--format json` writes them" in done.stderr


def test_many_files_give_what_they_give_one_by_one(run: Run) -> None:
    for number in range(12):
        Path(f"{number:02}.txt").write_text(f"{number} the DR plan, agile\n" + "and nothing else\n" * 30_000)
    Path("05.txt").write_bytes(b"\xff\xfeD\0R\0")
    together = run("scan", ".", "--format", "ndjson")
    assert together.returncode == 2
    assert together.stderr == b"twosense: 05.txt: the text is UTF-16; save it as UTF-8\n"
    assert together.stdout == b"".join(run("scan", f"{number:02}.txt", "--format", "ndjson").stdout for number in range(12))


def test_a_reader_who_leaves_early_is_no_trouble() -> None:
    for number in range(4):
        Path(f"{number}.txt").write_text("the DR plan, agile\n" * 8_000)
    program = subprocess.Popen(
        [sys.executable, "-m", "twosense", "scan", "."], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert program.stdout is not None
    program.stdout.read(100)
    program.stdout.close()
    assert program.wait(timeout=30) == 0


def test_explain_names_every_mention_of_a_line_or_the_one_at_a_column(brief: str, run: Run) -> None:
    assert run("explain", f"{brief}:3").stdout.startswith(b'brief.md:3:10: "DR": ')
    assert run("explain", f"{brief}:5:2").stdout.startswith(b'brief.md:4:1: "IT budget": ')
    assert json.loads(run("explain", f"{brief}:1:6", "--format", "json").stdout)[0]["place"] == "brief.md:1:5"
    for place in ("brief.md:2", "brief.md:1:4", "brief.md:999999999999"):
        assert run("explain", place).returncode == 1
    for place in ("brief.md", "missing.md:3", "brief.md:x"):
        assert run("explain", place).returncode == 2
    assert run("explain", ".:3").stderr == b"twosense: .: a folder; name a text\n"
