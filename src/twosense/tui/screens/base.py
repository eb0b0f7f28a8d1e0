"""The base of the screens with a footer: breakpoints, messages above the footer, and copying with the mouse.

Invariant: text selected with the mouse is copied as soon as the button is released, and a message says so.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Iterator
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from textual import work
from textual.app import SystemCommand
from textual.screen import Screen
from textual.widgets import Input
from textual.widgets.input import Selection

from twosense.tui.breakpoints import LOW, MEDIUM, NARROW, TALL, WIDE
from twosense.tui.clipboard import copy_text
from twosense.tui.glossary_service import GlossaryService
from twosense.tui.keys import Hint, KeyContext, footer_hints
from twosense.tui.opening import FIRST
from twosense.tui.session import Session
from twosense.tui.widgets.footer import Footer
from twosense.tui.widgets.message_line import MessageLine

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")
Asking = TypeVar("Asking", bound="BaseScreen[Any]")


def asks(
    method: Callable[Concatenate[Asking, Arguments], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[Asking, Arguments], None]:
    """Run a method that may ask the user something in a worker, unless the screen is asking already.

    Keys that are typed faster than a dialog opens would otherwise open a second one.
    """

    @wraps(method)
    def start(screen: Asking, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        if not screen.is_asking:
            screen.run_worker(method(screen, *args, **kwargs), group="dialog")

    return start


class BaseScreen(Screen[Result]):
    """A screen with a footer. Its classes tell the styles how wide and how tall the terminal is."""

    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (NARROW, "-narrow"), (MEDIUM, "-medium"), (WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-short"), (TALL, "-tall")]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        session.open_screens.add(self)

    @property
    def unsaved(self) -> str:
        """What is not saved and would be lost, "" if there is nothing."""
        return ""

    def end(self, *, keep: bool) -> str:  # noqa: ARG002  # most screens have nothing to keep
        """End the session of the screen: `keep` what is unsaved, or give it up; return what to say about it, "" for nothing."""
        return ""

    async def save_changes(self) -> None:
        """Save what is unsaved, or nothing if the user backs out. Call it in a worker."""

    @property
    def contexts(self) -> tuple[KeyContext, ...]:
        """The contexts whose keys work now, the innermost first. Footer and palette show these keys."""
        return ("window",)

    @property
    def is_asking(self) -> bool:
        """Whether the screen waits for an answer of the user, or is about to ask."""
        return any(one.group == "dialog" and one.node is self and not one.is_finished for one in self.workers)

    @property
    def is_busy(self) -> bool:
        """Whether a question is about to be asked, which the next key answers."""
        nodes = self.app, *self.app.screen_stack
        return any(one.group == "dialog" and one.node in nodes and not one.is_finished for one in self.workers)

    @property
    def is_typing(self) -> bool:
        """Whether a character that is typed becomes text, and only the other keys do something."""
        return False

    def hints(self, without: str = "") -> Iterator[Hint]:
        """Return the keys that do something now, without that of one id."""
        return footer_hints(self.contexts, self.session.keymap, without, typing=self.is_typing)

    def show_hints(self, hints: Iterable[Hint]) -> None:
        """Show these hints in the footer."""
        self.query_one(Footer).set_hints(hints)

    def say(self, message: str) -> MessageLine | None:
        """Show a message above the footer for a few seconds, in the place of the one before; return it. "" shows none."""
        if not message:
            return None
        self.query(MessageLine).remove()
        line = MessageLine(message)
        self.mount(line)
        return line

    def commands(self) -> Iterable[SystemCommand]:
        """Return the commands of the palette that have no key."""
        return ()

    def copy(self, text: str, name: str) -> None:
        """Copy a text to the clipboard and say what happened; `name` is what the message calls it."""
        if text:
            self.run_worker(self._copy(text, name), group="copy")

    async def _copy(self, text: str, name: str) -> None:
        self.say(await copy_text(self.app, text, name))

    def copy_selection(self) -> bool:
        """Copy the selected text, and select it no more; return whether any was selected."""
        box = self.focused if isinstance(self.focused, Input) else None
        selected = self.get_selected_text() or (box.selected_text if box else "")
        self.copy(selected, "the selection")
        self.clear_selection()
        if box:
            box.selection = Selection.cursor(box.cursor_position)
        return bool(selected)

    def on_text_selected(self) -> None:
        """Copy what was selected with the mouse."""
        self.copy(self.get_selected_text() or "", "the selection")


class GlossaryScreen(BaseScreen[Result]):
    """A screen from which the glossary can be edited; `service` has the glossary."""

    service: GlossaryService

    @property
    def subject(self) -> str:
        """The term, or the words that are no term yet, that an edit of the glossary is about; "" if there is none."""
        raise NotImplementedError

    def hints(self, without: str = "") -> Iterator[Hint]:
        """Return the keys that do something now, without that of one id; that of the editor names the program it opens."""
        for hint in super().hints(without):
            names_editor = hint.id == "window.edit" and self.session.editor
            yield hint._replace(label=f"Edit in {self.session.editor}") if names_editor else hint

    async def answered(self) -> None:
        """Wait until what is shown is what was asked for last. Never call it in a handler of the screen's own messages."""

    @asks
    async def action_edit_term(self) -> None:
        """Edit the subject in the user's own editor."""
        await self.answered()
        if self.subject:
            await self.edit(self.subject)
        else:
            self.say("Nothing to edit: type a word first")

    @asks
    async def action_add_term(self) -> None:
        """Ask for the name of a term, and write its entry in the user's own editor."""
        from twosense.tui.screens.prompt import Prompt

        name = await self.app.push_screen_wait(Prompt("Add which term?", completes=False))
        if name:
            await self.edit(name)

    async def edit(self, name: str) -> None:
        """Edit the entry of a term, which need not be known, and show it. Call it in a worker."""
        from twosense.tui.term_editing import edit_term

        if await edit_term(self, self.service, name):
            self.show_edited(name)

    def commands(self) -> Iterator[SystemCommand]:
        """Return the commands of the palette that have no key."""
        where = self.session.editor or "an editor"
        yield SystemCommand("Add a new term", f"ask for its name, and write its entry in {where}", self.action_add_term)

    def show_edited(self, term: str) -> None:
        """Show a term as it was saved. A screen without a list shows it when the glossary is loaded again."""

    @work(group="dialog")
    async def look_up(self, term: str) -> None:
        """Show the entry of a term in Browse."""
        if term:
            await self.app.switch_mode(FIRST)
            await self.app.run_action(("screen", "open_term", (term,)))
