"""The Textual application: themes, screens and the commands that work on every screen.

Invariant: nothing here knows about terms, and whatever ends the application, the terminal is left as it was found.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.driver import Driver
from textual.screen import Screen
from textual.theme import Theme

from twosense.output.diagnostics import ExitCode
from twosense.tui import palette, terminal
from twosense.tui.glossary_service import GlossaryService
from twosense.tui.keys import bindings
from twosense.tui.modes import MODES
from twosense.tui.opening import BROWSE, FIRST, Opening
from twosense.tui.ordered_keys import OrderedKeysMixin
from twosense.tui.screens.base import BaseScreen
from twosense.tui.session import Session
from twosense.tui.themes import DARK, LIGHT, THEMES, first_theme, no_color, variables

if TYPE_CHECKING:
    from twosense.tui.document_service import DocumentService


class Window(OrderedKeysMixin, App[str]):
    """The window. Its return value is the picked term, or None."""

    TITLE = "twosense"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("window")]
    COMMAND_PALETTE_BINDING = "f2"
    DEFAULT_MODE = FIRST

    def __init__(
        self,
        service: GlossaryService,
        query: str = "",
        pick: bool = False,
        opening: Opening = BROWSE,
        *,
        driver: type[Driver] | None = None,
        light: bool = False,
    ) -> None:
        """Prepare the window; the first query is for Browse."""
        self.DEFAULT_MODE = opening.mode  # type: ignore[misc]  # Textual reads it once, below
        self.session = Session(pick)
        colourless = no_color()
        # A theme that is set later makes Textual read all styles a second time: a tenth of the start.
        theme = first_theme(self.session.state.theme or (LIGHT if light else DARK), colourless=colourless)
        self.set_reactive(App.theme, theme)
        # Textual reads the styles of a screen when it opens it, but not those of the first one. Reading takes time.
        super().__init__(driver, ["style.tcss", *["documents.tcss"] * (opening.mode != FIRST)], colourless or None)
        self.service = service
        self.first_query, self.opening = query, opening
        self.set_keymap(self.session.keymap)

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The themes by name, which Textual looks up before any could be registered."""
        return dict(THEMES)

    @cached_property
    def documents(self) -> DocumentService:
        """The service for documents, which Browse does without."""
        from twosense.tui.document_service import DocumentService

        return DocumentService(self.service)

    def get_default_screen(self) -> Screen[Any]:
        """Return the first screen. Textual reads all styles a second time for one that it opens by the name of its mode."""
        return next(one.first_screen(self) for one in MODES if one.name == self.opening.mode)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours that the styles need and the theme does not set."""
        return variables(self.current_theme)

    def on_mount(self) -> None:
        """Offer the modes, exit on signals, and draw everything again after a suspension."""
        for one in MODES:
            self.add_mode(one.name, partial(one.first_screen, self))
        terminal.exit_on_signals(self, self.session.end)
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))

    def on_ready(self) -> None:
        """Take what is typed, once the first screen has the focus."""
        self.call_after_refresh(terminal.input_wanted.set)

    def action_copy_or_quit(self) -> None:
        """Copy the selected text, and select it no more; quit if none is selected."""
        if not (isinstance(self.screen, BaseScreen) and self.screen.copy_selection()):
            self.action_leave()

    @work(group="dialog")
    async def action_leave(self, term: str | None = None) -> None:
        """Quit, with the picked term if there is one. Ask first if something would be lost."""
        from twosense.tui.screens.saving import may_quit

        if await may_quit(self, self.session):
            self.session.end(keep=False)
            is_cancelled = self.session.pick and term is None
            self.exit(term, return_code=ExitCode.INTERRUPTED if is_cancelled else ExitCode.SUCCESS)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action is possible: a dialog opens no second one."""
        return not (action == "command_palette" and self.screen.is_modal) and super().check_action(action, parameters)

    def action_command_palette(self) -> None:
        """Open the command palette."""
        from twosense.tui.screens.command_palette import SafePalette

        self.push_screen(SafePalette())

    def action_help(self) -> None:
        """Open the list of keys."""
        from twosense.tui.screens.help import Help

        if not isinstance(self.screen, Help):
            contexts = self.screen.contexts if isinstance(self.screen, BaseScreen) else ()
            self.push_screen(Help(contexts, self.session.keymap))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return the commands of the palette: what works on the screen below it, and the themes."""
        return palette.commands(self, screen, self.session)
