"""The baseline: findings of an earlier scan are not reported again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.shared_cache

BRIEF = "The DR is cut.\n\nWe cut DR and the\r\nIT\r\nbudget.\n"


def write(text: str) -> None:
    Path("brief.md").write_text(text, encoding="utf-8", newline="")


@pytest.fixture(params=["json", "ndjson"])
def old(request: pytest.FixtureRequest, run: Run) -> str:
    """A baseline of the brief."""
    write(BRIEF)
    Path("old").write_bytes(run("scan", "brief.md", "--format", request.param, "--level", "note").stdout)
    return "old"


def test_an_old_finding_is_not_reported(old: str, run: Run) -> None:
    done = run("scan", "brief.md", "--baseline", old)
    assert (done.returncode, done.stdout) == (0, b"")


def test_an_old_finding_may_move(old: str, run: Run) -> None:
    write(f"New lines\n\nabove.\n\n{BRIEF}")
    for path in ("brief.md", ".", os.path.abspath("brief.md")):
        assert run("scan", path, "--baseline", old).returncode == 0


def test_one_more_of_the_same_is_new(old: str, run: Run) -> None:
    write(f"{BRIEF}\nOne more DR.\n")
    done = run("scan", "brief.md", "--baseline", old, "--level", "note")
    assert done.stdout.startswith(b"brief.md:7:10: note: DR")
    assert done.stdout.count(b"\n") == 1


def test_a_term_that_an_old_warning_stands_for_is_not_new(old: str, run: Run) -> None:
    write(f"{BRIEF}\nOne more DR.\n")
    done = run("scan", "brief.md", "--baseline", old)
    assert (done.returncode, done.stdout) == (0, b"")


def test_a_baseline_may_be_larger_than_a_text(old: str, run: Run) -> None:
    path = Path(old)
    *_, row = (line for line in path.read_bytes().splitlines() if len(line) > 1)
    size = 17 << 20  # bytes
    text = b"\n".join([row] * (size // len(row)))
    path.write_bytes(text if path.read_bytes().startswith(b"{") else b"[" + text.replace(b"}\n{", b"},\n{") + b"]")
    assert path.stat().st_size > 1 << 24
    done = run("scan", "brief.md", "--baseline", old, "--level", "note")
    assert (done.returncode, done.stdout.count(b"\n")) == (1, 2)


def test_a_file_that_is_not_a_baseline_is_an_error(run: Run) -> None:
    write(BRIEF)
    Path("old").write_text("{}", encoding="utf-8")
    done = run("scan", "brief.md", "--baseline", "old")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"twosense: old: not a baseline: ")
    assert b"; write one with `twosense scan --format json`" in done.stderr


@pytest.mark.parametrize("start", ["", "["])
def test_a_baseline_that_nests_deep_is_an_error(start: str, run: Run) -> None:
    write(BRIEF)
    Path("old").write_text(start + '{"a":' * 5000, encoding="utf-8")
    done = run("scan", "brief.md", "--baseline", "old")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"twosense: old: not a baseline: ")
    assert b"; write one with `twosense scan --format json`" in done.stderr
