"""The translate screen: a text, the same text for other readers, and every edit and question between the two.

Invariant: an answer is dropped if something else was asked meanwhile, and what the user decided is not lost without asking.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from twosense.model import MIXED, Decision, Edit, Question
from twosense.translate.settings import TranslationSettings
from twosense.tui.document import Document
from twosense.tui.document_service import DocumentService, Translated, Unreadable
from twosense.tui.glossary_service import GlossaryService
from twosense.tui.keys import bindings, key_of
from twosense.tui.links import literal
from twosense.tui.opening import TRANSLATE, Opening
from twosense.tui.recovery import UnsavedWork, work_on
from twosense.tui.revision import Revision
from twosense.tui.screens.base import asks
from twosense.tui.screens.deciding import ask_style, ask_whether, ask_which
from twosense.tui.screens.saving import name_for, save
from twosense.tui.screens.typed_text import TypedTextScreen
from twosense.tui.session import Session
from twosense.tui.widgets.document_view import DocumentView
from twosense.tui.widgets.edit_view import EditView
from twosense.tui.widgets.footer import Footer


class Translate(TypedTextScreen):
    """The translation of one text; `opening` says what to open first."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("translate")]
    MODE = TRANSLATE
    WHICH_FILE, WHO_READS, A_DOCUMENT = "Translate which file?", "Who will read it?", "text"
    HOW_TO_BEGIN = "Paste a text here, type one, or open a file: it is rewritten for the readers that you choose."

    def __init__(self, session: Session, glossaries: GlossaryService, documents: DocumentService, opening: Opening) -> None:
        super().__init__(session, glossaries, documents, opening.path)
        self._edit, self._heading = EditView(session.keymap), Static(id="readers", classes="heading")
        self._source, self._result = DocumentView("source"), DocumentView("result")
        self._chosen = opening.settings or TranslationSettings(MIXED, None, "gloss", headings=False)
        self.readers = self._chosen.to
        self._revision: Revision | None = None

    @property
    def views(self) -> Sequence[DocumentView]:
        """The views of the text and of the result."""
        return self._source, self._result

    def compose(self) -> ComposeResult:
        """Compose the title, the text, the result, the edit and the footer."""
        yield self.bar
        with Container(id="columns"):
            with Vertical(classes="column", id="source-column"):
                yield Static(literal("The text", "$muted"), classes="heading")
                yield self._source
            with Vertical(classes="column"):
                yield self._heading
                yield self._result
        yield Static(id="rule")
        yield self._edit
        yield Footer()

    def on_mount(self) -> None:
        """Open the first document."""
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
    def is_empty(self) -> bool:
        """Whether there is no text."""
        return self._revision is None or not self._revision.document.text

    @property
    def unsaved(self) -> str:
        """What was decided or typed and would be lost, because the result is neither copied nor saved."""
        return self.decided or ("the text" if self._revision and self._revision.is_typed else "")

    @property
    def unsaved_work(self) -> UnsavedWork | None:
        """What is not saved, None if there is nothing."""
        if self.editor and self.editor.unsaved:
            return work_on(self.document, TRANSLATE, self.editor.text)
        return self._revision.work(self._settings) if self._revision and self.unsaved else None

    def take_up(self, work: UnsavedWork) -> None:
        """Take up how a text was translated, and what was decided."""
        if self._revision is not None and work.settings is not None:
            self._revision.take_up(work)
            self._chosen, self.readers = work.settings, work.settings.to
            self.work_again()
            self.say(f"Taken up as it was left: {self.for_whom.plain}")

    @property
    def _settings(self) -> TranslationSettings:
        return replace(self._chosen, to=self.readers)

    @property
    def document(self) -> Document:
        """The document that is open, or an empty one."""
        return self._revision.document if self._revision else Document("", b"")

    @property
    def decided(self) -> str:
        """What was decided and would be lost if the text changed, "" if there is nothing."""
        return "the translation" if self._revision and self._revision.is_decided else ""

    def begin(self, document: Document) -> None:
        """Translate a document, if its text may be changed."""
        if document.refusal:
            self.show_error(Unreadable(document.refusal))
            return
        self._revision = Revision(document)
        for view in self.views:
            view.show(document.text, (), keep=False)
        self._edit.say("Translating …")
        self.work_again()

    def request(self) -> None:
        """Request a translation of the text, if there is one."""
        if self._revision is not None:
            self._requests.translate(self._revision, self._settings)

    @on(Translated)
    def show_translation(self, message: Translated) -> None:
        """Show a translation, unless something else was asked meanwhile."""
        revision = self._revision
        wanted = (revision, self._settings, len(revision.decisions) if revision else 0)
        if revision is not None and wanted == (message.revision, message.settings, message.decided):
            had_questions = len(revision.items) > len(revision.edits)
            revision.take(message.translation)
            self._show_texts()
            if had_questions and not revision.questions:  # an answer may settle others
                self.say(f"No question is left; {key_of('translate.copy', self.session.keymap)} copies the result")

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
            self._revision.selected = message.highlight
            self._show_item()

    def action_reject(self) -> None:
        """Accept the selected edit, or reject it; a question offers its answers."""
        item = self._revision.item if self._revision else None
        if self._revision and isinstance(item, Edit):
            self._accept(self._revision, item, accepted=not self._revision.is_accepted(item))
        elif item:
            self.action_decide()

    def _accept(self, revision: Revision, edit: Edit, *, accepted: bool) -> None:
        revision.accept([edit], accepted=accepted)
        self._show_texts()
        undo = key_of("translate.undo", self.session.keymap)
        self.say(f"{'Accepted' if accepted else 'Rejected'} “{edit.replacement}”; {undo} takes it back")

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
            answer = await ask_which(self.app, self._labels, revision, item)
            if answer:
                self._answer(item, answer[0], everywhere=answer[1])
        else:
            accepted = await ask_whether(self.app, item, accepted=revision.is_accepted(item))
            if accepted is not None:
                self._accept(revision, item, accepted=accepted)
                self.action_item(1)

    def action_answer(self, number: int) -> None:
        """Give the selected question an answer."""
        item = self._revision.item if self._revision else None
        if isinstance(item, Question) and number < len(item.readings):
            reading = item.readings[number]
            self._answer(item, Decision(side=reading.side, meaning=reading.meaning))

    def _answer(self, question: Question, decision: Decision, *, everywhere: bool = False) -> None:
        if self._revision is not None:
            self._revision.answer(question, decision, everywhere=everywhere)
            self._show_item()  # a long text takes its time, and the next key is about the next question
            if self._revision.questions:
                undo = key_of("translate.undo", self.session.keymap)
                self.say(f"Answered “{question.surface}” and went on to the next question; {undo} takes the answer back")
            self.work_again()

    @asks
    async def action_style(self) -> None:
        """Choose the style."""
        style = await ask_style(self.app, self._settings.style)
        if style is not None:
            self._chosen = replace(self._chosen, style=style)
            self.work_again()

    def action_undo(self) -> None:
        """Take the last decision back."""
        self._show_step(self._revision is not None and self._revision.undo(), "Nothing to undo")

    def action_redo(self) -> None:
        """Make the decision again that was taken back last."""
        self._show_step(self._revision is not None and self._revision.redo(), "Nothing to redo")

    def _show_step(self, is_done: bool, message: str) -> None:
        if is_done:
            self._show_texts()
            self.work_again()
        else:
            self.say(message)

    def action_copy(self) -> None:
        """Copy the result."""
        if self._revision is not None:
            count = len(self._revision.questions)
            left = f" with {count} open question{'s' * (count > 1)}" if count else ""
            self.copy(self._revision.result, f"the result{left}")
            self._revision.keep()

    @asks
    async def action_save(self) -> None:
        """Save the result."""
        await self.save_changes()

    async def save_changes(self) -> None:
        """Save the result over the file of the text, or in a new one; what was decided stays."""
        if (revision := self._revision) is None:
            return
        path = revision.document.path
        what, name = f"the translation of {path}", name_for(path, self._settings.to)
        written = await save(self, self._documents, revision.document, revision.result, what, name)
        if written is not None:
            revision.keep()
        if written and written == path:
            self._requests.read(path, TRANSLATE)

    def _show_texts(self) -> None:
        if self._revision is not None:
            revision, labels = self._revision, self._labels
            self._source.show(
                revision.document.text, [labels.highlight(*span) for span in revision.in_text()], revision.selected
            )
            self._result.show(revision.result, [labels.highlight(*span) for span in revision.in_result()], revision.selected)
            self._show_item()

    def _show_item(self) -> None:
        revision, item = self._revision, self._revision.item if self._revision else None
        if revision is None or item is None:
            self._edit.say(self.HOW_TO_BEGIN if self.is_empty else "Nothing here has to be said differently for these readers.")
        else:
            self._edit.show(item, self._labels, accepted=not isinstance(item, Edit) or revision.is_accepted(item))
            for view in self.views:
                view.select(revision.selected)
        self.show_status()

    @property
    def for_whom(self) -> Content:
        """For whom the text is, and in which style."""
        return Content.assemble(("For ", "$muted"), self.reader, (f", {self._chosen.style}", "$muted"))

    def show_status(self) -> None:
        """Show what is open and for whom, and how many edits are accepted."""
        super().show_status()
        self._heading.update(self.for_whom)
        left, right = Content(""), Content("")
        if self._revision is not None:
            name = os.path.basename(self._revision.document.path) or "pasted text"
            left = Content.assemble(literal(name, "bold"), (" for ", "$muted"), self.reader)
            right = literal(self._revision.counts)
        self.bar.show("Translate", left, right)
