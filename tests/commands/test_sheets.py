"""`--column`: answers to a column of a spreadsheet, with its rows and columns."""

from __future__ import annotations

import csv
import io
import os
import subprocess
from contextlib import suppress

import pytest

from tests.conftest import PROGRAM, Run
from twosense.text.sanitize import is_unsafe


def rows(answer: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.decode("utf-8-sig"))))


def ask(run: Run, sheet: bytes, *options: str, column: str = "Term") -> list[dict[str, str]]:
    done = run("--column", column, "--wide", "--format", "csv", *options, stdin=sheet)
    assert done.returncode in (0, 1), done.stderr
    assert done.stderr == b""
    return rows(done.stdout)


SHEETS = {
    "commas": b"Owner,Term\nAnn,DR\nBob,agile\n",
    "semicolons, with commas in cells": b"Term;Share, in 2025;Owner\nDR;0,5;Ann\nagile;1,5;Bob\n",
    "semicolons that Excel names": b"sep=;\r\nTerm;Owner\r\nDR;Ann\r\nagile;Bob\r\n",
    "a byte order mark and CR LF": b'\xef\xbb\xbf"Term","Owner"\r\nDR,Ann\r\nagile,Bob\r\n',
    "tabs, in UTF-16": "Term\tOwner\r\nDR\tAnn\r\nagile\tBob\r\n".encode("utf-16"),
    "lines that end with CR": b"Term,Owner\rDR,Ann\ragile,Bob\r",
    "no line end at the end": b"Term,Owner\nDR,Ann\nagile,Bob",
    "empty cells behind the last column": b"Term,Owner\nDR,Ann,,\nagile,Bob,\n",
    "another case, and spaces": b" TERM ,Owner\nDR,Ann\nagile,Bob\n",
}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_a_sheet_is_read_as_spreadsheets_write_it(sheet: bytes, run: Run) -> None:
    found = ask(run, sheet)
    assert [(row["row"], row["Owner"], row["it_meaning"]) for row in found] == [
        ("2", "Ann", "disaster recovery"),
        ("3", "Bob", "working in short iterations"),
    ]


def test_a_cell_may_be_as_long_as_a_line(run: Run) -> None:
    note = "x" * 200_000
    assert [row["Note"] for row in ask(run, f"Term,Note\nDR,{note}\n".encode())] == [note]


def test_a_row_that_is_too_long_is_told_as_such(run: Run) -> None:
    done = run("--column", "Term", stdin=b'Term,Note\nDR,"' + b"a line of a cell\n" * 70_000)
    problem = "row 2: has over 1,048,576 characters; close its quotes, or split it"
    assert (done.returncode, done.stderr.decode()) == (2, f"twosense: standard input: {problem}\n")


def test_rows_keep_their_numbers_and_their_cells(run: Run) -> None:
    sheet = b'Term,Note\nDR,"two\nlines, and ""quotes"""\n\nagiel,=SUM(A1)\n,-10%\n'
    found = ask(run, sheet)
    assert [(row["row"], row["Term"], row["Note"]) for row in found] == [
        ("2", "DR", 'two\nlines, and "quotes"'),
        ("3", "", ""),
        ("4", "agiel", "=SUM(A1)"),
        ("5", "", "-10%"),
    ]
    assert [row["suggestions"] for row in found] == ["", "", "agile", ""]
    assert [row["Note"] for row in ask(run, sheet, "--excel")][2:] == ["'=SUM(A1)", "'-10%"]


CELLS = ["two\nlines", "CR\r alone", "CR\r\nLF", "a\ttab", "\u200fbidi", "\x1b[31m", " spaces ", 'a "quote", and a comma', "=1"]


def sheet_of(cells: list[str]) -> bytes:
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerows([["Term", "A\nnote"], *([cell, cell] for cell in cells)])
    return sheet.getvalue().encode()


@pytest.mark.parametrize("options", [(), ("--wide",)])
def test_cells_of_a_sheet_come_back_as_they_are(options: tuple[str, ...], run: Run) -> None:
    done = run("--column", "Term", "--format", "csv", *options, stdin=sheet_of(CELLS))
    found = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
    assert [(row["Term"], row["A\nnote"]) for row in found] == [(cell, cell) for cell in CELLS]
    for cell in CELLS[1:]:
        (row,) = csv.DictReader(io.StringIO(run(cell, "--format", "csv").stdout.decode(), newline=""))
        assert row["query"] == cell


