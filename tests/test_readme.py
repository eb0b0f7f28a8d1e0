"""The README's examples do what it says they do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import TOP, Run
from twosense.cli import COMMANDS

pytestmark = pytest.mark.warm

README = (TOP / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)


@pytest.fixture
def shell(tmp_path: Path) -> Path:
    """A folder with the program under its own name, and the glossary that the README writes."""
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


def test_every_command_and_option_is_documented(run: Run) -> None:
    overview = run("--help").stdout.decode()
    for command in COMMANDS:
        shown = run(command, "--help").stdout.decode()
        assert re.search(rf"^    {command} ", overview, re.MULTILINE), command
        assert "examples:\n  " in shown
        for option in re.findall(r"^  (?:-\w, )?(--[\w-]+)", shown, re.MULTILINE):
            assert option in README + shown
