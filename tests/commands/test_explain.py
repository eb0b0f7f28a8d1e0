"""`twosense explain`: which mentions a location names."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import Run


@pytest.fixture
def brief() -> str:
    text = "The DR is cut.\n\nWe \U0001f600 cut DR {} the\r\nIT\r\nbudget.\n"
    Path("brief.md").write_text(text, encoding="utf-8", newline="")
    return "brief.md"


def test_what_settles_an_unclear_mention_is_shown(run: Run) -> None:
    Path("brief.md").write_text("The DR is cut this quarter.\n", encoding="utf-8")
    shown = run("explain", "brief.md:1:5").stdout.decode()
    assert shown.endswith("  to settle it, write DR{marketing} or DR{it}\n")
    Path("brief.md").write_text("The DR{it} is cut this quarter.\n", encoding="utf-8")
    assert "to settle it" not in run("explain", "brief.md:1:5").stdout.decode()


def test_a_place_in_standard_input_is_named_as_a_scan_names_it(run: Run) -> None:
    text = b"The DR is cut this quarter.\n"
    place = run("scan", "-q", "-", stdin=text).stdout.decode().partition(": ")[0]
    assert place == "-:1:5"
    done = run("explain", place, stdin=text)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b'-:1:5: "DR": unclear')
    assert run("--format", "json", "explain", place, stdin=text).stdout.startswith(b'[{"place":"-:1:5"')


def test_a_side_has_its_symbol_and_on_a_terminal_its_colour(run: Run) -> None:
    Path("brief.md").write_text("Failover of the DR site took hours.\n", encoding="utf-8")
    shown = run("explain", "brief.md:1:17").stdout.decode()
    assert shown.startswith('brief.md:1:17: "DR": ● IT, confidence ')
    assert "◆ Marketing" in shown
    assert "\x1b" not in shown
    assert "\x1b[1;36m● IT\x1b[0m, confidence" in run("explain", "brief.md:1:17", FORCE_COLOR="1").stdout.decode()


def test_the_weights_that_are_shown_add_up_to_the_sums(run: Run) -> None:
    Path("brief.md").write_text("The DR is cut. Our DR spots made viewers call. The DR{it} site.\n", encoding="utf-8")
    explained = run("explain", "brief.md:1").stdout.decode().split("\n\n")
    assert len(explained) == 3
    for one in explained:
        weights: Counter[str] = Counter()
        for label, weight in re.findall(r"^  (.+?) +([+-]\d\.\d\d) ", one, re.MULTILINE):
            weights[label] += round(100 * float(weight))
        (sums,) = re.findall(r"^  sums: (.*)", one, re.MULTILINE)
        totals = (part.rpartition(" ") for part in sums.split(", "))
        assert {label: round(100 * float(total)) for label, _, total in totals} == weights


def test_a_line_explains_every_mention_that_touches_it(brief: str, run: Run) -> None:
    assert run("explain", f"{brief}:3").stdout.startswith(b'brief.md:3:10: "DR": ')
    assert run("explain", f"{brief}:5").stdout.startswith(b'brief.md:4:1: "IT budget": ')


def test_a_column_explains_the_mention_that_covers_it(brief: str, run: Run) -> None:
    assert run("explain", f"{brief}:5:2").stdout.startswith(b'brief.md:4:1: "IT budget": ')
    (row,) = json.loads(run("explain", f"{brief}:1:6", "--format", "json").stdout)
    assert row["place"] == "brief.md:1:5"


@pytest.mark.usefixtures("brief")
@pytest.mark.parametrize("location", ["brief.md:2", "brief.md:1:4", "brief.md:999999999999"])
def test_a_location_without_a_mention_exits_with_1(location: str, run: Run) -> None:
    assert run("explain", location).returncode == 1


@pytest.mark.usefixtures("brief")
@pytest.mark.parametrize("location", ["brief.md", "missing.md:3", "brief.md:x", ".:3"])
def test_what_is_not_a_location_in_a_file_exits_with_2(location: str, run: Run) -> None:
    assert run("explain", location).returncode == 2


def test_a_folder_is_refused(run: Run) -> None:
    assert run("explain", ".:3").stderr == b"twosense: .: a folder\n"


def test_what_a_scan_reads_only_if_asked_to_can_be_explained(run: Run) -> None:
    notebook = {"cells": [{"cell_type": "code", "source": "# The DR is cut.", "outputs": []}]}
    Path("a.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    Path("a.eml").write_text("Subject: x\n\nHello.\n> The DR is cut.\n", encoding="utf-8")
    assert b"a.ipynb:1:51" in run("explain", "a.ipynb:1:51").stdout
    assert b"a.eml:4:7" in run("explain", "a.eml:4").stdout
    assert run("explain", "a.eml:3").returncode == 1
