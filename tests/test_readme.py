"""The README: its examples print what they show."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import TOP

pytestmark = pytest.mark.shared_cache

README = (TOP / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)


@pytest.fixture
def shell(tmp_path: Path) -> Path:
    """A folder with the program under its own name; the working folder has the glossary of the README."""
    program = tmp_path / "bin" / "twosense"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m twosense "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    (toml,) = [text for kind, text in BLOCKS if kind == "toml"]
    Path("team.toml").write_text(toml, encoding="utf-8")
    return program.parent


@pytest.mark.parametrize("block", [text for kind, text in BLOCKS if kind == "console"])
def test_an_example_prints_what_it_shows(block: str, shell: Path) -> None:
    for example in block.removeprefix("$ ").split("\n$ "):
        command, _, shown = example.partition("\n")
        done = subprocess.run(
            ["bash", "-c", f"{{ {command}; }} 2>&1"],
            capture_output=True,
            check=False,
            env=os.environ | {"PATH": f"{shell}:{os.environ['PATH']}"},
        )
        assert sorted(done.stdout.decode().splitlines()) == sorted(shown.splitlines())


def test_the_python_example_runs(home: Path) -> None:
    (code,) = [text for kind, text in BLOCKS if kind == "python"]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=home)
    assert done.stdout.splitlines() == re.findall(r"# (.*)", code)


def test_the_readme_names_the_command_for_the_slow_tests() -> None:
    assert "`python -m pytest -m slow`" in README
