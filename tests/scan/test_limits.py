"""Limits: what is long is scanned like what is short, and what is too large is refused in one line."""

from __future__ import annotations

import resource
import subprocess
from pathlib import Path

import msgspec
import pytest

from tests.conftest import PROGRAM, Run
from twosense import load

LIMITED = 1 << 29  # bytes of address space


@pytest.mark.parametrize("suffix", ["txt", "md"])
def test_a_mention_is_read_alike_in_a_short_text_and_in_a_long_one(suffix: str) -> None:
    chapter = f"{'Nothing is said here. ' * 3000}\n\nThe DR site failed over in four hours; call now, DR spots work.\n\n"
    short = load().scan(chapter * 2, name=f"x.{suffix}", level="all")
    long = load().scan(chapter * 14, name=f"x.{suffix}", level="all")
    read = [(one.term, one.side, one.confidence, one.because) for one in (*short, *long)]
    count = len(short) // 2
    assert read[len(short) :] == read[:count] * 13 + read[count : len(short)]
    assert long[-1].offset == len(chapter) * 12 + short[-1].offset


def test_a_run_of_marks_is_left_alone_and_what_follows_is_found(run: Run) -> None:
    Path("x.txt").write_text("a" + "\u0316\u0301" * 50_000 + " DR.", encoding="utf-8")
    found = run("scan", "x.txt", "--level", "all", "--format", "json").stdout
    assert [one["surface"] for one in msgspec.json.decode(found)] == ["DR"]


def test_a_switch_again_and_again_on_one_line_is_about_the_next_line(run: Run) -> None:
    Path("x.md").write_text("<!-- twosense off-next-line -->" * 5000 + "\nDR\nDR\n", encoding="utf-8")
    found = run("scan", "x.md", "--level", "all", "--format", "json").stdout
    assert [one["line"] for one in msgspec.json.decode(found)] == [3]


@pytest.mark.parametrize(("name", "size"), [(".twosense.toml", 16), ("pyproject.toml", 16), ("g.toml", 128)])
def test_a_file_of_a_project_that_is_too_large_is_refused(name: str, size: int, run: Run) -> None:
    if name == "g.toml":
        Path(".twosense.toml").write_text('glossaries = ["g.toml"]', encoding="utf-8")
    with Path(name).open("wb") as file:
        file.write(b"# twosense\n")
        file.truncate((size << 20) + 1)
    result = run("DR")
    assert result.returncode == 2
    assert result.stderr.decode().endswith(f"{name}: larger than {size} MiB; split it\n")


def test_a_headword_that_is_a_lone_mark_is_found(run: Run) -> None:
    sense = '[[term.sense]]\nside = "it"\nmeaning = "m"\ndefinition = "d"'
    Path("g.toml").write_text(f'[sides.it]\nlabel = "IT"\n[[term]]\nname = "\u0301"\n{sense}\n', encoding="utf-8")
    assert run("search", "--only", "g.toml", "\u0301").stdout.decode().startswith("\u0301  100.0  exact")


@pytest.mark.usefixtures("own_folders")
def test_a_view_is_kept_in_a_limited_address_space(home: Path) -> None:
    subprocess.run(
        [*PROGRAM, "DR"],
        check=True,
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (LIMITED, LIMITED)),
    )
    assert len(list((home / "cache" / "twosense" / "views").glob("*.lmdb"))) == 1
