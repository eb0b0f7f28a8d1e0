"""The command palette: Textual's, which closes once, however fast the keys and clicks come.

Textual's own closes whatever screen is on top when a second Enter or click reaches it, and raises an error if that is the last.
Invariant: one choice runs one command.
"""

from __future__ import annotations

from textual import on
from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.message import Message
from textual.widgets import Input, OptionList


class OnePalette(CommandPalette):
    """The palette."""

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def choose_once(self, event: Message) -> None:
        """Choose nothing any more once the palette is closed."""
        if not self.is_current:
            event.stop()
            event.prevent_default()

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close the palette, unless it is closed."""
        return super().dismiss(result) if self.is_current else AwaitComplete()
