"""Imports are a promise: a lookup pays for nothing it does not use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Run

# What a plain lookup may load beyond what the interpreter has loaded by itself.
HOT = {
    "__future__",
    "lmdb",
    "lmdb._envid",
    "lmdb.cpython",
    "time",
    "twosense",
    "twosense.characters",
    "twosense.cli",
    "twosense.config",
    "twosense.lookup",
    "twosense.output",
    "twosense.output.stdout",
    "twosense.output.text",
    "twosense.store",
    "twosense.view",
}
REPORT = "import sys; before = set(sys.modules); sys.argv = ['twosense', *{!r}]; import twosense.cli; twosense.cli.main(); "
REPORT += "sys.stderr.write(' '.join(sorted(set(sys.modules) - before)))"


def loaded(*arguments: str) -> set[str]:
    """The modules that one call loads, in an interpreter without site-packages' own start-up."""
    done = subprocess.run(
        [sys.executable, "-c", REPORT.format(arguments)], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL
    )
    return set(done.stderr.splitlines()[-1].split())


def test_a_plain_lookup_loads_the_modules_listed_here_and_no_other(run: Run) -> None:
    run("DR")
    assert loaded("DR") - HOT == set()
    assert loaded("DR", "agile") - HOT == set()


def test_options_cost_a_parser_and_json_but_no_model(run: Run) -> None:
    run("DR")
    assert not loaded("DR", "--format", "json") & {
        *("tomli", "textual", "rapidfuzz", "rich", "shtab", "msgspec", "typing", "dataclasses", "pathlib"),
        *("json", "twosense.build", "twosense.model", "twosense.search"),
    }


def test_a_miss_costs_the_search_but_no_reading(run: Run) -> None:
    run("DR")
    assert not loaded("agiel") & {"tomli", "msgspec", "argparse", "textual", "rich", "shtab", "twosense.build"}


def test_the_api_imports_what_scans_when_a_text_is_scanned(run: Run) -> None:
    run("DR")
    code = "import sys; from twosense import load; glossary = load(); glossary.lookup('DR'); print(*sorted(sys.modules)); "
    code += "glossary.scan('The DR is cut.'); print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    before, after = (set(line.split()) for line in done.stdout.splitlines())
    scanning = {"hyperscan", "pyromark", "twosense.prose.findings"}
    assert not before & scanning
    assert after >= scanning


def test_a_short_text_is_read_without_numpy(run: Run) -> None:
    Path("brief.md").write_text("The DR is cut.\n" * 50, encoding="utf-8")
    run("scan", "brief.md")
    assert "twosense.prose.senses" in loaded("scan", "brief.md", "--exit-zero")
    assert not loaded("scan", "brief.md", "--exit-zero") & {"numpy", "tomli", "pathspec", "textual", "rapidfuzz"}


@pytest.mark.parametrize("module", ["twosense", "twosense.cli"])
def test_importing_the_package_imports_nothing_else(module: str) -> None:
    code = f"import sys; before = set(sys.modules); import {module}; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= {"__future__", "twosense", "twosense.cli"}


def test_every_public_name_arrives_when_used() -> None:
    import twosense

    assert all(getattr(twosense, name) is not None for name in twosense.__all__)
    assert dir(twosense) == sorted(twosense.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = twosense.nothing
