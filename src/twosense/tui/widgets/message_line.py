"""The message line: what a key has done, or why it did nothing, for a few seconds above the footer.

Invariant: it lies over the last lines of the content. Nothing moves when it appears, and the keys stay in sight.
"""

from __future__ import annotations

from textual.widgets import Static

from twosense.tui.links import literal

_MESSAGE_S = 4.0  # how long a message is shown


class MessageLine(Static):
    """One message, which removes itself."""

    ALLOW_SELECT = False  # Textual fails when a selection begins on a widget that has just been removed

    def __init__(self, message: str) -> None:
        super().__init__(literal(message), classes="message")

    def on_mount(self) -> None:
        """Go after a while."""
        self.set_timer(_MESSAGE_S, self.remove)

    def on_click(self) -> None:
        """Go at once, so that what is below can be seen."""
        self.remove()
