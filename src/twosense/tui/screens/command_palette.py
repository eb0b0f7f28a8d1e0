"""The command palette: Textual's, made safe against keys and clicks that come faster than it closes or lists its commands.

Textual's own closes whatever screen is on top when a second Enter or click reaches it. It raises an error if that is the last
screen, if a command is clicked while the list is made anew, or if a list that has no line on the screen is to move by a page.
It takes a copied text of several lines, and then as much time for each key as the square of their length.
Invariant: one choice runs one command.
"""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette
from textual.message import Message
from textual.widgets import Input, OptionList

from twosense.tui.widgets.query import MAX_LENGTH


class SafePalette(CommandPalette):
    """The palette."""

    CSS_PATH = "../dialogs.tcss"

    def compose(self) -> ComposeResult:
        """Compose Textual's widgets, with another list, and a box that takes only one line."""
        for widget in super().compose():
            if isinstance(widget, Input):
                widget.max_length, widget.restrict = MAX_LENGTH, ".*"
            yield _SafeList() if isinstance(widget, CommandList) else widget

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


class _SafeList(CommandList):
    def on_click(self, event: events.Click) -> None:
        """Ignore a click on a command that is in the list no more. Textual calls this before its own handler."""
        if event.style.meta.get("option", -1) >= self.option_count:
            event.prevent_default()

    def action_page_up(self) -> None:
        """Move up by a page, unless there is no line to show one."""
        if self.scrollable_content_region.height:
            super().action_page_up()  # type: ignore[no-untyped-call]  # so in Textual

    def action_page_down(self) -> None:
        """Move down by a page, unless there is no line to show one."""
        if self.scrollable_content_region.height:
            super().action_page_down()  # type: ignore[no-untyped-call]  # so in Textual
