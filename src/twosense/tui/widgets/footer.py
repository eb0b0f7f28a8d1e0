"""The footer: the keys that work here, or a message for a few seconds.

Invariant: hints that do not fit are dropped from the end, except for the help key. Nothing moves when a message appears.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.style import Style
from textual.timer import Timer
from textual.widgets import Static

from twosense.tui.keys import key_label
from twosense.tui.links import literal

_MESSAGE_S = 4.0
_GAP = "   "


class Footer(Static):
    """One line at the bottom of the screen."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__(id="footer")
        self._hints: list[Content] = []
        self._message: Content | None = None
        self._message_timer: Timer | None = None

    def set_hints(self, hints: Iterable[tuple[str, str]]) -> None:
        """Show these pairs of key and hint. A click on one presses the key."""
        self._hints = [
            Content.assemble((key_label(key), "bold $primary"), f" {hint}").stylize(
                Style.from_meta({"@click": ("app.simulate_key", (key,))})
            )
            for key, hint in hints
        ]
        self._show()

    def say(self, message: str) -> None:
        """Show a message for a few seconds."""
        self._message = literal(message, "bold")
        if self._message_timer is not None:
            self._message_timer.stop()
        self._message_timer = self.set_timer(_MESSAGE_S, self._clear_message)
        self._show()

    def on_resize(self) -> None:
        """Fit the hints to the new width."""
        self._show()

    def _clear_message(self) -> None:
        self._message = None
        self._show()

    def _show(self) -> None:
        if self._message is not None:
            self.update(self._message, layout=False)
            return
        hints = list(self._hints)
        width = self.content_size.width
        while len(hints) > 1 and sum(hint.cell_length + len(_GAP) for hint in hints) - len(_GAP) > width:
            hints.pop(-2)  # the last hint is the help key
        self.update(Content(_GAP).join(hints), layout=False)
