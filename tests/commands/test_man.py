"""The man page: it has every command and option, and roff reads it without a warning."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import TOP
from twosense.commands import COMMANDS
from twosense.commands.command_parsers import module_of, parser_of
from twosense.output.diagnostics import ExitCode


@pytest.fixture(scope="module")
def page() -> str:
    environment = os.environ | {"PYTHONPATH": str(TOP / "src")}
    command = [sys.executable, str(TOP / "docs" / "man.py")]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout


def test_every_command_and_option_is_described(page: str) -> None:
    plain = page.replace("\\-", "-").replace("\\(aq", "'").replace("\\fB", "").replace("\\fR", "")
    for command in COMMANDS:
        title = ".SH OPTIONS\n" if command == "lookup" else f".SS {command}\n{module_of(command).SUMMARY}.\n"
        section = re.split(r"^\.S", plain.partition(title)[2], maxsplit=1, flags=re.MULTILINE)[0]
        options = {name for name in parser_of(command).declared if name.startswith("--")}
        options -= set() if command == "lookup" else {"--help"}  # described once
        assert options <= set(re.findall(r"^(?:-\w, )?(--[\w-]+)", section, re.MULTILINE)), command


def test_every_exit_status_is_described_here_and_in_the_readme(page: str) -> None:
    for status in (*(str(code.value) for code in ExitCode), "128 + N"):
        assert f".TP\n\\fB{status}\\fR\n" in page
        assert f"\n| {status} | " in (TOP / "README.md").read_text(encoding="utf-8")


def test_roff_reads_it_without_a_warning(page: str) -> None:
    if shutil.which("groff") is None:
        pytest.skip("there is no groff")
    done = subprocess.run(["groff", "-man", "-Tutf8", "-ww"], input=page, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "--update-baseline" in done.stdout.replace("\b", "")


@pytest.mark.slow
def test_the_wheel_has_the_page_and_the_completions(page: str, tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(tmp_path),
        str(TOP),
    ]
    subprocess.run(command, check=True, env=os.environ | {"PYTHONPATH": ""}, timeout=300)
    (wheel,) = tmp_path.glob("*.whl")
    shutil.unpack_archive(wheel, tmp_path / "wheel", "zip")
    (data,) = (tmp_path / "wheel").glob("*.data/data/share")
    assert (data / "man/man1/twosense.1").read_text(encoding="utf-8") == page
    for name in (
        "bash-completion/completions/twosense",
        "zsh/site-functions/_twosense",
        "fish/vendor_completions.d/twosense.fish",
    ):
        assert "scan" in (data / name).read_text(encoding="utf-8")
