"""Help: every command explains itself, and the exit statuses mean what the README says."""

from __future__ import annotations

import ast
import inspect
import os
import re
import shlex
from glob import glob
from pathlib import Path

import pytest

from tests.conftest import TOP, Run
from twosense.commands import COMMANDS
from twosense.commands.command_parsers import module_of, root_parser
from twosense.output import diagnostics
from twosense.output.diagnostics import ExitCode

README = (TOP / "README.md").read_text(encoding="utf-8")
TEAM = '[[term]]\nname = "flux"\n[[term.sense]]\nside = "it"\nmeaning = "m"\ndefinition = "d"\n'
# The verbs that a summary may begin with. A new command may need a new verb.
VERBS = {
    "Add",
    "Create",
    "Open",
    "Explain",
    "Export",
    "Find",
    "Import",
    "List",
    "Mark",
    "Measure",
    "Print",
    "Rewrite",
    "Search",
    "Show",
    "Validate",
}


# A check of everything takes two seconds, and these two are run elsewhere.
ELSEWHERE = {
    "twosense check",  # in tests/scan/test_jargon.py
    "twosense check team.toml",  # in the README
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_summary_is_an_imperative(command: str) -> None:
    summary = module_of(command).SUMMARY
    assert summary.split()[0] in VERBS
    assert not summary.endswith(".")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_listed_with_its_options_and_examples(command: str, run: Run) -> None:
    overview = run("--help").stdout.decode()
    assert re.search(rf"^  {command} +[A-Z]", overview, re.MULTILINE)
    shown = run(command, "--help").stdout.decode()
    assert "examples:\n  twosense" in shown
    assert re.search(r"\nexit status:\n  0    \w.*\n(?:  1    \w.*\n)?  2    error: ", shown)
    assert max(map(len, shown.splitlines())) <= 120
    for option in re.findall(r"^  (?:-\w, )?(--[\w-]+)(?: [A-Z]+)?$", shown, re.MULTILINE):
        assert re.search(rf"^  (?:-\w, )?{option}.*\n +\S", shown, re.MULTILINE), f"{option} has no description"


def test_every_exit_status_is_documented() -> None:
    documented = set(map(int, re.findall(r"^\| (\d+) \| \S", README, re.MULTILINE)))
    assert documented == set(ExitCode)
    (declared,) = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(diagnostics)))
        if isinstance(node, ast.ClassDef) and node.name == "ExitCode"
    ]
    # A string below each member says what it means.
    meanings = [
        (before.targets[0].id, after.value.value)
        for before, after in zip(declared.body, declared.body[1:], strict=False)
        if isinstance(before, ast.Assign)
        and isinstance(before.targets[0], ast.Name)
        and isinstance(after, ast.Expr)
        and isinstance(after.value, ast.Constant)
    ]
    assert [name for name, meaning in meanings if len(meaning.split()) > 4] == [member.name for member in ExitCode]


def examples() -> list[str]:
    """Return the examples of all commands that the shell splits into words and nothing else."""
    texts = [module_of(command).EXAMPLES for command in COMMANDS] + [root_parser().format_help()]
    lines = [line.strip() for text in texts for line in text.splitlines() if line.startswith("  twosense ")]
    return [line for line in dict.fromkeys(lines) if not re.search("[|<>$]", line) and line not in ELSEWHERE]


@pytest.mark.parametrize("example", examples())
def test_an_example_works(example: str, run: Run) -> None:
    """An example names files that a reader has: those are made here. It may find something (1), but it is no error."""
    Path("docs").mkdir()
    for name in ("brief.md", "notes.md", "docs/a.md"):
        Path(name).write_text("We need an agile response to the offer of our rival. Who is for DR?\n", encoding="utf-8")
    Path("brief.md").write_text("\n" * 11 + "Our plan is good, so we wait. For DR?\n", encoding="utf-8")
    Path("team.toml").write_text(TEAM, encoding="utf-8")
    Path("terms.csv").write_text("Term,Acronym,Definition,Side\nflux,fx,What flows.,it\n", encoding="utf-8")
    Path("team.ndjson").write_text(
        '{"text": "The DR site.", "term": "DR", "side": "it", "start": 4, "end": 6}\n', encoding="utf-8"
    )
    if "known.json" in example:
        Path("known.json").write_bytes(run("scan", "docs", "--format", "json").stdout)
    if "edits.json" in example:
        Path("edits.json").write_bytes(run("translate", "--to", "it", "--write", "--format", "json", "notes.md").stdout)
    words = [word for word in shlex.split(example, comments=True)[1:] if word != "--ask"]  # which needs a terminal
    words = [str(TOP / word) if word.startswith("tests/") else word for word in words]
    if "--verify" in words or "serve" in words or any(word.startswith("--changed") for word in words):
        pytest.skip("needs articles or a repository, or serves until Ctrl-C")
    if words[0] == "add" and "--side" not in words:
        pytest.skip("asks at a terminal")
    words = [word for name in words for word in (glob(name) if "*" in name else [name])]
    writes = words[0] in ("add", "import", "init")  # into a glossary that other tests must not see
    done = run(*words, **({"XDG_CONFIG_HOME": os.path.abspath("config")} if writes else {}))
    assert done.returncode < 2, done.stderr.decode()
    assert done.returncode == 0 or words[0] != "search", done.stderr.decode()
