"""The window: the Textual application around the screens.

Invariant: nothing here knows a term; whatever ends the window, the terminal is given back as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Input

from twosense.diagnostics import INTERRUPTED
from twosense.tui import clipboard, endings, palette, remap, state
from twosense.tui.driver import driver
from twosense.tui.keys import bindings
from twosense.tui.library import Library
from twosense.tui.screens.browse import Browse
from twosense.tui.screens.sheet import Sheet
from twosense.tui.themes import dress, no_color


class Window(App[str]):
    """The window. Its result is the term that was picked, or None."""

    TITLE = "twosense"
    CSS_PATH = "style.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("window")]
    COMMAND_PALETTE_BINDING = "f2"

    def __init__(self, library: Library, query: str = "", pick: bool = False) -> None:
        super().__init__(driver(), ansi_color=True if no_color() else None)
        self.pick = pick
        self._library, self._query = library, query
        self.state, complaint = state.load()
        self.keymap, faults = remap.read()
        self.complaints = [*filter(None, [complaint]), *map(str, faults)]
        self.set_keymap(self.keymap)
        dress(self, self.state.theme)

    def get_default_screen(self) -> Screen[object]:
        """The main screen."""
        return Browse(self._library, self._query)  # type: ignore[return-value]

    def on_mount(self) -> None:
        """Notice the choice of a theme, and end in good order when told to."""
        self.theme_changed_signal.subscribe(self, lambda theme: self.choose(theme=theme.name))
        endings.listen(self)

    def choose(self, **choices: str) -> None:
        """Remember a choice: `first` or `theme`."""
        self.state = self.state._replace(known=True, **choices)
        self.say(state.save(self.state))

    def copy(self, text: str, what: str) -> None:
        """Put a text on the clipboard and say so."""
        if len(text.encode("utf-8", "replace")) > clipboard.LIMIT:
            self.say(f"Not copied: {what} is more than terminals take")
        elif text:
            self.copy_to_clipboard(text)
            self.say(f"Copied {what}")

    def copy_to_clipboard(self, text: str) -> None:
        """Hand a text to the terminal's clipboard, from within tmux, too; and keep it for pasting here."""
        self._clipboard = text
        if self._driver is not None:
            self._driver.write(clipboard.sequences(text))

    def say(self, message: str) -> None:
        """Say something for a moment on the screen that is open."""
        if message and isinstance(self.screen, Sheet):
            self.screen.say(message)

    def action_copy_or_quit(self) -> None:
        """Copy the selected text; quit when there is none."""
        focused = self.focused
        selected = self.screen.get_selected_text() or (focused.selected_text if isinstance(focused, Input) else "")
        if selected:
            self.copy(selected, "the selection")
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Quit; with --pick, that is leaving without a term."""
        self.exit(return_code=INTERRUPTED if self.pick else 0)

    def action_help(self) -> None:
        """Show all keys."""
        from twosense.tui.screens.help import Help

        if not isinstance(self.screen, Help):
            self.push_screen(Help())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:  # noqa: ARG002  # Textual's signature
        """The commands of the palette."""
        return palette.commands(self, self.keymap)
