"""Answers: what each format of a lookup promises, for any glossary."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import jsonschema
import msgspec
import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import HEADWORDS, TOP, Run
from twosense import load
from twosense.build import open_view
from twosense.output.answers import text
from twosense.output.columns import cells, wrap
from twosense.store.keys import finder

GOLDEN = Path(__file__).with_name("golden")
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


@given(TEXT, st.integers(2, 60))
def test_wrapping_keeps_the_words_and_the_width(words: str, width: int) -> None:
    words = " ".join(words.split())
    lines = wrap(words, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")


def test_json_and_ndjson_keep_their_schema(run: Run) -> None:
    schema = json.loads(run("schema", "lookup").stdout)
    of_an_answer = jsonschema.Draft202012Validator(schema)
    answers = json.loads(run("--format", "json", *HEADWORDS, "agiel", "").stdout)
    assert len(answers) == len(HEADWORDS) + 2
    for answer in answers:
        of_an_answer.validate(answer)
        assert set(answer) == set(schema["$defs"]["Answer"]["properties"])
    hits = json.loads(run("search", "disaster", "--format", "json").stdout)
    for hit in hits:
        jsonschema.validate(hit, json.loads(run("schema", "search").stdout))
    lines = run("--format", "ndjson", stdin="\n".join(HEADWORDS).encode()).stdout.splitlines()
    assert [json.loads(line) for line in lines] == answers[: len(HEADWORDS)]


def test_the_built_in_glossary_keeps_its_schema(run: Run) -> None:
    schema = json.loads(run("schema", "glossary").stdout)
    jsonschema.validate(tomli.loads((TOP / "glossary.toml").read_text(encoding="utf-8")), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"term": [{"nam": "x"}]}, schema)


@pytest.mark.parametrize("query", ["DR", "agiel", "360 view"])
def test_a_json_answer_is_what_the_api_returns(query: str, run: Run) -> None:
    (row,) = json.loads(run(query, "--format", "json").stdout)
    assert json.loads(msgspec.json.encode(load().lookup(query))) == row


def test_wide_characters_keep_the_columns_aligned(run: Run) -> None:
    Path("wide.toml").write_text(
        '[sides.m]\nlabel = "\u8425\u9500"\n[sides.it]\nlabel = "IT"\n[[term]]\nname = "x"\n'
        '[[term.sense]]\nside = "m"\nmeaning = "\u76f4\u63a5\u54cd\u5e94"\ndefinition = "e\u0301\u0301 \U0001f600"\n'
        '[[term.sense]]\nside = "it"\nmeaning = "m"\ndefinition = "d"\n',
        encoding="utf-8",
    )
    lines = run("x", "--only", "wide.toml", "--color", "always").stdout.decode()
    plain = re.sub(r"\x1b\[[\d;]*m", "", lines).splitlines()
    right = {cells(line[: line.rindex(word)]) for line, word in zip(plain[2:4], ("● IT", "d"), strict=True)}
    assert len(right) == 1


@pytest.mark.parametrize("form", ["text", "json", "ndjson", "tsv", "csv", "markdown"])
def test_a_format_equals_its_golden_file(form: str, run: Run) -> None:
    """A change of a format must be seen in review: `tests/output/golden/update` writes the files anew."""
    done = run("--only", str(GOLDEN / "glossary.toml"), "x", "y", "no such thing", "--format", form)
    assert done.stdout.decode() == (GOLDEN / f"lookup.{form}").read_text(encoding="utf-8")


def test_an_answer_with_two_senses_fits_on_a_screen_of_24_lines_with_the_prompt() -> None:
    glossary, rows = load(), {}
    find = finder(open_view(), text.SECTION)
    for term in glossary.terms:
        if len(term.senses) == 2:
            record = find(term.term)
            assert record
            rows[term.term] = text.render(record, 80, colour=False, side_by_side=True).count("\n")
    assert len(rows) > 70
    assert {term: lines for term, lines in rows.items() if lines > 23} == {}


def test_a_pipe_gets_one_column_and_a_terminal_two(run: Run) -> None:
    piped = run("DR").stdout.decode()
    assert "\n◆ Marketing: direct response\nSay " in piped
    assert "\n● IT: disaster recovery\nSay " in piped
    (line,) = [line for line in run("DR", "--color", "always").stdout.decode().splitlines() if "◆" in line]
    assert line.startswith("\x1b[1;35m◆ Marketing: direct response\x1b[0m ")
    assert line.endswith(" \x1b[1;36m● IT: disaster recovery\x1b[0m")


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_table_of_answers_can_be_joined_to_the_lines_that_were_asked(form: str, run: Run) -> None:
    asked = ["=SUM(A1)", "DR", "-10%", "@handle", "+1", "", "DR", " dr ", 'say "hi"', "caf\u00e9", "a,b", "agile"]
    done = run("--exact", "--format", form, stdin=("\n".join(asked) + "\n").encode())
    quoting = csv.QUOTE_MINIMAL if form == "csv" else csv.QUOTE_NONE
    delimiter = "," if form == "csv" else "\t"
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode()), delimiter=delimiter, quoting=quoting))
    assert {int(row["row"]): row["query"] for row in rows} == dict(enumerate(asked, 1))
    found = [(row["row"], row["term"]) for row in rows if row["side"] == "it"]
    assert found == [("2", "DR"), ("7", "DR"), ("8", "DR"), ("12", "agile")]


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_formulas_are_escaped_for_excel_and_otherwise_left_alone(form: str, run: Run) -> None:
    glossary = '[[term]]\nname = "=x"\n[[term.sense]]\nside = "it"\nmeaning = "@y"\ndefinition = "-z"\nsay = { noun = "+1" }\n'
    Path("team.toml").write_text(glossary, encoding="utf-8")
    separator = "," if form == "csv" else "\t"
    done = run("=x", "--glossary", "team.toml", "--format", form)
    assert done.stdout.decode().splitlines()[1].split(separator)[:8] == ["1", "=x", "true", "=x", "it", "@y", "-z", "+1"]
    done = run("=x", "--glossary", "team.toml", "--format", form, "--excel")
    assert done.stdout.startswith(b"\xef\xbb\xbfrow")
    line = done.stdout.decode().splitlines()[1]
    assert line.split(separator)[:8] == ["1", "'=x", "true", "'=x", "it", "'@y", "'-z", "'+1"]
