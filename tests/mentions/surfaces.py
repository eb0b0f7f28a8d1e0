"""The mentions of a text, as the tests of mentions compare them."""

from __future__ import annotations

from functools import cache

from twosense.build import open_layers
from twosense.paths import LayerPaths
from twosense.scan.scanner import Scanner
from twosense.store.view import SCAN


@cache
def scanner() -> Scanner:
    return Scanner(open_layers(LayerPaths(project=False, layers=["built-in"]), SCAN))


def surfaces(text: str, markup: str = "text") -> list[str]:
    """Return each mention as it is written."""
    return [mention.surface for mention in scanner().find_mentions(text.encode(), markup)[1]]
