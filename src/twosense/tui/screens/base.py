"""The base of the screens with a footer: breakpoints, messages in the footer, and copying with the mouse.

Invariant: text selected with the mouse is copied as soon as the button is released, and the footer says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from textual.message import Message
from textual.screen import Screen

from twosense.tui.session import Session
from twosense.tui.terminal import copy_text
from twosense.tui.widgets.footer import Footer

Result = TypeVar("Result")


@dataclass
class LookUp(Message):
    """A term is to be looked up."""

    term: str


class BaseScreen(Screen[Result]):
    """A screen with a footer. Its classes tell the styles how wide and how tall the terminal is."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-medium"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        session.open_screens.add(self)

    @property
    def unsaved(self) -> str:
        """What is not saved and would be lost, "" if there is nothing."""
        return ""

    def show_hints(self, hints: Iterable[tuple[str, str]]) -> None:
        """Show these pairs of key and hint in the footer."""
        self.query_one(Footer).set_hints(hints)

    def say(self, message: str) -> None:
        """Show a message in the footer for a few seconds; "" shows nothing."""
        if message:
            self.query_one(Footer).say(message)

    def copy(self, text: str, name: str) -> None:
        """Copy a text to the clipboard and say so; `name` is what the message calls it."""
        self.say(copy_text(self.app, text, name))

    def on_text_selected(self) -> None:
        """Copy what was selected with the mouse."""
        self.copy(self.get_selected_text() or "", "the selection")
