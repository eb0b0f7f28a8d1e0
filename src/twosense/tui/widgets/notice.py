"""The notice: what is wrong, or what to do, above the footer until it is no longer so.

Invariant: saying the same again changes nothing: a keystroke must not lay the screen out for it.
"""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from twosense.tui.links import text


class Notice(Static):
    """A few lines, or none."""

    def __init__(self) -> None:
        super().__init__(id="notice")
        self._said = ""

    def say(self, message: str, *, calm: bool = False) -> None:
        """Say something that stays; "" takes it back."""
        if message != self._said:
            self._said = message
            self.update(Content("\n").join(map(text, message.splitlines())))
            self.set_class(bool(message), "-shown")
            self.set_class(calm, "-calm")
