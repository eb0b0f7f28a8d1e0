"""Figures: how well a scan resolves senses in texts of our own. The `check` halves were held out: they are counted, never read.

The sentences stand alone. The pages are harder on purpose: near most of their mentions no word gives the sense away. How good a
scan is on text that others wrote, training/measure.py measures.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

# What each half reaches. A calibration error must stay below its figure.
GOALS = {
    "recall": 0.99,
    "precision": 0.95,
    "coverage": 0.65,
    "forced": 0.91,
    "unclear_alone": 0.88,
    "ordinary_alone": 0.96,
}
PAGES = GOALS | {
    "recall": 0.96,
    "precision": 0.88,
    "coverage": 0.35,
    "forced": 0.78,
    "unclear_alone": 0.84,
    "ordinary_alone": 0.92,
}
CALIBRATION = 0.12
MISLEADING = 0.62


def reached(run: Run, half: str, goals: dict[str, float]) -> dict[str, Any]:
    """Return the figures of a half, and check that they reach these goals."""
    done = run("eval", str(Path(__file__).with_name(f"{half}.ndjson")), "--format", "json")
    figures: dict[str, Any] = json.loads(done.stdout)
    missed = {name: figures["all"][name] for name, goal in goals.items() if figures["all"][name] < goal}
    assert not missed
    return figures


@pytest.mark.parametrize("half", ["tune", "check"])
def test_sentences_reach_their_figures(run: Run, half: str) -> None:
    figures = reached(run, half, GOALS)
    assert figures["calibration_error"] <= CALIBRATION
    assert figures["kinds"]["misleading"]["precision"] >= MISLEADING


@pytest.mark.parametrize("half", ["pages-tune", "pages-check"])
def test_pages_reach_their_figures(run: Run, half: str) -> None:
    reached(run, half, PAGES)
