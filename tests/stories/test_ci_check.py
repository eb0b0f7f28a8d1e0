"""An engineer adds the action to a repository that has findings already: a baseline, then annotations for what is new."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import TOP, Run
from tests.source import PACKAGE

yaml = pytest.importorskip("yaml")

pytestmark = [pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")]


def scan_step(arguments: str, sarif: str = "false") -> subprocess.CompletedProcess[str]:
    """Run the step of action.yml that scans, as GitHub runs it."""
    steps = yaml.safe_load((TOP / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
    (script,) = [step["run"] for step in steps if step.get("id") == "scan"]
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        env=os.environ
        | {"PYTHON": sys.executable, "ARGUMENTS": arguments, "SARIF": sarif, "RUNNER_TEMP": os.path.abspath("temp")}
        | {name: os.path.abspath(name.lower()) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.slow
def test_from_a_baseline_to_the_annotation_of_a_new_line(process: Run) -> None:
    Path("temp").mkdir()
    Path("temp/twosense").symlink_to(PACKAGE.parent)  # where the step before has installed it
    for data in ("glossary.toml", "seeds"):
        (Path("temp") / data).symlink_to(TOP / data)
    Path("our docs").mkdir()
    guide = Path("our docs/guide.md")
    guide.write_text("The DR is cut.\n", encoding="utf-8")
    assert process("scan", "our docs", "--baseline", "known.json", "--update-baseline").returncode == 0

    arguments = "--baseline=known.json\nour docs\n"
    known = scan_step(arguments)
    assert (known.returncode, known.stdout) == (0, "")

    guide.write_text("The DR is cut.\n\nThe agile one is late.\n", encoding="utf-8")
    new = scan_step(arguments, sarif="true")
    assert new.returncode == 1
    assert new.stdout.startswith("::warning file=our docs/guide.md,line=3,")
    assert new.stdout.count("\n") == 1
    assert "agile" in Path("github_step_summary").read_text(encoding="utf-8")
    report = Path(Path("github_output").read_text(encoding="utf-8").strip().removeprefix("sarif="))
    assert len(json.loads(report.read_text(encoding="utf-8"))["runs"][0]["results"]) == 1

    assert scan_step("--nonsense\nour docs").returncode == 2
