"""A dialog: a screen over another one, which returns an answer and closes.

Invariant: it closes once, however fast the keys come; backing out returns None.
"""

from __future__ import annotations

from typing import TypeVar

from textual.containers import Vertical
from textual.screen import ModalScreen

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """A dialog with an answer. `HOW` says in its frame which keys it takes."""

    CSS_PATH = "../dialogs.tcss"
    HOW = ""

    def frame(self) -> Vertical:
        """Return the frame of a dialog in the middle of the screen."""
        frame = Vertical(id="dialog")
        frame.border_subtitle = self.HOW
        return frame

    def close(self, answer: Answer | None) -> None:
        """Return an answer."""
        if self.is_current:  # a second key may arrive after the first one has closed the screen
            self.dismiss(answer)

    def action_back(self) -> None:
        """Return nothing."""
        self.close(None)