def test_a_terminal_gets_no_control_character_of_a_cell() -> None:
    terminal, ours = os.openpty()
    command = [*PROGRAM, "--column", "Term", "--format", "csv"]
    subprocess.run(command, input=sheet_of(CELLS), stdout=ours, check=False)
    os.close(ours)
    shown = b""
    with suppress(OSError):  # the end, on Linux
        while block := os.read(terminal, 1 << 16):
            shown += block
    os.close(terminal)
    assert "two lines" in shown.decode()
    assert not [c for c in shown.decode().replace("\r\n", "\n") if is_unsafe(c) and c != "\n"]


def test_our_columns_do_not_take_the_names_of_the_sheets(run: Run) -> None:
    (row,) = ask(run, b"term,Side,row\nDR,mine,7\n")
    assert (row["term"], row["row"], row["Side"]) == ("DR", "7", "mine")
    assert (row["twosense_term"], row["twosense_row"]) == ("DR", "2")


def test_a_column_is_named_or_numbered(run: Run) -> None:
    assert [row["it_meaning"] for row in ask(run, b"1,Term\nx,DR\n", column="2")] == ["disaster recovery"]
    assert [row["it_meaning"] for row in ask(run, b"2,Term\nDR,x\n", column="2")] == ["disaster recovery"]
    (row,) = ask(run, b"x,DR\n", "--no-header", column="2")
    assert (row["row"], row["column 1"], row["it_meaning"]) == ("1", "x", "disaster recovery")


def test_a_table_without_wide_has_a_row_for_each_sense_and_other_formats_keep_the_order(run: Run) -> None:
    sheet = b"Term\nDR\nnope-nope\n"
    long = rows(run("--column", "Term", "--format", "csv", stdin=sheet).stdout)
    assert [(row["row"], row["side"]) for row in long] == [("2", "marketing"), ("2", "it"), ("3", "")]
    lines = run("--column", "Term", "--format", "ndjson", stdin=sheet).stdout.splitlines()
    assert [line[:13] for line in lines] == [b'{"query":"DR"', b'{"query":"nop']


@pytest.mark.parametrize(
    ("sheet", "column", "error"),
    [
        (b"Term,Owner\n", "Trem", '--column: no column is called "Trem"; did you mean "Term"?'),
        (b"Term,Owner\n", "3", "--column: there is no column 3; choose 1 to 2"),
        (b"Term,Term\n", "Term", '--column: 2 columns are called "Term"; give the number of one'),
        (b"", "Term", "standard input: its first row is empty; write the names of the columns into it"),
        (b"Term\nca\xe9\n", "Term", 'standard input: is not UTF-8; save it as "CSV UTF-8"'),
        (
            b"Term,Owner\nDR,a,b\n",
            "Term",
            "standard input: row 2 has 3 cells, but the first row has 2; put a cell that holds the separator in quotes",
        ),
        (b'Term,Owner\nDR,"a\nx,y\n', "Term", "standard input: row 2: unexpected end of data; correct the quotes in this row"),
        (b"x" * 1_200_000, "1", "standard input: has a line of over 1,048,576 characters; use a csv or tsv file"),
    ],
)
def test_a_fault_is_one_line_and_status_2(sheet: bytes, column: str, error: str, run: Run) -> None:
    done = run("--column", column, "--format", "csv", stdin=sheet)
    assert (done.returncode, done.stderr.decode()) == (2, f"twosense: {error}\n")


def test_options_that_do_not_go_together_are_refused(run: Run) -> None:
    for arguments in (["--column", "1", "DR"], ["DR", "--wide"], ["DR", "--excel", "-f", "json"], ["DR", "--no-header"]):
        assert run(*arguments).returncode == 2


def test_an_answer_comes_before_the_next_row_is_there() -> None:
    command = [*PROGRAM, "--column", "Term", "--format", "csv"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as call:
        assert call.stdin
        assert call.stdout
        call.stdin.write(b"Term,Owner\nnope,Ann\n")
        call.stdin.flush()
        answer = b""
        while answer.count(b"\n") < 2:
            answer += os.read(call.stdout.fileno(), 1 << 16)
        assert answer.splitlines()[1].startswith(b"2,nope,Ann,false")
        call.stdin.close()
