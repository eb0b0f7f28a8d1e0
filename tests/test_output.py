"""The faces: what is promised of each format, for any glossary."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import HEADWORDS, TOP, Run
from twosense import load
from twosense.characters import is_unsafe
from twosense.output import records
from twosense.output.text import cells, wrap

pytestmark = pytest.mark.warm

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


@given(TEXT, st.integers(2, 60))
def test_wrapping_keeps_the_words_and_the_width(text: str, width: int) -> None:
    text = " ".join(text.split())
    lines = wrap(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_a_quoted_text_is_its_json_and_steers_no_terminal(text: str) -> None:
    quoted = records.quote(text)
    assert json.loads(quoted) == text
    assert not any(map(is_unsafe, quoted))


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
@settings(max_examples=300)
def test_a_table_gives_its_cells_back_and_none_runs_as_a_formula(row: list[str]) -> None:
    for kind, dialect in (("csv", csv.excel), ("tsv", csv.excel_tab)):
        line = records.Table(kind, ["x"] * len(row)).line(row)
        quoting = csv.QUOTE_MINIMAL if kind == "csv" else csv.QUOTE_NONE
        (read,) = csv.reader(io.StringIO(line), dialect, quoting=quoting) if any(row) and len(row) > 1 else [None]
        assert line.endswith("\n")
        assert line.count("\n") == 1
        if read is not None:
            assert len(read) == len(row)
            assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in read)
            for cell, value in zip(read, row, strict=True):
                assert cell.removeprefix("'") == "".join("\ufffd" if is_unsafe(c) else c for c in value).removeprefix("'")


def test_json_and_ndjson_keep_their_schema(run: Run) -> None:
    schema = json.loads(run("schema", "lookup").stdout)
    answers = json.loads(run("--format", "json", *HEADWORDS, "agiel", "").stdout)
    assert len(answers) == len(HEADWORDS) + 2
    for answer in answers:
        jsonschema.validate(answer, schema)
        assert set(answer) == set(schema["$defs"]["Answer"]["properties"])
    hits = json.loads(run("search", "disaster", "--format", "json").stdout)
    for hit in hits:
        jsonschema.validate(hit, json.loads(run("schema", "search").stdout))
    lines = run("--format", "ndjson", stdin="\n".join(HEADWORDS).encode()).stdout.splitlines()
    assert [json.loads(line) for line in lines] == answers[: len(HEADWORDS)]


def test_the_glossary_keeps_its_schema(run: Run) -> None:
    import tomli

    schema = json.loads(run("schema", "glossary").stdout)
    jsonschema.validate(tomli.loads((TOP / "glossary.toml").read_text(encoding="utf-8")), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"term": [{"nam": "x"}]}, schema)


def test_a_json_answer_is_what_the_api_gives(run: Run) -> None:
    import msgspec

    glossary = load()
    for query in ("DR", "agiel", "360 view"):
        (row,) = json.loads(run(query, "--format", "json").stdout)
        assert json.loads(msgspec.json.encode(glossary.lookup(query))) == row


def test_wide_characters_keep_the_columns_straight(run: Run) -> None:
    Path("wide.toml").write_text(
        '[sides.m]\nlabel = "\u8425\u9500"\n[sides.it]\nlabel = "IT"\n[[term]]\nname = "x"\n'
        '[[term.sense]]\nside = "m"\nmeaning = "\u76f4\u63a5\u54cd\u5e94"\ndefinition = "e\u0301\u0301 \U0001f600"\n'
        '[[term.sense]]\nside = "it"\nmeaning = "m"\ndefinition = "d"\n',
        encoding="utf-8",
    )
    lines = run("x", "--only", "wide.toml").stdout.decode().splitlines()
    right = {cells(line[: line.rindex(word)]) for line, word in zip(lines[2:5], ("IT", "m", "d"), strict=True)}
    assert right == {41}


@pytest.mark.parametrize("form", ["text", "json", "ndjson", "tsv", "csv", "markdown"])
def test_a_format_is_byte_for_byte_what_it_was(form: str, run: Run) -> None:
    """Golden files: a change of a machine format must be seen in review. `tests/golden/update` writes them anew."""
    golden = TOP / "tests" / "golden"
    done = run("--only", str(golden / "glossary.toml"), "x", "y", "no such thing", "--format", form)
    assert done.stdout.decode() == (golden / f"lookup.{form}").read_text(encoding="utf-8")
