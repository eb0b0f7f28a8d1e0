"""A text editor: a text to type, paste or change before it is translated.

Invariant: the screen returns the text as it stands in the editor, or None if nothing was typed; what was typed is never lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static, TextArea

from twosense.tui.document_service import DocumentService
from twosense.tui.keys import KeyContext, bindings
from twosense.tui.screens.base import BaseScreen
from twosense.tui.screens.saving import save_copy
from twosense.tui.session import Session
from twosense.tui.widgets.footer import Footer


class TextEditor(BaseScreen[str]):
    """The editor."""

    CSS_PATH = "../documents.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("editor")]

    def __init__(
        self, session: Session, documents: DocumentService, text: str, for_whom: Content, choose_readers: Callable[[], None]
    ) -> None:
        """Begin with a text. `choose_readers` asks for other readers, and then calls `show_readers`."""
        super().__init__(session)
        self.action_readers = choose_readers
        self._heading = Static(id="heading")
        self.show_readers(for_whom)
        self._documents = documents
        self._area = TextArea(text, compact=True, id="text")
        self._begun = self.text  # the text area may have changed the line ends
        self._kept = self._begun  # what is saved, or returned

    @property
    def contexts(self) -> tuple[KeyContext, ...]:
        """The contexts whose keys work now."""
        return ("editor", "window")

    def compose(self) -> ComposeResult:
        """Compose the heading and the text."""
        yield self._heading
        yield self._area
        yield Footer()

    def on_mount(self) -> None:
        """Show the keys."""
        self._area.cursor_blink = False
        self._area.move_cursor(self._area.document.end)
        self.show_hints(self.hints(without="window.translate"))

    def show_readers(self, for_whom: Content) -> None:
        """Show for whom the text is."""
        self._heading.update(Content.assemble(("The text to translate  ", "bold"), for_whom))

    @property
    def text(self) -> str:
        """The text as it stands in the editor."""
        return self._area.text

    @property
    def unsaved(self) -> str:
        """What would be lost if the window was quit."""
        return "the text" if self.text != self._kept else ""

    async def save_changes(self) -> None:
        """Save the text in a new file."""
        text = self.text
        if await save_copy(self, self._documents, "text.md", text):
            self._kept = text

    @property
    def is_typing(self) -> bool:
        """Whether a character becomes text."""
        return True

    def on_key(self, event: events.Key) -> None:
        """Take a key that was pressed before the text had the focus."""
        if self.focused is not self._area:
            self.type(event)

    def type(self, event: events.Key) -> None:
        """Type a character or the end of a line behind the text."""
        text = "\n" if event.key == "enter" else event.character if event.is_printable else None
        if text:
            event.stop()
            self._area.insert(text, self._area.document.end, maintain_selection_offset=False)

    def action_undo(self) -> None:
        """Undo what was typed."""
        self._area.undo()

    def action_redo(self) -> None:
        """Redo what was undone."""
        self._area.redo()

    def action_done(self) -> None:
        """Return the text, if it is another one."""
        if self.is_current:  # a second key may arrive after the first one has closed the screen
            self._kept = self.text
            self.dismiss(self._kept if self._kept != self._begun else None)
