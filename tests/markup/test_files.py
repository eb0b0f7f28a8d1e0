"""Notebooks, tables and source code: what is prose in each, patches too, and that places are those of an editor."""

from __future__ import annotations

import json
import re
from itertools import product
from pathlib import Path

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import TOP, Run
from tests.linear import QUICK_S, expect_linear
from tests.sweeps.growing import repeated
from tests.sweeps.scale import share
from twosense import Glossary
from twosense.errors import FileError
from twosense.markup.languages import LANGUAGES
from twosense.markup.mask import markup_of, mask
from twosense.markup.source import spans

CASES = tomli.loads((TOP / "tests" / "markup" / "files.toml").read_text(encoding="utf-8"))
# Each is repeated in a file of each markup.
NASTY = (
    *('"', '""', ",", 'a,"b\n', '{"cells":[', '{"cells":[{"cell_type":"markdown","source":"a\\u003c', "\\", '"a":'),
    *("#", "# a\n", "# a(", "# a[", "# `a", "# @param {", "# <a ", "'''", "/*", "/* a", "--", "// a.b", "# a=", "# a:b"),
)
# A piece of text in a file of each markup, so that the piece is prose; `{}` stands for it.
FILES = {
    "a.txt": "One. {}\n",
    "a.md": "# Title\n\nOne. {}\n\n```\nDR\n```\n",
    "a.html": "<p title='DR'>One. {}</p>\n",
    "a.rst": "Title\n=====\n\nOne. {}\n\n.. DR\n",
    "a.adoc": "= Title\n\nOne. {}\n\n// DR\n",
    "a.org": "* Title\n\nOne. {}\n\n# DR\n",
    "a.csv": 'id,text\n1,"One two three. {}",DR\n',
    "a.tsv": "id\ttext\n1\tOne two three. {}\tDR\n",
    "a.ipynb": '{{"cells": [\n {{"cell_type": "markdown", "source": ["One. {}\\n",\n "end \\"DR\\""]}}\n]}}\n',
    "a.py": "x = 'DR'\ndef f():\n    '''One. {}'''\n    # Two.\n",
    "a.js": "const DR = 'DR'; /* One. {} */\n",
    "a.sql": "-- One. {}\nSELECT DR\n",
}
PIECES = st.lists(st.sampled_from(["The DR is cut.", "caf\u00e9", "\U0001f600", "e\u0301", " ", "and", "\ufb01"]), max_size=6)


@pytest.mark.parametrize(
    ("kind", "case"),
    [(kind, case) for kind, cases in CASES.items() for case in cases],
    ids=lambda value: value if isinstance(value, str) else value["what"],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_prose_is_what_a_person_wrote_for_people(line_end: str, kind: str, case: dict[str, str]) -> None:
    data = case["text"].strip("\n").replace("\n", line_end).encode()
    markup = "commented notebook" if kind == "comments" else markup_of(f"x.{kind}")
    masked, _ = mask(data, markup)
    assert masked.decode().split() == case["prose"].split()
    assert len(masked) == len(data)


@pytest.mark.parametrize("name", FILES)
@given(pieces=PIECES, line_end=st.sampled_from(["\n", "\r\n", "\r"]), mark=st.sampled_from(["", "\ufeff"]))
@settings(max_examples=15)
def test_places_are_those_of_an_editor(name: str, glossary: Glossary, pieces: list[str], line_end: str, mark: str) -> None:
    text = FILES[name].format(" ".join(pieces)).replace("\n", line_end)
    data = (mark + text).encode()
    lines = re.split("\r\n|\r|\n", text)
    found = glossary.scan(mark + text, name=name, level="all")
    assert len(found) == pieces.count("The DR is cut.") + (name == "a.ipynb")
    for one in found:
        assert lines[one.line - 1][one.column - 1 : one.end_column - 1] == one.surface == "DR"
        assert data[one.offset : one.offset + one.length] == b"DR"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_comments(language: str) -> None:
    opening, closing = {"css": ("/* ", " */")}.get(language, ("", ""))
    found = [
        mark
        for mark in (opening, "# ", "// ", "-- ", "; ", "/* ")
        if mark and b"One two." in mask_of(f"{'<?php ' * (language == 'php')}{mark}One two.{closing}\n", language)
    ]
    assert found, language


def mask_of(text: str, language: str) -> bytes:
    return mask(text.encode(), language)[0]


def test_an_unknown_language_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="klingon"):
        list(spans(b"x", "klingon"))


def test_comments_can_switch_a_scan_off(run: Run) -> None:
    done = run(
        "scan", "-", "--stdin-filename", "a.py", stdin=b"# twosense: off\n# The DR is cut.\n# twosense: on\n# The DR is.\n"
    )
    assert done.stdout.startswith(b"a.py:4:7: ")
    cell = {"cell_type": "markdown", "source": ["<!-- twosense off -->\n", "The DR is cut.\n", "<!-- twosense on -->"]}
    done = run("scan", "-", "--stdin-filename", "a.ipynb", stdin=json.dumps({"cells": [cell]}).encode())
    assert done.returncode == 0


