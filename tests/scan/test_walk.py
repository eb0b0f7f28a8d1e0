"""The walk: which files of a folder are scanned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.shared_cache

FILES = ("a.md", "b.py", "c.txt", "skip/d.md", "keep/e.html", "keep/f.log", ".hidden/g.md", "keep/h.md", "keep/i.dat", "README")


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
