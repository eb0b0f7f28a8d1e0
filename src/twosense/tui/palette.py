"""The palette: every command by name, made from the declaration of the keys.

Invariant: a command of the palette does what its key does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from twosense.tui.keys import KEYS

if TYPE_CHECKING:
    from twosense.tui.app import Window


def commands(window: Window, keymap: Mapping[str, str]) -> Iterator[SystemCommand]:
    """The keys that have a hint, and what has no key."""
    for key in KEYS:
        if key.hint and key.place in ("search", "window") and key.id != "window.more":
            first = keymap.get(key.id, key.keys).split(",")[0]
            yield SystemCommand(key.hint, key.help, partial(window.simulate_key, first))
    yield SystemCommand("Theme", "choose the colours; one theme takes the terminal's own", window.action_change_theme)
    yield SystemCommand("Quit", "leave twosense", window.action_leave)
