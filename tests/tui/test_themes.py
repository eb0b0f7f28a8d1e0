"""The colours of the window can be told apart in every theme that it offers."""

from __future__ import annotations

import pytest
from textual.theme import Theme

from twosense.output.sides import badges
from twosense.tui.contrast import pairs
from twosense.tui.themes import DARK, LIGHT, TERMINAL, THEMES, colours, offered


@pytest.mark.parametrize(
    "theme", [theme for name, theme in sorted(THEMES.items()) if offered(theme) and name != TERMINAL], ids=lambda t: t.name
)
def test_every_offered_theme_has_enough_contrast(theme: Theme) -> None:
    low = [f"{pair.front} on {pair.ground}: {pair.ratio:.2f}" for pair in pairs(colours(theme)) if not pair.passes]
    assert not low


def test_light_and_dark_themes_are_offered_and_unreadable_ones_are_not() -> None:
    names = {name for name, theme in THEMES.items() if offered(theme)}
    assert {DARK, LIGHT, TERMINAL, "nord", "gruvbox", "textual-light"} <= names
    assert "solarized-light" not in names  # its text has 4.4


def test_a_side_keeps_its_mark_and_neighbours_differ() -> None:
    of_six = list(badges("abcdef").values())
    assert of_six[:2] == list(badges("ab").values())
    assert len({badge.symbol for badge in of_six}) == len({badge.sgr for badge in of_six}) == 5
