"""The footer: the keys that work here, or for a moment what has just happened.

Invariant: what does not fit is left out from the end, and the key of the help is always there; nothing moves when it speaks.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.style import Style
from textual.timer import Timer
from textual.widgets import Static

from twosense.tui.keys import shown
from twosense.tui.links import text

_SPOKEN_S = 4.0
_BETWEEN = "   "


class Footer(Static):
    """One line at the bottom."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__(id="footer")
        self._hints: list[Content] = []
        self._said: Content | None = None
        self._timer: Timer | None = None

    def set_hints(self, hints: Iterable[tuple[str, str]]) -> None:
        """Show these keys, each with what it does; a click presses it."""
        self._hints = [
            Content.assemble((shown(key), "bold $primary"), f" {hint}").stylize(
                Style.from_meta({"@click": ("app.simulate_key", (key,))})
            )
            for key, hint in hints
        ]
        self._paint()

    def say(self, message: str) -> None:
        """Say something for a few seconds."""
        self._said = text(message, "bold")
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_SPOKEN_S, self._fall_silent)
        self._paint()

    def _fall_silent(self) -> None:
        self._said = None
        self._paint()

    def _on_resize(self) -> None:
        self._paint()

    def _paint(self) -> None:
        if self._said is not None:
            self.update(self._said, layout=False)
            return
        room = self.content_size.width
        fitting = list(self._hints)
        while len(fitting) > 1 and sum(hint.cell_length + len(_BETWEEN) for hint in fitting) - len(_BETWEEN) > room:
            fitting.pop(-2)  # the last one is the help
        self.update(Content(_BETWEEN).join(fitting), layout=False)
