"""The translate screen: a text, the same text for other readers, and every edit and question between the two.

Invariant: an answer is dropped if something else was asked meanwhile, and what the user decided is not lost without asking.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import ClassVar

from msgspec.structs import replace
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from twosense.model import MIXED, Decision, Edit, Question
from twosense.translate.settings import Settings
from twosense.tui.document import Change, Document
from twosense.tui.document_service import DocumentService, Translated, Unreadable
from twosense.tui.glossary_service import GlossaryLoaded, GlossaryRequests, GlossaryService
from twosense.tui.keys import Hint, KeyContext, bindings
from twosense.tui.links import literal
from twosense.tui.opening import TRANSLATE, Opening
from twosense.tui.recovery import UnsavedWork, work_on
from twosense.tui.revision import Revision
from twosense.tui.screens.base import asks
from twosense.tui.screens.deciding import ask_style, ask_whether, ask_which
from twosense.tui.screens.documents import DocumentScreen
from twosense.tui.screens.prompt import Prompt
from twosense.tui.screens.saving import ask_over, may_lose, name_for, save, save_copy
from twosense.tui.screens.text_editor import TextEditor
from twosense.tui.session import Session
from twosense.tui.widgets.document_view import DocumentView
from twosense.tui.widgets.edit_view import EditView
from twosense.tui.widgets.footer import Footer
from twosense.tui.widgets.title_bar import TitleBar

# The keys that do something as long as there is no text, the first one first.
_USEFUL = ("translate.open", "translate.readers", "window.browse", "window.scan", "window.more", "window.help")


class Translate(DocumentScreen):
    """The translation of one text; `opening` says what to open first."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("translate")]
    MODE = TRANSLATE
    HOW_TO_BEGIN = "Paste a text here, type one, or open a file: it is rewritten for the readers that you choose."

    def __init__(self, session: Session, glossaries: GlossaryService, documents: DocumentService, opening: Opening) -> None:
        super().__init__(session, glossaries, documents, opening.path)
        # The widgets exist from the start, because keys may arrive before the screen is mounted.
        self._bar, self._edit, self._readers = TitleBar(), EditView(), Static(id="readers", classes="heading")
        self._source, self._result = DocumentView("source"), DocumentView("result")
        self._settings = opening.settings or Settings(MIXED, None, "gloss", headings=False)
        self._revision: Revision | None = None
        self._editor: TextEditor | None = None  # while it is open

    @property
    def contexts(self) -> tuple[KeyContext, ...]:
        """The contexts whose keys work now."""
        return ("translate", "window")

    def compose(self) -> ComposeResult:
        """Compose the title, the text, the result, the edit and the footer."""
        yield self._bar
        with Container(id="columns"):
            with Vertical(classes="column", id="source-column"):
                yield Static(literal("The text", "$muted"), classes="heading")
                yield self._source
            with Vertical(classes="column"):
                yield self._readers
                yield self._result
        yield Static(id="rule")
        yield self._edit
        yield Footer()

    def on_mount(self) -> None:
        """Open the first document, or say how to begin."""
        self._edit.say(self.HOW_TO_BEGIN)
        self._show_status()
        self.call_after_refresh(GlossaryRequests(self, self.service).watch)
        self._requests.read(self._first_path, TRANSLATE)

    @property
    def term(self) -> str:
        """The term of the selected item, "" if there is none."""
        item = self._revision.item if self._revision else None
        return item.term if item else ""

    @property
    def notes(self) -> EditView:
        """The view of the edit."""
        return self._edit

    @property
    def is_typing(self) -> bool:
        """Whether a character begins a text."""
        return self.is_empty

    @property
    def is_empty(self) -> bool:
        """Whether there is no text."""
        return self._revision is None or not self._revision.document.text

    @property
    def unsaved(self) -> str:
        """What was decided or typed and would be lost, because the result is neither copied nor saved."""
        return self._decided or ("the text" if self._revision and self._revision.is_typed else "")

    @property
    def unsaved_work(self) -> UnsavedWork | None:
        """What is not saved, None if there is nothing."""
        if self._editor and self._editor.unsaved:
            return work_on(self._document, TRANSLATE, self._editor.text)
        return self._revision.work(self._settings) if self._revision and self.unsaved else None

    def take_up(self, work: UnsavedWork) -> None:
        """Take up how a text was translated, and what was decided."""
        if self._revision is not None and work.settings is not None:
            self._revision.take_up(work)
            self._settings = work.settings
            self.translate()

    @property
    def _document(self) -> Document:
        return self._revision.document if self._revision else Document("", b"")

    @property
    def _decided(self) -> str:
        return "the translation" if self._revision and self._revision.is_decided else ""

    # The text.

    @asks
    async def action_open(self) -> None:
        """Ask for a path, and open it."""
        if await may_lose(self.app, self.unsaved, "open another text"):
            path = await self.app.push_screen_wait(Prompt("Translate which file?"))
            if path:
                self._requests.read(path, TRANSLATE)

    @asks
    async def action_type(self) -> None:
        """Type or change the text."""
        if await may_lose(self.app, self._decided, "change the text"):
            self._open_editor()

    def on_key(self, event: events.Key) -> None:
        """Begin to type a text with the first character, as long as there is none."""
        if self._editor is None and self.is_empty and event.is_printable:
            self._open_editor()
        if self._editor is not None:  # which has not got the focus yet
            event.stop()
            self._editor.type(event)

    def _open_editor(self) -> None:
        document = self._document

        def on_closed(text: str | None) -> None:
            self._editor = None
            if text is not None:
                document.make(Change(0, document.text, text, "what was typed"))
                self.begin(document)

        self._editor = TextEditor(self.session, self._documents, document.text)
        self.app.push_screen(self._editor, on_closed)

    @work(group="dialog")
    async def on_paste(self, event: events.Paste) -> None:
        """Translate what was pasted."""
        text = event.text.replace("\r\n", "\n").replace("\r", "\n")
        if text.strip() and await may_lose(self.app, self.unsaved, "take the pasted text"):
            self.begin(Document("", text.encode("utf-8", "replace")))

    def begin(self, document: Document) -> None:
        """Translate a document, if its text may be changed."""
        if document.refusal:
            self.show_error(Unreadable(document.refusal))
            return
        self._revision = Revision(document)
        for view in (self._source, self._result):
            view.show(document.text, (), keep=False)
        self._edit.say("Translating …")
        self.translate()

    @on(GlossaryLoaded)
    def translate(self) -> None:
        """Translate the text again, with the glossary and for the readers of now."""
        self._show_status()
        if not self.service.is_open:
            return
        if self._settings.to not in (MIXED, *self.service.sides):
            self._settings = replace(self._settings, to=MIXED)
        if self._revision is not None:
            self._requests.translate(self._revision, self._settings)

    @on(Translated)
    def show_translation(self, message: Translated) -> None:
        """Show a translation, unless something else was asked meanwhile."""
        revision = self._revision
        wanted = (revision, self._settings, len(revision.decisions) if revision else 0)
        if revision is not None and wanted == (message.revision, message.settings, message.decided):
            revision.take(message.translation)
            self._show_texts()

    # Deciding.

    def action_item(self, step: int) -> None:
        """Select the next or previous edit or question, from the last to the first and back."""
        if self._revision and self._revision.items:
            self._revision.move(step)
            self._show_item()

    @on(DocumentView.Clicked)
    def select_clicked(self, message: DocumentView.Clicked) -> None:
        """Select what was clicked in either text."""
        if self._revision:
            self._revision.selected = message.mark
            self._show_item()

    def action_reject(self) -> None:
        """Accept the selected edit, or reject it; a question offers its answers."""
        item = self._revision.item if self._revision else None
        if self._revision and isinstance(item, Edit):
            self._revision.accept([item], accepted=not self._revision.is_accepted(item))
            self._show_texts()
        elif item:
            self.action_decide()

    def action_accept_all(self, accepted: bool) -> None:
        """Accept every edit, or none."""
        if self._revision:
            self._revision.accept(self._revision.edits, accepted=accepted)
            self._show_texts()
            self.say(f"{'Accepted' if accepted else 'Rejected'} {len(self._revision.edits)} edits")

    @asks
    async def action_decide(self) -> None:
        """Offer the answers to the selected question, or to make the selected edit or not."""
        revision, item = self._revision, self._revision.item if self._revision else None
        if revision is None or item is None:
            return
        if isinstance(item, Question):
            answer = await ask_which(self.app, self._labels, item)
            if answer:
                self._answer(item, answer[0], everywhere=answer[1])
        else:
            accepted = await ask_whether(self.app, item, accepted=revision.is_accepted(item))
            if accepted is not None:
                revision.accept([item], accepted=accepted)
                self._show_texts()

    def action_answer(self, number: int) -> None:
        """Give the selected question an answer."""
        item = self._revision.item if self._revision else None
        if isinstance(item, Question) and number < len(item.readings):
            reading = item.readings[number]
            self._answer(item, Decision(side=reading.side, meaning=reading.meaning))

    def _answer(self, question: Question, decision: Decision, *, everywhere: bool = False) -> None:
        if self._revision is not None:
            self._revision.answer(question, decision, everywhere=everywhere)
            self.translate()

    @asks
    async def action_readers(self) -> None:
        """Choose the readers."""
        to = await self.ask_readers("Who will read it?", self._settings.to)
        if to is not None:
            self._settings = replace(self._settings, to=to)
            self.translate()

    @asks
    async def action_style(self) -> None:
        """Choose the style."""
        style = await ask_style(self.app, self._settings.style)
        if style is not None:
            self._settings = replace(self._settings, style=style)
            self.translate()

    def action_copy(self) -> None:
        """Copy the result."""
        if self._revision is not None:
            self.copy(self._revision.result, "the result")
            self._revision.keep()

    @asks
    async def action_save(self) -> None:
        """Save the result."""
        await self.save_changes()

    async def save_changes(self) -> None:
        """Save the result in a new file, or over the file of the text."""
        revision = self._revision
        if revision is None:
            return
        path = revision.document.path
        over = await ask_over(self.app, path) if path else False
        if over is False and await save_copy(self, self._documents, name_for(path, self._settings.to), revision.result):
            revision.keep()
        elif over:
            revision.document.make(Change(0, revision.document.text, revision.result, "the translation"))
            again = await save(self, self._documents, revision.document)
            if again:
                revision.keep()
                self._requests.read(again, TRANSLATE)
            elif not revision.document.is_changed:
                self.begin(revision.document)
            else:
                revision.document.undo()

    async def action_view(self, action: str) -> None:
        """Scroll both texts: an action of their views."""
        for view in (self._source, self._result):
            await self.app.run_action(action, view)

    def _show_texts(self) -> None:
        if self._revision is not None:
            revision, labels = self._revision, self._labels
            self._source.show(revision.document.text, [labels.mark(*span) for span in revision.in_text()], revision.selected)
            self._result.show(revision.result, [labels.mark(*span) for span in revision.in_result()], revision.selected)
            self._show_item()

    def _show_item(self) -> None:
        revision, item = self._revision, self._revision.item if self._revision else None
        if revision is None or item is None:
            self._edit.say(self.HOW_TO_BEGIN if self.is_empty else "Nothing here has to be said differently for these readers.")
        else:
            self._edit.show(item, self._labels, accepted=not isinstance(item, Edit) or revision.is_accepted(item))
            for view in (self._source, self._result):
                view.select(revision.selected)
        self._show_status()

    def hints(self, without: str = "") -> Iterator[Hint]:
        """Return the keys that do something now, without that of one id."""
        hints = {hint.id: hint for hint in super().hints(without)}
        return (hints[id_] for id_ in (_USEFUL if self.is_empty else hints) if id_ in hints)

    def _show_status(self) -> None:
        self.show_hints(self.hints(without="window.translate"))
        left, right = Content.styled("Translate", "bold"), Content("")
        reader = literal("both sides", "bold") if self._settings.to == MIXED else self._labels.label(self._settings.to)
        self._readers.update(Content.assemble(("For ", "$muted"), reader, (f", {self._settings.style}", "$muted")))
        if self._revision is not None:
            name = os.path.basename(self._revision.document.path) or "pasted text"
            left = Content.assemble(("Translate  ", "$muted"), literal(name, "bold"), (" for ", "$muted"), reader)
            right = literal(self._revision.counts)
        self._bar.show(left, right)