def test_source_code_of_a_folder_is_read_if_asked_for(run: Run) -> None:
    Path("a.py").write_text("DR = 1  # The DR is cut.\n", encoding="utf-8")
    notebook = {"cells": [{"cell_type": "code", "source": "# The DR is cut.", "outputs": []}]}
    Path("b.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    assert run("scan", ".").stdout == b""
    assert run("scan", "a.py").stdout.startswith(b"a.py:1:15: ")
    done = run("scan", "-q", ".", "--comments")
    assert [line.split(b": ")[0] for line in done.stdout.splitlines()] == [b"a.py:1:15", b"b.ipynb:1:51"]
    Path(".twosense.toml").write_text("[scan]\ncomments = true  # the DR is cut\n", encoding="utf-8")
    assert run("scan", "-q", ".").stdout == done.stdout


@pytest.mark.parametrize("data", [b"{", b"<<<<<<< ours\n{}", b"[]", b"{}", b'{"cells": 1}', b"[" * 5000, b"the DR"])
def test_a_broken_notebook_is_an_error_in_one_line(data: bytes, run: Run) -> None:
    Path("a.ipynb").write_bytes(data)
    done = run("scan", "a.ipynb")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"twosense: a.ipynb: not a notebook")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    ("metadata", "places"),
    [
        ({}, ["#", "#"]),
        ({"kernelspec": {"display_name": "R", "name": "ir"}}, []),
        ({"kernelspec": {"name": "ir"}, "language_info": {"name": "R"}}, ["#", "#"]),
        ({"kernelspec": {"name": "mine", "language": "python"}, "language_info": {"name": "javascript"}}, ["//", "//"]),
        ({"kernelspec": {"name": "mine", "language": "C#"}, "language_info": {"name": "polyglot-notebook"}}, ["//", "//"]),
        ({"language_info": {"name": "javascript", "notes": "x" * 6000}, "name": "python"}, ["//", "//"]),
        ({"language_info": None}, ["#", "#"]),
    ],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_the_metadata_of_a_notebook_tell_the_language_of_its_cells(
    metadata: object, places: list[str], is_first: bool, run: Run
) -> None:
    cell = {"cell_type": "code", "metadata": {"name": "ir"}, "source": ["# The DR is cut.\n", "// The DR is cut.\n"]}
    parts = [("metadata", metadata), ("cells", [cell, cell])]
    text = json.dumps(dict(parts if is_first else reversed(parts)))
    Path("a.ipynb").write_text(text, encoding="utf-8")
    done = run("scan", "--comments", "--level", "note", "-q", "a.ipynb")
    assert done.returncode == bool(places), done.stderr
    columns = [int(line.split(b":")[2]) for line in done.stdout.splitlines()]
    assert [text[:column].rsplit('"', 1)[1].split()[0] for column in columns] == places


def test_a_notebook_from_standard_input_is_judged_by_its_name(run: Run) -> None:
    done = run("scan", "-", "--stdin-filename", "a.ipynb", stdin=b"The DR is cut.\n")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"twosense: -: not a notebook")


@pytest.mark.slow
@pytest.mark.parametrize(("piece", "markup"), share(product(NASTY, ("table", "notebook", "python", "javascript", "sql"))))
def test_the_time_is_linear(piece: str, markup: str) -> None:
    expect_linear(repeated(piece, ""), lambda text: mask(text.encode(), markup), least_s=QUICK_S)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("start", "piece"),
    [
        ("if", " "),
        ("a: ", " "),
        ("a:", " "),
        ("- a:", " "),
        ("@", "a"),
        ("", "a-"),
        ("", "a."),
        ("", ":a"),
        ("a..", "a.."),
        ("", "*"),
    ],
)
def test_a_long_line_of_a_comment_takes_linear_time(start: str, piece: str) -> None:
    expect_linear(repeated(piece, f"# {start}"), lambda text: mask(f"{text} x y\n".encode(), "python"), least_s=QUICK_S)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("start", "piece", "end"), [("", "a('')", ","), ("ab:x(", "a;)", ","), ("ab: x", "('')", ";"), ("", "=''", "{")]
)
def test_a_line_like_those_of_programs_takes_linear_time(start: str, piece: str, end: str) -> None:
    expect_linear(repeated(piece, start), lambda text: mask(f"{text}{end}\n".encode(), "text"), least_s=QUICK_S)


@pytest.mark.slow
def test_source_code_that_takes_too_long_is_an_error_in_one_line(run: Run, glossary: Glossary) -> None:
    Path("a.ts").write_text("a." * 30_000, encoding="utf-8")
    done = run("scan", "a.ts")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"twosense: a.ts: its comments take too long to find; leave the file out\n" in done.stderr
    with pytest.raises(FileError, match=r"a\.ts: its comments take too long to find"):
        glossary.explain("a." * 30_000, 1, name="a.ts")
