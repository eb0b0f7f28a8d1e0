"""What is no mention of a term: nothing may be found in any of the traps, alone or within a sentence."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import tomli

from twosense.prose.findings import Scanner
from twosense.view import SCAN, open_view

TRAPS = tomli.loads((Path(__file__).parent / "traps.toml").read_text(encoding="utf-8"))
CASES = [(markup, text) for markup, kinds in TRAPS.items() for texts in kinds.values() for text in texts]


@cache
def scanner() -> Scanner:
    store = open_view(use=SCAN)
    return Scanner(store)


def surfaces(text: str, markup: str = "text") -> list[str]:
    """What is found in a text."""
    _, _, mentions = scanner().read(text.encode(), markup)
    return [mention.surface for mention in mentions]


def test_there_are_enough_traps() -> None:
    assert len(CASES) >= 120


@pytest.mark.parametrize(("markup", "text"), CASES, ids=[repr(text) for _, text in CASES])
def test_nothing_is_found_in_a_trap(markup: str, text: str) -> None:
    assert surfaces(text, markup) == []
