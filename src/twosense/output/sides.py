"""Sides: the symbol and the colour of each side, the same in the window, in answers, in findings and in explanations.

Invariant: a side keeps its badge, in whatever order the sides are shown, and no two of the first five share a symbol. The
colour only repeats what the symbol and the label say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twosense.output.stdout import BOLD, styled

if TYPE_CHECKING:
    from collections.abc import Iterable


class SideBadge(NamedTuple):
    """How a side is told from the others: by its symbol, its colour on a terminal (an SGR code), and elsewhere.

    `variable` is the name of its colour in a theme of the window and on a page, which is `on_light` or `on_dark`.
    """

    symbol: str
    sgr: int
    variable: str
    on_light: str
    on_dark: str


# The symbols are one column wide, and are in the fonts of every terminal. Red, yellow and blue are left out: red is for
# errors, yellow for warnings, and few terminals show a blue that can be read on black.
BADGES = (
    SideBadge("◆", 35, "side-1", "#a3264f", "#f2a3b7"),
    SideBadge("●", 36, "side-2", "#155e8b", "#85cdf0"),
    SideBadge("▲", 32, "side-3", "#34641f", "#9fd193"),
    SideBadge("■", 95, "side-4", "#6340a0", "#c9b0f4"),
    SideBadge("★", 96, "side-5", "#8a4308", "#f2ae80"),
)


def badges(sides: Iterable[str]) -> dict[str, SideBadge]:
    """Return the badge of each side, for all sides of a glossary in the order of their declaration."""
    return {side: BADGES[number % len(BADGES)] for number, side in enumerate(sides)}


def coloured(text: str, badge: SideBadge, *, colour: bool = True, bold: bool = False) -> str:
    """Return a text in the colour of a side for a terminal; unchanged if `colour` is False. The text must be sanitised."""
    return styled(text, f"{BOLD};{badge.sgr}" if bold else str(badge.sgr)) if colour else text
