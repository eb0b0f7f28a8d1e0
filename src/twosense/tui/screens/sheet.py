"""A sheet: what the screens with a footer share. Its keys, its widths, a line to say something, and copying by mouse.

Invariant: selected text is on the clipboard as soon as the mouse lets go, and the footer says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from textual.screen import Screen

from twosense.tui.painter import Painter
from twosense.tui.widgets.footer import Footer

if TYPE_CHECKING:
    from twosense.tui.app import Window

Result = TypeVar("Result")


class Sheet(Screen[Result]):
    """A screen with a footer. Styles tell the layouts by the classes of its width and height."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-medium"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]
    app: Window

    def __init__(self) -> None:
        super().__init__()
        self._compositor = Painter()

    def show_hints(self, hints: Iterable[tuple[str, str]]) -> None:
        """Show these keys in the footer, each with what it does."""
        self.query_one(Footer).set_hints(hints)

    def say(self, message: str) -> None:
        """Say something for a moment."""
        self.query_one(Footer).say(message)

    def on_text_selected(self) -> None:
        """Copy what was selected with the mouse."""
        self.app.copy(self.get_selected_text() or "", "the selection")
