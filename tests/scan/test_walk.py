"""The walk: which files of a folder are scanned."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.linear import QUICK_S, expect_linear
from tests.sweeps.growing import repeated
from twosense.scan.patterns import read_patterns

FILES = ("a.md", "b.py", "c.txt", "skip/d.md", "keep/e.html", "keep/f.log", ".git/g.md", "keep/h.md", "keep/i.dat", "README")


@pytest.fixture(autouse=True)
def folder() -> None:
    for name in FILES:
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("the DR plan\n", encoding="utf-8")
    Path("keep/loop").symlink_to("..")
    Path("keep/again.md").symlink_to("h.md")
    Path(".gitignore").write_text("skip/\n*.txt\n", encoding="utf-8")
    Path("keep/.gitignore").write_text("h.md\n!e.html\n", encoding="utf-8")


def scanned(run: Run, *arguments: str) -> list[object]:
    """Return the names of the files that were scanned."""
    return [row["file"] for row in json.loads(run("scan", *arguments, "--format", "json", "--level", "note").stdout)]


def test_prose_is_scanned_unless_gitignore_excludes_it(run: Run) -> None:
    assert scanned(run, ".") == ["README", "a.md", "keep/e.html"]


def test_hidden_files_are_scanned_as_git_tracks_them(run: Run) -> None:
    for name in (".github/pull.md", ".notes.md", "keep/.venv/x.md"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("the DR plan\n", encoding="utf-8")
    Path("keep/.gitignore").write_text("h.md\n.venv\n", encoding="utf-8")
    assert scanned(run, ".") == [".github/pull.md", ".notes.md", "README", "a.md", "keep/e.html"]


def test_a_suffix_is_known_in_any_case(run: Run) -> None:
    Path("keep/A.MD").write_text("the `DR` and the DR plan\n", encoding="utf-8")
    assert scanned(run, "keep") == ["keep/A.MD", "keep/e.html"]
    Path(".twosense.toml").write_text('[scan]\ninclude = ["*.log", "!*.html"]\n', encoding="utf-8")
    assert scanned(run, "keep") == ["keep/A.MD", "keep/f.log"]


def test_a_named_file_is_scanned_whatever_it_is_but_only_once(run: Run) -> None:
    assert scanned(run, "keep", "a.md", "./a.md", "c.txt") == ["keep/e.html", "a.md", "c.txt"]


def test_a_project_includes_and_excludes_files(run: Run) -> None:
    Path("pyproject.toml").write_text('[tool.twosense.scan]\ninclude = ["*.log"]\nexclude = ["README"]\n', encoding="utf-8")
    assert scanned(run, ".") == ["a.md", "keep/e.html", "keep/f.log"]
    Path(".twosense.toml").write_text('[scan]\nexclude = ["/keep/*.html", "!README"]\n', encoding="utf-8")
    assert scanned(run, ".") == ["README", "a.md"]
    Path(".twosense.toml").write_text('[scan]\nexcludes = ["x"]\n', encoding="utf-8")
    done = run("scan", ".")
    assert done.returncode == 2
    assert b".twosense.toml:2: scan.excludes: unknown key" in done.stderr


def test_a_pattern_that_only_one_of_two_matchers_takes_does_not_stop_the_scan(run: Run) -> None:
    # The three stars of the first line ask for the matcher that refuses the third.
    Path(".gitignore").write_text("*k*i*p/\n!\n\\[[:alpha:]]\n", encoding="utf-8")
    done = run("scan", ".")
    assert b"internal error" not in done.stderr
    assert b".gitignore:2: the pattern cannot be used" in done.stderr


@pytest.mark.parametrize("pattern", ["!", "\\", "a\\", "[z-a]", "[[:nonsense:]]"])
def test_a_pattern_of_a_gitignore_that_cannot_be_used_is_ignored_with_a_message(pattern: str, run: Run) -> None:
    Path(".gitignore").write_text(f"# ours\nskip/\n{pattern}\nREADME\n*.txt\n", encoding="utf-8")
    done = run("scan", ".", "--format", "json", "--level", "note")
    assert [row["file"] for row in json.loads(done.stdout)] == ["a.md", "keep/e.html"]
    message = "twosense: ./.gitignore:3: the pattern cannot be used and is ignored; correct it or remove it"
    assert (done.returncode, done.stderr.decode().splitlines()[0]) == (1, message)


def test_a_gitignore_above_a_folder_that_is_in_no_repository_is_not_read(run: Run) -> None:
    Path(".gitignore").write_text("e.html\n!\n", encoding="utf-8")
    Path(".git/g.md").unlink()
    Path(".git").rmdir()
    done = run("scan", "keep", "--level", "note", "-q")
    assert b"keep/e.html:" in done.stdout
    assert done.stderr == b""


def test_a_gitignore_that_is_too_large_is_ignored_with_a_message(run: Run) -> None:
    Path(".gitignore").write_text("*.md\n" * 60_000, encoding="utf-8")
    done = run("scan", ".", "--level", "note")
    assert b"twosense: ./.gitignore: larger than 256 KiB; its patterns are ignored\n" in done.stderr
    assert b"a.md:" in done.stdout


@pytest.mark.parametrize("pattern", ["*a*a*a*a*a*a*b", "**/a*/**/a*/**/a*/**/b"])
def test_a_pattern_with_many_stars_is_matched_quickly(pattern: str, run: Run) -> None:
    """Plain `re` would try every way to share the name out: minutes."""
    Path(".gitignore").write_text(f"{pattern}\n", encoding="utf-8")
    folder = Path("/".join(["a" * 25] * 6))
    folder.mkdir(parents=True)
    (folder / f"{'a' * 200}.md").write_text("The DR is cut.\n", encoding="utf-8")
    began = time.process_time()
    assert b"aaa.md:1:5: " in run("scan", ".").stdout
    assert time.process_time() - began < 5


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["[", "[[:a", "[]", "[:alpha:]"])
def test_a_long_pattern_is_read_in_linear_time(piece: str) -> None:
    expect_linear(repeated(piece, ""), lambda line: read_patterns([line]), largest=1 << 19, least_s=QUICK_S)


@pytest.mark.parametrize(
    ("pattern", "files"),
    [
        ("[[:alpha:]].md", ["README", "keep/e.html", "skip/1.md"]),
        ("[![:digit:]_].md", ["README", "keep/e.html", "skip/1.md"]),
        ("[[:digit:][:upper:]]*", ["a.md", "keep/e.html", "keep/h.md", "skip/d.md"]),
        ("[[a]*", ["README", "keep/e.html", "keep/h.md", "skip/1.md", "skip/d.md"]),
        ("\\[[:alpha:]].md", ["README", "a.md", "keep/e.html", "keep/h.md", "skip/1.md", "skip/d.md"]),
    ],
)
def test_a_set_in_a_gitignore_may_name_classes(pattern: str, files: list[str], run: Run) -> None:
    Path(".gitignore").write_text(f"{pattern}\n*.txt\n", encoding="utf-8")
    Path("keep/.gitignore").unlink()
    Path("skip/1.md").write_text("the DR plan\n", encoding="utf-8")
    assert scanned(run, ".") == files


def test_a_pattern_of_the_project_that_cannot_be_used_is_a_fault(run: Run) -> None:
    path = Path(".twosense.toml").absolute()
    path.write_text('[scan]\ninclude = ["*.log", "[z-a]"]\nexclude = ["!"]\n', encoding="utf-8")
    done = run("scan", ".")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines() == [
        f"twosense: {path}:2: scan.include[1]: not a pattern that a .gitignore may hold; correct it or remove it",
        f"twosense: {path}:3: scan.exclude[0]: not a pattern that a .gitignore may hold; correct it or remove it",
    ]
