"""Themes: our own three. The third takes its colours from the terminal.

Invariant: nothing is told by colour alone, so that every theme, and none at all, shows the same.
"""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

DARK, LIGHT, TERMINAL = "twosense-dark", "twosense-light", "terminal"


def themes() -> list[Theme]:
    """The themes that this program adds to Textual's."""
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
