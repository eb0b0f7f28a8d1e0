"""Contrast: how well the colours of a theme can be told apart (WCAG 2.2, 1.4.3 and 1.4.11).

Invariant: every pair of colours that the window puts on top of each other is in `PAIRS`, with the ratio that it needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from textual.color import Color

from twosense.output.sides import BADGES

TEXT, GRAPHICS = 4.5, 3.0  # the least ratio for text, and for frames, bars and badges
GROUNDS = ("background", "lit", "selected")  # of a pane, of the pane in use, of the selected line
TEXTS = ("foreground", "muted", "emphasis", "caution", "accepted", *(badge.variable for badge in BADGES))
PAIRS = (
    *((text, ground, TEXT) for text in TEXTS for ground in GROUNDS),
    *(("frame", ground, GRAPHICS) for ground in GROUNDS),
    ("background", "foreground", TEXT),  # a selected link is shown in reverse
)


class Pair(NamedTuple):
    """Two colours, their contrast, and the contrast that they need."""

    front: str
    ground: str
    ratio: float
    least: float

    @property
    def passes(self) -> bool:
        """Whether the contrast is high enough."""
        return self.ratio >= self.least


def ratio(front: Color, ground: Color) -> float:
    """Return the contrast of two opaque colours, from 1 to 21."""
    high, low = sorted((_luminance(front), _luminance(ground)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def pairs(colours: Mapping[str, str]) -> Iterator[Pair]:
    """Yield the pairs of a theme; `colours` maps its variables to colours."""
    for front, ground, least in PAIRS:
        yield Pair(front, ground, ratio(Color.parse(colours[front]), Color.parse(colours[ground])), least)


def worst(colours: Mapping[str, str]) -> Pair:
    """Return the pair of a theme that is furthest below, or least above, what it needs."""
    return min(pairs(colours), key=lambda pair: pair.ratio / pair.least)


def blended(front: Color, towards: Color, grounds: Sequence[Color], least: float) -> Color:
    """Return a colour with a contrast of at least `least` on all grounds: `front`, with as little as will do of `towards`."""
    for percent in range(0, 100, 5):
        blend = front.blend(towards, percent / 100)
        if all(ratio(blend, ground) >= least for ground in grounds):
            return blend
    return towards


def _luminance(colour: Color) -> float:
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in colour.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
