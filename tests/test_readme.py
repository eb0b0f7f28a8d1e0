"""The README: its examples print what they show."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import TOP, Run

README = (TOP / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)


def toml_file(name: str) -> str:
    """Return the TOML file with this name in its first line."""
    (toml,) = [text for kind, text in BLOCKS if kind == "toml" and text.startswith(f"# {name}\n")]
    return toml


@pytest.fixture
def shell(tmp_path: Path) -> Path:
    """A folder with the program under its own name; the working folder has the glossary of the README."""
    program = tmp_path / "bin" / "twosense"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m twosense "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    Path("team.toml").write_text(toml_file("team.toml"), encoding="utf-8")
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


def test_the_configuration_is_valid(run: Run) -> None:
    Path(".twosense.toml").write_text(toml_file(".twosense.toml"), encoding="utf-8")
    Path("brief.tex").write_text("The DR site failed over. Our data.\n", encoding="utf-8")
    done = run("scan", "-q", ".")
    assert done.stdout.startswith(b"brief.tex:1:5: note: DR: here it means disaster recovery (IT)")
    assert done.stdout.count(b"\n") == 1


def test_every_yaml_example_can_be_read() -> None:
    yaml = pytest.importorskip("yaml")
    examples = [yaml.safe_load(text) for kind, text in BLOCKS if kind == "yaml"]
    assert len(examples) == 3
    inputs = yaml.safe_load((TOP / "action.yml").read_text(encoding="utf-8"))["inputs"]
    assert examples[0]["jobs"]["words"]["steps"][1]["with"].keys() <= inputs.keys()


def test_the_readme_names_the_command_for_the_slow_tests() -> None:
    assert "`python -m pytest -m slow`" in README


def test_every_picture_and_link_works_on_any_page() -> None:
    """The page of the package index shows the README, too, where a relative address leads nowhere."""
    repository = re.compile(
        r"https://(?:raw\.githubusercontent\.com/twosense/twosense/main|github\.com/twosense/twosense/blob/main)/(.*)"
    )
    addresses = re.findall(r"\]\((.*?)\)", README)
    assert len(addresses) > 5
    for address in addresses:
        ours = repository.fullmatch(address)
        assert ours, address
        assert (TOP / ours[1]).is_file(), address
