"""Traps: words that only look like a term. None may be found, alone or within a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from tests.mentions.surfaces import surfaces

TRAPS = tomli.loads((Path(__file__).parent / "traps.toml").read_text(encoding="utf-8"))
CASES = [(markup, text) for markup, kinds in TRAPS.items() for texts in kinds.values() for text in texts]


def test_there_are_enough_traps() -> None:
    assert len(CASES) >= 120


@pytest.mark.parametrize(("markup", "text"), CASES, ids=[repr(text) for _, text in CASES])
def test_nothing_is_found_in_a_trap(markup: str, text: str) -> None:
    assert surfaces(text, markup) == []
