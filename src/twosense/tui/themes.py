"""The themes: dark, light, and one that uses the terminal's own colours.

Invariant: no information is carried by colour alone, so every theme shows the same, even without any colour. Each theme that
is offered has enough contrast (`contrast.py`); of the terminal's own colours only the terminal knows.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from twosense.output.sides import BADGES
from twosense.tui.contrast import GRAPHICS, TEXT, blended, ratio, worst

DARK, LIGHT, TERMINAL = "twosense-dark", "twosense-light", "terminal"
_SIDES = tuple(badge.variable for badge in BADGES)
_SIDES_ON_DARK = tuple(badge.on_dark for badge in BADGES)
_SIDES_ON_LIGHT = tuple(badge.on_light for badge in BADGES)
# Magenta is the one of the sixteen colours that can be read on black and on white in the palettes of most terminals.
_SIDES_OF_TERMINAL = ("ansi_magenta", "ansi_default", "ansi_magenta", "ansi_default", "ansi_magenta")


def no_color() -> bool:
    """Return whether the user asked for no colour (no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return True
    os.environ.pop("NO_COLOR", None)  # an empty value means nothing, but Textual would obey it
    return False


def first_theme(wanted: str, *, colourless: bool) -> str:
    """Return the name of the wanted theme, or of the dark one if no theme of that name is offered."""
    known = THEMES.get(wanted)
    return TERMINAL if colourless else wanted if known and offered(known) else DARK


def colours(theme: Theme) -> dict[str, str]:
    """Return every colour of a theme by the name of its variable, also those that only we use."""
    generated = theme.to_color_system().generate()
    return variables(theme, generated) | generated


def offered(theme: Theme) -> bool:
    """Return whether a theme may be chosen: everything in it can be read. Of ours, a test says so."""
    return theme.name in {DARK, LIGHT, TERMINAL} or (not theme.ansi and worst(colours(theme)).passes)


def variables(theme: Theme, generated: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the colours that our styles need besides those of Textual. `generated` are the theme's own, if they are known.

    A theme of ours sets them itself. For others they are made from the colours it has, with more of its foreground where the
    contrast is too low.
    """
    if theme.name in {DARK, LIGHT}:
        return theme.variables
    if theme.ansi:
        same = dict.fromkeys(("lit", "selected", "muted", "frame", "emphasis", "caution", "accepted"), "ansi_default")
        return same | dict(zip(_SIDES, _SIDES_OF_TERMINAL, strict=True))
    given = generated or theme.to_color_system().generate()
    names = ("foreground", "background", "surface", "panel", "accent", "warning", "success")
    text, ground, surface, panel, accent, warning, success = (Color.parse(given[name]) for name in names)
    selected = panel if ratio(text, panel) >= TEXT else surface
    grounds = (ground, surface, selected)
    wanted = {"muted": ground.blend(text, 0.5), "emphasis": accent, "caution": warning, "accepted": success}
    wanted |= {
        name: Color.parse(one) for name, one in zip(_SIDES, _SIDES_ON_DARK if theme.dark else _SIDES_ON_LIGHT, strict=True)
    }
    return {
        "lit": surface.hex,
        "selected": selected.hex,
        "frame": blended(ground.blend(text, 0.2), text, grounds, GRAPHICS).hex,
    } | {name: blended(colour, text, grounds, TEXT).hex for name, colour in wanted.items()}


_OURS = (
    Theme(
        name=DARK,
        primary="#8fb4d8",
        secondary="#c9a86a",
        accent="#e0b870",
        warning="#e0a458",
        error="#e07a72",
        success="#93b98a",
        foreground="#d6d8db",
        background="#16181c",
        surface="#1b1e23",
        panel="#262a31",
        variables={
            "lit": "#1f232a",
            "selected": "#303641",
            "muted": "#a1a5ad",
            "frame": "#828893",
            "emphasis": "#e6bd78",
            "caution": "#e8ac62",
            "accepted": "#93b98a",
        }
        | dict(zip(_SIDES, _SIDES_ON_DARK, strict=True)),
    ),
    Theme(
        name=LIGHT,
        primary="#27618f",
        secondary="#7c5c1c",
        accent="#8f5a00",
        warning="#9a5b00",
        error="#a8322a",
        success="#3d6b35",
        foreground="#24272b",
        background="#fbfaf7",
        surface="#f3f1ec",
        panel="#e6e3db",
        dark=False,
        variables={
            "lit": "#f1ede4",
            "selected": "#e0dace",
            "muted": "#55595f",
            "frame": "#7b776f",
            "emphasis": "#7a4d00",
            "caution": "#864c00",
            "accepted": "#3d6b35",
        }
        | dict(zip(_SIDES, _SIDES_ON_LIGHT, strict=True)),
    ),
    Theme(
        name=TERMINAL,
        ansi=True,
        primary="ansi_blue",
        secondary="ansi_cyan",
        warning="ansi_yellow",
        error="ansi_red",
        success="ansi_green",
        accent="ansi_yellow",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        variables=BUILTIN_THEMES["ansi-dark"].variables,  # how the cursor and the scrollbar of Textual are drawn
    ),
)
THEMES: Mapping[str, Theme] = BUILTIN_THEMES | {theme.name: theme for theme in _OURS}
