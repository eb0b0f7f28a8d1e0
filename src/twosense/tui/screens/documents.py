"""The base of the screens that show a document: what they work with, whom the document is for, and what they report.

Invariant: a fault is shown where the document would be as long as there is none, and work that the session cannot save is
kept for the next one.
"""

from __future__ import annotations

from textual import on, work

from twosense.model import MIXED
from twosense.tui import recovery
from twosense.tui.breakpoints import SHORT, TALL
from twosense.tui.document import Document
from twosense.tui.document_service import DocumentRequests, DocumentService, Opened, Refused, Unreadable
from twosense.tui.glossary_service import GlossaryFailed, GlossaryService
from twosense.tui.recovery import Kept, UnsavedWork
from twosense.tui.screens.base import GlossaryScreen
from twosense.tui.screens.choice import Choice
from twosense.tui.session import Session
from twosense.tui.side_labels import SideLabels
from twosense.tui.widgets.detail_view import DetailView


class DocumentScreen(GlossaryScreen[None]):
    """A screen of one document; `path` is what to open first. A subclass implements what raises NotImplementedError here.

    `MODE` is the mode of the screen. `HOW_TO_BEGIN` says what to do on an empty screen.
    """

    CSS_PATH = "../documents.tcss"
    MODE = HOW_TO_BEGIN = ""
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (SHORT, "-short"), (TALL, "-tall")]

    def __init__(self, session: Session, glossaries: GlossaryService, documents: DocumentService, path: str = "") -> None:
        super().__init__(session)
        self.service, self._documents = glossaries, documents
        self._requests = DocumentRequests(self, documents)
        self._first_path = path
        self._taken_up: list[Kept] = []  # work of an earlier session, which stays in its file until this session ends

    @property
    def term(self) -> str:
        """The term of what is selected, "" if there is none."""
        raise NotImplementedError

    @property
    def notes(self) -> DetailView:
        """The view that says what there is to say."""
        raise NotImplementedError

    @property
    def is_empty(self) -> bool:
        """Whether no document is open."""
        raise NotImplementedError

    @property
    def unsaved_work(self) -> UnsavedWork | None:
        """What is not saved, None if there is nothing."""
        raise NotImplementedError

    def begin(self, document: Document) -> None:
        """Show a document."""
        raise NotImplementedError

    def take_up(self, work: UnsavedWork) -> None:
        """Take up what else there is to the work of an earlier session, after its document is shown."""

    @on(Opened)
    def show_document(self, message: Opened) -> None:
        """Show a document; ask first what to do about work of an earlier session."""
        if message.kept is None or message.kept in self._taken_up:
            self.begin(message.document)
        else:
            self._offer(message.document, message.kept)

    @work(group="dialog")
    async def _offer(self, document: Document, kept: Kept) -> None:
        question = f"{document.path or 'A text'} was not saved when the window was closed ({kept.when})"
        answers = {"take up": "go on with the changes", "": "leave them for later", "forget": "throw them away"}
        answer = await self.app.push_screen_wait(Choice(question, answers))
        if answer == "take up":
            self._taken_up.append(kept)
            self.begin(recovery.take_up(document, kept.work))
            self.take_up(kept.work)
            return
        if answer == "forget":
            recovery.forget(kept)
        if document.path:
            self.begin(document)

    def end(self, *, keep: bool) -> str:
        """End the session of the screen."""
        unsaved = self.unsaved_work if keep else None
        name = unsaved and (unsaved.name or "the text")
        if unsaved is not None:
            try:
                recovery.keep(unsaved)
            except OSError as error:
                return f"{name} was not saved, and its changes are lost: {recovery.folder()}: {error.strerror}"
        for kept in self._taken_up:
            recovery.forget(kept)
        return f"{name} was not saved; its changes are kept, and {self.MODE} mode offers them when you open it" if name else ""

    @property
    def subject(self) -> str:
        """What an edit of the glossary is about."""
        return self.term

    @property
    def _labels(self) -> SideLabels:
        return SideLabels(self.service.sides)

    @on(Unreadable)
    def show_error(self, message: Unreadable) -> None:
        """Say why a file cannot be opened."""
        self.say(str(message.error))
        if self.is_empty:
            self.notes.say(str(message.error), "", self.HOW_TO_BEGIN)

    @on(Refused)
    def show_refusal(self, message: Refused) -> None:
        """Say why nothing is marked in a text."""
        self.notes.say(str(message.error))

    @on(GlossaryFailed)
    def show_fault(self, message: GlossaryFailed) -> None:
        """Say what is wrong with the glossary; the last good one stays in use."""
        self.say(str(message.error).splitlines()[0])
        if not self.service.is_open:
            self.notes.say(*str(message.error).splitlines())

    def action_look_up(self) -> None:
        """Look the selected term up."""
        self.look_up(self.term)

    async def ask_readers(self, question: str, readers: str) -> str | None:
        """Return for whom the document is, a side or "mixed"; `readers` is what holds so far. Call it in a worker."""
        answers = {MIXED: "readers of both sides"} | {side: self._labels.name(side) for side in self.service.sides}
        return await self.app.push_screen_wait(Choice(question, answers, readers))
