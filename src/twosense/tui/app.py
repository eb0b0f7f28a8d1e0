"""The Textual application: themes, screens and the commands that work on every screen.

Invariant: nothing here knows about terms, and whatever ends the application, the terminal is left as it was found.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Input
from textual.widgets.input import Selection

from twosense.output.diagnostics import ExitCode
from twosense.tui import palette, terminal
from twosense.tui.document_service import DocumentService
from twosense.tui.glossary_service import GlossaryService
from twosense.tui.keys import bindings
from twosense.tui.modes import FIRST, MODES
from twosense.tui.screens.base import BaseScreen, LookUp
from twosense.tui.screens.saving import may_lose
from twosense.tui.session import Session
from twosense.tui.themes import apply_theme, no_color, variables


class Window(App[str]):
    """The window. Its return value is the picked term, or None."""

    TITLE = "twosense"
    CSS_PATH = ["style.tcss", "documents.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("window")]
    COMMAND_PALETTE_BINDING = "f2"
    DEFAULT_MODE = FIRST

    def __init__(
        self, service: GlossaryService, query: str = "", pick: bool = False, *, mode: str = FIRST, path: str = ""
    ) -> None:
        """Prepare the window, which opens in a mode; the first query is for Browse, the path of a file for the others."""
        self.DEFAULT_MODE = mode  # type: ignore[misc]  # Textual reads it once, below
        super().__init__(terminal.driver_class(), ansi_color=True if no_color() else None)
        self.session = Session(pick)
        self.service = service
        self.documents = DocumentService(service)
        self.first_query, self.first_mode, self.first_path = query, mode, path
        for one in MODES:
            self.add_mode(one.name, partial(one.first_screen, self))
        self.set_keymap(self.session.keymap)
        apply_theme(self, self.session.state.theme)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours that the styles need and the theme does not set."""
        return variables(self.current_theme)

    def on_mount(self) -> None:
        """Exit on signals."""
        terminal.exit_on_signals(self)

    def say(self, message: str) -> None:
        """Show a message for a few seconds, if the open screen has a footer."""
        if message and isinstance(self.screen, BaseScreen):
            self.screen.say(message)

    def action_copy_or_quit(self) -> None:
        """Copy the selected text, and select it no more; quit if none is selected."""
        focused = self.focused
        selected = self.screen.get_selected_text() or (focused.selected_text if isinstance(focused, Input) else "")
        if selected and isinstance(self.screen, BaseScreen):
            self.screen.copy(selected, "the selection")
            self.screen.clear_selection()
            if isinstance(focused, Input):
                focused.selection = Selection.cursor(focused.cursor_position)
        else:
            self.action_leave()

    @work(group="dialog")
    async def action_leave(self) -> None:
        """Quit; with --pick, quit without a term. Ask first if something would be lost."""
        if await may_lose(self, self.session.unsaved, "quit"):
            self.exit(return_code=ExitCode.INTERRUPTED if self.session.pick else 0)

    @on(LookUp)
    async def look_up(self, message: LookUp) -> None:
        """Show the entry of a term in Browse."""
        from twosense.tui.screens.browse import Browse

        await self.switch_mode(FIRST)
        if isinstance(self.screen, Browse):
            self.screen.action_open_term(message.term)

    def action_help(self) -> None:
        """Open the list of keys."""
        from twosense.tui.screens.help import Help

        if not isinstance(self.screen, Help):
            self.push_screen(Help(self.session.keymap))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return the commands of the palette: what works on the screen below it, and the themes."""
        if isinstance(screen, BaseScreen):
            yield from palette.commands(self, screen.contexts, self.session.keymap)
            yield from screen.commands()
        yield SystemCommand("Theme", "choose the colours; one theme uses the terminal's own", self.action_change_theme)

    def action_change_theme(self) -> None:
        """Choose a theme."""
        from twosense.tui.screens.theme_choice import ThemeChoice, theme_names

        def on_closed(theme: str | None) -> None:
            self.say(self.session.choose(theme=theme) if theme else "")

        self.push_screen(ThemeChoice(theme_names(self), self.theme), on_closed)
