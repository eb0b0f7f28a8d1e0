"""Side labels: how the window shows a side or another reading: by symbol, word and colour.

Invariant: no reading is told from another by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from twosense.model import NONE, UNCLEAR
from twosense.output.sides import badges
from twosense.tui.highlighted_text import Highlight
from twosense.tui.links import literal

_NAMES = {UNCLEAR: "unclear", NONE: "an ordinary word"}
_UNCLEAR_SYMBOL, _PLAIN_SYMBOL = "?", "·"
_UNCLEAR_COLOUR, _PLAIN_COLOUR = "caution", "muted"


class SideLabels:
    """The labels of the sides of one glossary; `sides` maps each side to its name for people."""

    def __init__(self, sides: Mapping[str, str]) -> None:
        self._sides, self._badges = sides, badges(sides)

    def highlight(self, start: int, end: int, reading: str) -> Highlight:
        """Return the highlight of characters that are read as a side, or as unclear."""
        return Highlight(start, end, *self._symbol(reading))

    def label(self, reading: str, count: int | None = None) -> Content:
        """Return the symbol and the name of a side; with a count, the count instead of the name."""
        symbol, colour = self._symbol(reading)
        name = self._sides.get(reading) or _NAMES.get(reading, reading)
        return literal(f"{symbol} {name if count is None else f'{count:,}'}", f"bold ${colour}")

    def name(self, reading: str) -> str:
        """Return the symbol and the name of a side as plain text."""
        return self.label(reading).plain

    def _symbol(self, reading: str) -> tuple[str, str]:
        badge = self._badges.get(reading)
        if badge is not None:
            return badge.symbol, badge.variable
        return (_UNCLEAR_SYMBOL, _UNCLEAR_COLOUR) if reading == UNCLEAR else (_PLAIN_SYMBOL, _PLAIN_COLOUR)
