"""An engineer lets a check fail for what a branch adds, and for nothing that was there before, in a hook and a pull request."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import Git, Run, commit_all

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]


def test_from_a_noisy_scan_to_a_check_that_only_a_new_line_fails(git: Git, process: Run) -> None:
    Path("docs").mkdir()
    guide = Path("docs/guide.md")
    guide.write_text("# Guide\n\nThe DR is cut.\n", encoding="utf-8")
    commit_all(git)
    assert process("scan", ".").returncode == 1  # the old finding, which nobody will correct today
    assert process("scan", "--changed").returncode == 0

    git("switch", "--quiet", "--create=work")
    guide.write_text(guide.read_text(encoding="utf-8") + "\nThe agile one is late.\n", encoding="utf-8")
    hook = process("scan", "--changed", "-q", "--", "docs/guide.md")
    assert (hook.returncode, hook.stdout.split(b": ")[0]) == (1, b"docs/guide.md:5:5")
    commit_all(git)
    assert process("scan", "--changed").returncode == 0

    # `main` goes on in the meantime, and what it changes is not held against the branch.
    git("switch", "--quiet", "main")
    Path("docs/news.md").write_text("The DR is cut again.\n", encoding="utf-8")
    commit_all(git)
    git("switch", "--quiet", "work")
    check = process("scan", "--changed=main", "--format", "github")
    assert check.returncode == 1
    assert [line.partition(b",endLine")[0] for line in check.stdout.splitlines()] == [b"::warning file=docs/guide.md,line=5"]

    guide.write_text(guide.read_text(encoding="utf-8").replace("agile one", "quick answer"), encoding="utf-8")
    commit_all(git)
    done = process("scan", "--changed=main", "--format", "github")
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr == b"twosense: no findings in 1 file\n"
