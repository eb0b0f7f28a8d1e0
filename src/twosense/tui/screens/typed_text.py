"""The base of a screen whose text can be typed and pasted, as well as opened.

Invariant: the first character that is typed opens the editor and is the first one in it, and a paste is text and nothing else.
"""

from __future__ import annotations

from textual import events, work
from textual.content import Content

from twosense.tui.document import Change, Document
from twosense.tui.screens.base import asks
from twosense.tui.screens.documents import DocumentScreen
from twosense.tui.screens.saving import may_lose
from twosense.tui.screens.text_editor import TextEditor


class TypedTextScreen(DocumentScreen):
    """The screen. A subclass implements what raises NotImplementedError here."""

    editor: TextEditor | None = None  # while it is open

    @property
    def document(self) -> Document:
        """The document that is open, or an empty one."""
        raise NotImplementedError

    @property
    def decided(self) -> str:
        """What was decided about the text and would be lost if it changed, "" if there is nothing."""
        raise NotImplementedError

    @property
    def for_whom(self) -> Content:
        """For whom the text is."""
        raise NotImplementedError

    @property
    def is_typing(self) -> bool:
        """Whether a character begins a text."""
        return self.is_empty

    @asks
    async def action_type(self) -> None:
        """Type or change the text."""
        if await may_lose(self.app, self.decided, "change the text"):
            self._open_editor()

    def on_key(self, event: events.Key) -> None:
        """Begin to type a text with the first character, as long as there is none."""
        if self.editor is None and self.is_empty and event.is_printable:
            self._open_editor()
        if self.editor is not None:  # which has not got the focus yet
            event.stop()
            self.editor.type(event)

    def _open_editor(self) -> None:
        document = self.document

        def on_closed(text: str | None) -> None:
            self.editor = None
            if text is not None:
                document.make(Change(0, document.text, text, "what was typed"))
                self.begin(document)

        self.editor = TextEditor(self.session, self._documents, document.text, self.for_whom, self.action_readers)
        self.app.push_screen(self.editor, on_closed)

    def show_status(self) -> None:
        """Show for whom the text is, in the editor, too."""
        super().show_status()
        if self.editor is not None:
            self.editor.show_readers(self.for_whom)

    @work(group="dialog")
    async def on_paste(self, event: events.Paste) -> None:
        """Take what was pasted for a new text."""
        text = event.text.replace("\r\n", "\n").replace("\r", "\n")
        if text.strip() and await may_lose(self.app, self.unsaved, "take the pasted text"):
            self.begin(Document("", text.encode("utf-8", "replace")))
