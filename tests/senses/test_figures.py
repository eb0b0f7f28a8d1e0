"""Figures: how well senses are told in sentences that were labelled beforehand. `check` is only ever counted, never read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run

# What each half must reach; a calibration error is a most.
GOALS = {"recall": 0.98, "precision": 0.93, "coverage": 0.80, "forced": 0.87, "unclear_kept": 0.80, "ordinary_kept": 0.93}
CALIBRATION = 0.05
MISLEADING = 0.75


@pytest.mark.parametrize("half", ["tune", "check"])
def test_senses_are_told_as_well_as_promised(run: Run, half: str) -> None:
    done = run("eval", str(Path(__file__).with_name(f"{half}.ndjson")), "--format", "json")
    figures = json.loads(done.stdout)
    missed = {name: figures[name] for name, goal in GOALS.items() if figures[name] < goal}
    assert not missed
    assert figures["calibration_error"] <= CALIBRATION
    assert figures["kinds"]["misleading"]["precision"] >= MISLEADING
