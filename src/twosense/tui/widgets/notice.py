"""The notice: a problem or a welcome above the footer, shown until it no longer applies.

Invariant: repeating a message changes nothing, so that a keystroke does not cause a new layout.
"""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from twosense.tui.links import literal


class Notice(Static):
    """A few lines of text, hidden when empty."""

    def __init__(self) -> None:
        super().__init__(id="notice")
        self._message = ""

    def say(self, message: str, *, calm: bool = False) -> None:
        """Show a message until the next one; "" hides the notice. A calm message is not coloured as a warning."""
        if message != self._message:
            self._message = message
            self.update(Content("\n").join(map(literal, message.splitlines())))
            self.set_class(bool(message), "-shown")
            self.set_class(calm, "-calm")
