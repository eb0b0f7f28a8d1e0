"""Themes: our own three. The third takes its colours from the terminal.

Invariant: nothing is told by colour alone, so that every theme, and none at all, shows the same.
"""

from __future__ import annotations

import os

from textual.app import App
from textual.theme import BUILTIN_THEMES, Theme

DARK, LIGHT, TERMINAL = "twosense-dark", "twosense-light", "terminal"


def no_color() -> bool:
    """Whether the user wants no colour at all (no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return True
    os.environ.pop("NO_COLOR", None)  # an empty one asks for nothing, but Textual takes it for a request
    return False


def dress(window: App[str], wanted: str) -> None:
    """Give the window our themes, and the one that is wanted if there is such a one."""
    for theme in _themes():
        window.register_theme(theme)
    chosen = TERMINAL if window.no_color else wanted if wanted in window.available_themes else DARK
    window.theme = chosen
    window._next_callbacks.clear()  # noqa: SLF001  # it would parse every style twice before the first paint: 20 ms
    window.stylesheet.set_variables(window.get_css_variables())


def _themes() -> list[Theme]:
    return [
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
            variables=BUILTIN_THEMES["ansi-dark"].variables,
        ),
    ]
