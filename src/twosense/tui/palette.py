"""The command palette: every command by name, derived from the table of keys.

Invariant: a command of the palette does exactly what its key does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from textual.app import App, SystemCommand

from twosense.tui.keys import KEYS


def commands(app: App[str], keymap: Mapping[str, str]) -> Iterator[SystemCommand]:
    """Return the keys that have a hint, and the commands that have no key."""
    for key in KEYS:
        if key.hint and key.context in ("search", "window") and key.id != "window.more":
            first = keymap.get(key.id, key.keys).split(",")[0]
            yield SystemCommand(key.hint, key.help, partial(app.simulate_key, first))
    yield SystemCommand("Theme", "choose the colours; one theme uses the terminal's own", app.action_change_theme)
    yield SystemCommand("Quit", "quit twosense", partial(app.run_action, "leave"))
