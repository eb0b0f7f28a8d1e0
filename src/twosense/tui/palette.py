"""The command palette: every command by name, derived from the table of keys.

Invariant: a command of the palette does exactly what its key does.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from textual.app import App, SystemCommand
from textual.screen import Screen

from twosense.tui.keys import KEYS, key_label
from twosense.tui.screens.base import BaseScreen
from twosense.tui.session import Session


def commands(app: App[str], screen: Screen[object], session: Session) -> Iterator[SystemCommand]:
    """Return the commands of a screen, and those that work on every screen."""
    if isinstance(screen, BaseScreen):
        yield from _keys(app, screen)
        yield from screen.commands()
        yield _theme(app, screen, session)


def _keys(app: App[str], screen: BaseScreen[Any]) -> Iterator[SystemCommand]:
    """Return the keys of a screen that have a hint, as its footer calls them."""
    for hint in screen.hints(without="window.more"):
        help_ = next(key.help for key in KEYS if key.id == hint.id)
        yield SystemCommand(hint.label, f"{key_label(hint.key)}  {help_}", partial(app.simulate_key, hint.key))


def _theme(app: App[str], screen: BaseScreen[Any], session: Session) -> SystemCommand:
    """Return the command that chooses a theme. The palette searches its title, which has the words that people look for."""

    def on_closed(theme: str | None) -> None:
        if theme:
            screen.say(session.choose(theme=theme) or f"Theme {theme}: kept for next time")

    def choose() -> None:
        from twosense.tui.screens.theme_choice import ThemeChoice, theme_names

        app.push_screen(ThemeChoice(theme_names(), app.theme), on_closed)

    return SystemCommand("Theme: light, dark and other colours", "choose one; one of them uses the terminal's own", choose)
