"""Help: every command explains itself, and the exit statuses mean what the README says."""

from __future__ import annotations

import ast
import inspect
import re

import pytest

from tests.conftest import TOP, Run
from twosense.commands import COMMANDS
from twosense.commands.parser import module_of
from twosense.output import diagnostics
from twosense.output.diagnostics import ExitCode

pytestmark = pytest.mark.shared_cache

README = (TOP / "README.md").read_text(encoding="utf-8")
# The verbs that a summary may begin with. A new command may need a new verb.
VERBS = {"Explain", "Find", "List", "Mark", "Measure", "Print", "Rewrite", "Search", "Show", "Validate"}


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
    assert "exit status: 0 " in shown
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
