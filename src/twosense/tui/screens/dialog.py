"""A dialog: a screen over another one, which returns an answer and closes.

Invariant: it closes once, however fast the keys come; backing out returns None.
"""

from __future__ import annotations

from typing import TypeVar

from textual.containers import Vertical
from textual.screen import ModalScreen

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """A dialog with an answer."""

    CSS_PATH = "../dialogs.tcss"

    def frame(self, how: str) -> Vertical:
        """Return the frame of a dialog in the middle of the screen; `how` says there which keys it takes."""
        frame = Vertical(id="dialog")
        frame.border_subtitle = how
        return frame

    def close(self, answer: Answer | None) -> None:
        """Return an answer."""
        if self.is_current:  # a second key may arrive after the first one has closed the screen
            self.dismiss(answer)

    def action_back(self) -> None:
        """Return nothing."""
        self.close(None)
