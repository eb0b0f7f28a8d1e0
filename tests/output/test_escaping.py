"""Escaping: JSON and table cells hold nothing that a terminal or a spreadsheet would obey."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosense.output.json_text import quote
from twosense.output.table import Table
from twosense.text.sanitize import sanitize, unsafe_in

DIALECTS = {"csv": csv.reader, "tsv": lambda lines: csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_a_quoted_text_is_json_without_control_characters(text: str) -> None:
    quoted = quote(text)
    assert json.loads(quoted) == text
    assert not unsafe_in(quoted)


@pytest.mark.parametrize("kind", DIALECTS)
@given(row=st.lists(st.text(max_size=20), min_size=2, max_size=4).filter(any))
@settings(max_examples=200)
def test_a_table_can_be_read_back_and_no_cell_runs_as_a_formula(kind: str, row: list[str]) -> None:
    line = Table(kind, ["x"] * len(row)).line(row)
    assert line.endswith("\n")
    assert line.count("\n") == 1
    (cells,) = DIALECTS[kind](io.StringIO(line))
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in cells)
    for cell, value in zip(cells, row, strict=True):
        shown = sanitize(value)
        assert cell in (shown, f"'{shown}")


@pytest.mark.parametrize("cell", ['"=HYPERLINK(1)"', '"=1', ' "" +1', '" -1"', '"\u3000"@x'])
def test_a_cell_in_quotes_is_no_formula_where_a_spreadsheet_takes_them_off(cell: str) -> None:
    ((read,),) = csv.reader([Table("tsv", ["x"]).line([cell])], "excel-tab")
    assert read == f"'{cell}"


def test_none_is_an_empty_cell_and_a_list_one_cell() -> None:
    assert Table("tsv", "abcd").line([None, True, ["x", "y"], 1.5]) == "\ttrue\tx; y\t1.5\n"
