"""The footer: the keys that work here, or a message for a few seconds.

Invariant: the last hint, the help key, is always shown. Nothing moves when a message appears.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.timer import Timer

from twosense.tui.keys import Hint, key_label
from twosense.tui.links import literal
from twosense.tui.widgets.bar import Bar

MESSAGE_S = 4.0  # how long a message is shown


class Footer(Bar):
    """One line at the bottom of the screen."""

    def __init__(self) -> None:
        super().__init__(id="footer")
        self._hints: list[Hint] = []
        self._message = ""
        self._message_timer: Timer | None = None

    def set_hints(self, hints: Iterable[Hint]) -> None:
        """Show these hints. A click on one presses its key."""
        hints = list(hints)
        if hints != self._hints:  # most keystrokes change none
            self._hints = hints
            self._show()

    def pressed(self, index: int) -> None:
        """Press the key of a hint."""
        if not self._message:
            self.app.simulate_key(self._hints[index].key)

    def say(self, message: str) -> None:
        """Show a message for a few seconds."""
        self._message = message
        if self._message_timer is not None:
            self._message_timer.stop()
        self._message_timer = self.set_timer(MESSAGE_S, self._clear_message)
        self._show()

    def on_resize(self) -> None:
        """Fit the hints to the new width."""
        self._show()

    def _clear_message(self) -> None:
        self._message = ""
        self._show()

    def _show(self) -> None:
        if self._message:
            self.show([literal(self._message, "bold")])
        else:
            hints = [Content.assemble((key_label(hint.key), "bold $emphasis"), f" {hint.label}") for hint in self._hints]
            self.show(hints)
