"""The themes: dark, light, and one that uses the terminal's own colours.

Invariant: no information is carried by colour alone, so every theme shows the same, even without any colour.
"""

from __future__ import annotations

import os

from textual.app import App
from textual.theme import BUILTIN_THEMES, Theme

DARK, LIGHT, TERMINAL = "twosense-dark", "twosense-light", "terminal"


def no_color() -> bool:
    """Return whether the user asked for no colour (no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return True
    os.environ.pop("NO_COLOR", None)  # an empty value means nothing, but Textual would obey it
    return False


def apply_theme(app: App[str], wanted: str) -> None:
    """Register our themes and apply the wanted one, or the dark theme if there is no theme of that name."""
    for theme in _themes():
        app.register_theme(theme)
    app.theme = TERMINAL if app.no_color else wanted if wanted in app.available_themes else DARK


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
