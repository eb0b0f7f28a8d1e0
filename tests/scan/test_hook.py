"""The hook for pre-commit: its manifest runs the program as pre-commit would run it, with the names of files behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import TOP, Run

pytestmark = pytest.mark.warm

(HOOK,) = (TOP / ".pre-commit-hooks.yaml").read_text(encoding="utf-8").removeprefix("- ").split("\n- ")
FIELDS = dict(line.strip().split(": ", 1) for line in HOOK.strip().splitlines())


def test_the_manifest_has_what_pre_commit_asks_for() -> None:
    assert FIELDS.keys() >= {"id", "name", "entry", "language", "types_or"}
    assert FIELDS["language"] == "python"  # so that it installs the package, and with it the program
    assert FIELDS["require_serial"] == "true"  # the scan takes the processors by itself


def test_the_entry_fails_on_a_finding_and_passes_on_none(run: Run) -> None:
    program, *arguments = FIELDS["entry"].split()
    assert program == "twosense"
    Path("one.md").write_text("The DR is cut.\n", encoding="utf-8")
    Path("two.txt").write_text("Nothing of note.\n", encoding="utf-8")
    assert run(*arguments, "one.md", "two.txt").returncode == 1
    assert run(*arguments, "two.txt").returncode == 0
