"""Calls of the program as cases in a data file, and what a data file cannot hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import tomli

from tests.conftest import HEADWORDS, Run
from twosense.text.sanitize import unsafe_in

CASES: list[dict[str, Any]] = tomli.loads(Path(__file__).with_name("calls.toml").read_text(encoding="utf-8"))["case"]
FORMATS = ("text", "json", "ndjson", "tsv", "csv", "markdown")
HOSTILE = "\x1b]0;owned\x07\x1b[2J\u202e\u2066[/][TBD]\x9b31m\x7f"


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_call_prints_and_exits_as_documented(case: dict[str, Any], run: Run) -> None:
    for name, text in case.get("files", {}).items():
        Path(name).write_text(text, encoding="utf-8")
    done = run(*case.get("args", ()), stdin=case.get("stdin", "").encode())
    stdout, stderr = done.stdout.decode(), done.stderr.decode()
    assert done.returncode == case["status"], stderr
    assert "stdout" not in case or stdout == case["stdout"]
    assert "stderr" not in case or stderr == case["stderr"]
    assert [part for part in case.get("out", ()) if part not in stdout] == []
    assert [part for part in case.get("not_out", ()) if part in stdout] == []
    assert [part for part in case.get("err", ()) if part not in stderr] == []
    assert [part for part in case.get("not_err", ()) if part in stderr] == []
    assert stderr == "" or case["status"] != 0 or case["args"][0] == "scan"  # which has a closing line
    assert "lines" not in case or stdout.count("\n") == case["lines"]


def test_every_headword_is_found_with_two_sides_and_a_citation(run: Run) -> None:
    done = run("--exact", "--format", "json", *HEADWORDS)
    answers = json.loads(done.stdout)
    assert done.returncode == 0
    assert [answer["term"] for answer in answers] == HEADWORDS
    assert all({sense["side"] for sense in answer["senses"]} == {"marketing", "it"} for answer in answers)
    assert all(any(sense["citations"] for sense in answer["senses"]) for answer in answers)


@pytest.mark.parametrize("form", FORMATS)
def test_control_characters_of_a_query_are_never_printed(form: str, run: Run) -> None:
    for done in (
        run(HOSTILE, "DR", "--format", form),
        run("--format", form, stdin=f"{HOSTILE}\nDR\n".encode()),
    ):
        printed = (done.stdout + done.stderr).decode()
        if form == "csv":  # data, in which the query stays what it was; no terminal gets it
            printed = printed.replace(HOSTILE, "", 1)
        assert unsafe_in(printed) <= {"\n", "\t"}


def test_control_characters_of_an_argument_are_never_printed(run: Run) -> None:
    for arguments in (("search", HOSTILE), ("list", "--side", HOSTILE), ("sources", HOSTILE), (f"--{HOSTILE}",)):
        done = run(*arguments)
        assert unsafe_in((done.stdout + done.stderr).decode()) <= {"\n", "\t"}
    assert '"query":"\\u001b]0;owned\\u0007' in run(HOSTILE, "--format", "json").stdout.decode()
    assert "[/][TBD]" in run(HOSTILE).stderr.decode()


def test_control_characters_of_a_file_name_are_never_printed(run: Run) -> None:
    name = "\x1b[31m\u202e[TBD].toml"
    Path(name).write_text("[[term]]\n", encoding="utf-8")
    for arguments in (("DR", "--glossary", name), ("check", name), ("paths", "--glossary", name)):
        done = run(*arguments)
        assert unsafe_in((done.stdout + done.stderr).decode()) <= {"\n"}
        assert b"[TBD].toml" in done.stdout + done.stderr


@pytest.mark.parametrize("form", ["text", "json"])
def test_control_characters_of_a_label_are_never_printed(form: str, run: Run) -> None:
    kinds = [f"{HOSTILE}\x9b", "plain"]
    labels = [{"text": "The DR site", "term": "DR", "side": "it", "surface": "DR", "kind": kind} for kind in kinds]
    Path("labels.ndjson").write_text("\n".join(map(json.dumps, labels)), encoding="utf-8")
    done = run("eval", "labels.ndjson", "--format", form)
    assert done.returncode == 0
    assert unsafe_in(done.stdout.decode()) <= {"\n"}
    assert form != "json" or json.loads(done.stdout)["kinds"].keys() == set(kinds)


def test_markup_in_a_glossary_is_shown_as_text(run: Run) -> None:
    Path("team.toml").write_text(
        '[[term]]\nname = "[TBD]"\n[[term.sense]]\nside = "it"\nmeaning = "[/]"\ndefinition = "=1+1 <b>*x*</b> `y`"\n',
        encoding="utf-8",
    )
    assert "[/]" in run("[tbd]", "--glossary", "team.toml").stdout.decode()
    assert r"\<b\>\*x\*\</b\> \`y\`" in run("[tbd]", "--glossary", "team.toml", "--format", "markdown").stdout.decode()
    for form in ("csv", "tsv"):
        assert "'=1+1" in run("[tbd]", "--glossary", "team.toml", "--format", form, "--excel").stdout.decode()


def test_a_query_that_is_not_utf8_is_answered(run: Run) -> None:
    done = run(b"caf\xe9", "--format", "ndjson")
    assert done.returncode == 1
    assert done.stdout.decode().startswith('{"query":"caf\ufffd","found":false')


@pytest.mark.parametrize("columns", ["1", "5", "20", "71", "72", "100", "500", "0", "-3", "x", "9" * 5000])
def test_an_answer_is_never_wider_than_columns_says(columns: str, run: Run) -> None:
    done = run("DR", COLUMNS=columns)
    assert done.returncode == 0
    limit = min(max(int(columns), 20), 100) if columns in ("1", "5", "20", "71", "72", "100", "500") else 80
    assert max(map(len, done.stdout.decode().splitlines())) <= limit


@pytest.mark.parametrize("columns", ["1", "2", "3"])
@pytest.mark.parametrize("command", ["DR", "list", "search recovery", "sources", "scan", "explain", "paths"])
def test_a_text_is_written_for_the_narrowest_terminal(command: str, columns: str, run: Run) -> None:
    Path("brief.md").write_text("The agile one is late.\n", encoding="utf-8")
    place = {"scan": ["brief.md"], "explain": ["brief.md:1:5"]}.get(command, [])
    narrow = run(*command.split(), *place, COLUMNS=columns)
    assert narrow.stdout == run(*command.split(), *place, COLUMNS="20").stdout
    assert narrow.stdout != b""


def test_piped_terms_get_the_answers_that_arguments_get(run: Run) -> None:
    odd = ["D.R.", "xyzzy", "", "data  breach", " DR", "DR ", "caf\u00e9", 'a"b', "a\\b", "a\tb", "R&D", "IT budget"]
    queries = [*HEADWORDS, *odd]
    plain = [query for query in queries if query.isascii() and query.replace(" ", "").isalnum()]
    for part in (queries, plain):
        arguments = run("--format", "ndjson", "--", *[query or " " for query in part]).stdout
        piped = run("--format", "ndjson", stdin=("\n".join(part) + "\n").encode()).stdout
        assert piped == arguments.replace(b'{"query":" "', b'{"query":""')
    assert run("--format", "ndjson", stdin="\n".join(queries).encode()).stdout.count(b"\n") == len(queries)
