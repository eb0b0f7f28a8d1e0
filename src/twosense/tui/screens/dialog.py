"""A dialog: a screen over another one, which returns an answer and closes.

Invariant: it closes once, however fast the keys come; backing out returns None. The keys that it names are those of the user.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from textual.containers import Vertical
from textual.screen import ModalScreen

from twosense.tui.keys import key_of

if TYPE_CHECKING:
    from twosense.tui.session import Session

Answer = TypeVar("Answer")


class _HasSession(Protocol):
    session: Session


class Dialog(ModalScreen[Answer]):
    """A dialog with an answer."""

    CSS_PATH = "../dialogs.tcss"

    def frame(self, how: str) -> Vertical:
        """Return the frame of a dialog in the middle of the screen; `how` says there which keys it takes.

        It is short enough for 40 columns, and is written as in a footer.
        """
        frame = Vertical(id="dialog")
        frame.border_subtitle = how
        return frame

    def key_of(self, id_: str) -> str:
        """Return the label of the key of an action, which the user may have changed."""
        return key_of(id_, cast("_HasSession", self.app).session.keymap)

    def close(self, answer: Answer | None) -> None:
        """Return an answer."""
        if self.is_current:  # a second key may arrive after the first one has closed the screen
            self.dismiss(answer)

    def action_back(self) -> None:
        """Return nothing."""
        self.close(None)
