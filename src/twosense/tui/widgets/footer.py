"""The footer: the keys that work here.

Invariant: the last hint, the help key, is always shown.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from twosense.tui.keys import Hint, key_label
from twosense.tui.widgets.bar import Bar


class Footer(Bar):
    """One line at the bottom of the screen."""

    def __init__(self) -> None:
        super().__init__(id="footer")
        self._hints: list[Hint] = []

    def set_hints(self, hints: Iterable[Hint]) -> None:
        """Show these hints. A click on one presses its key."""
        hints = list(hints)
        if hints != self._hints:  # most keystrokes change none
            self._hints = hints
            self._show()

    def pressed(self, index: int) -> None:
        """Press the key of a hint."""
        self.app.simulate_key(self._hints[index].key)

    def on_resize(self) -> None:
        """Fit the hints to the new width."""
        self._show()

    def _show(self) -> None:
        self.show([Content.assemble((key_label(hint.key), "bold $emphasis"), f" {hint.label}") for hint in self._hints])
