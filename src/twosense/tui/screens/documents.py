"""The base of the screens that show a document: open one, choose whom it is for, and report what is wrong.

Invariant: a fault is shown where the document would be as long as there is none, and work that the session cannot save is
kept for the next one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on, work
from textual.content import Content

from twosense.model import MIXED
from twosense.tui import recovery
from twosense.tui.breakpoints import SHORT, TALL
from twosense.tui.document import Document
from twosense.tui.document_service import DocumentRequests, DocumentService, Opened, Refused, Unreadable
from twosense.tui.glossary_answers import GlossaryFailed, GlossaryLoaded
from twosense.tui.glossary_requests import GlossaryRequests
from twosense.tui.glossary_service import GlossaryService
from twosense.tui.keys import Hint, KeyContext
from twosense.tui.links import literal
from twosense.tui.recovery import Kept, UnsavedWork
from twosense.tui.screens.base import GlossaryScreen, asks
from twosense.tui.screens.choice import Choice
from twosense.tui.screens.prompt import Prompt
from twosense.tui.screens.saving import may_lose
from twosense.tui.session import Session
from twosense.tui.side_labels import SideLabels
from twosense.tui.widgets.detail_view import DetailView
from twosense.tui.widgets.document_view import DocumentView
from twosense.tui.widgets.title_bar import TitleBar

_ALWAYS_USEFUL = ("window.browse", "window.scan", "window.translate", "window.more", "window.help")


class DocumentScreen(GlossaryScreen[None]):
    """A screen of one document; `path` is what to open first. A subclass implements what raises NotImplementedError here.

    `MODE` is the mode of the screen. `HOW_TO_BEGIN` says what to do on an empty screen. `WHICH_FILE` and `WHO_READS` are the
    questions for a path and for the readers, and `A_DOCUMENT` is what the screen calls a document.
    """

    CSS_PATH = "../documents.tcss"
    MODE: ClassVar[KeyContext]
    HOW_TO_BEGIN = WHICH_FILE = WHO_READS = A_DOCUMENT = ""
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (SHORT, "-short"), (TALL, "-tall")]

    def __init__(self, session: Session, glossaries: GlossaryService, documents: DocumentService, path: str = "") -> None:
        super().__init__(session)
        self.service, self._documents = glossaries, documents
        self._requests = DocumentRequests(self, documents)
        self._first_path = path
        self.readers = MIXED  # a side, or both
        # The widgets of a document exist from the start, because keys may arrive before the screen is mounted.
        self.bar = TitleBar()
        self._taken_up: list[Kept] = []  # work of an earlier session, which stays in its file until this session ends

    @property
    def contexts(self) -> tuple[KeyContext, ...]:
        """The contexts whose keys work now."""
        return (self.MODE, "window")

    def hints(self, without: str = "") -> Iterator[Hint]:
        """Return the keys that do something now, without that of one id; without a document, what leads to one comes first."""
        hints = {hint.id: hint for hint in super().hints(without)}
        useful = (f"{self.MODE}.open", f"{self.MODE}.readers", *_ALWAYS_USEFUL)
        return (hints[id_] for id_ in (useful if self.is_empty else hints) if id_ in hints)

    @property
    def views(self) -> Sequence[DocumentView]:
        """The views of the text."""
        raise NotImplementedError

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

    def show_status(self) -> None:
        """Show what is open, for whom, and how far it is, and the keys that do something now."""
        self.show_hints(self.hints(without=f"window.{self.MODE}"))

    def request(self) -> None:
        """Request what is to be shown of the text, if there is one."""
        raise NotImplementedError

    def take_up(self, work: UnsavedWork) -> None:
        """Take up what else there is to the work of an earlier session, after its document is shown."""

    def on_mount(self) -> None:
        """Say how to begin. Textual also calls that of the subclass, and that first."""
        self.notes.say(self.HOW_TO_BEGIN)
        self.show_status()
        self.call_after_refresh(GlossaryRequests(self, self.service).watch)

    @asks
    async def action_open(self) -> None:
        """Ask for a path, and open it."""
        if await may_lose(self.app, self.unsaved, f"open another {self.A_DOCUMENT}"):
            path = await self.app.push_screen_wait(Prompt(self.WHICH_FILE))
            if path:
                self._requests.read(path, self.MODE)

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
        """Say why nothing is highlighted in a text."""
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

    @on(GlossaryLoaded)
    def work_again(self) -> None:
        """Scan or translate the text again, with the glossary and for the readers of now."""
        self.show_status()
        if self.service.is_open:
            if self.readers not in (MIXED, *self.service.sides):
                self.readers = MIXED
            self.request()

    @property
    def reader(self) -> Content:
        """The name of whom the document is for."""
        return literal("both sides", "bold") if self.readers == MIXED else self._labels.label(self.readers)

    @asks
    async def action_readers(self) -> None:
        """Choose for whom the document is."""
        answers = {MIXED: "readers of both sides"} | {side: self._labels.name(side) for side in self.service.sides}
        readers = await self.app.push_screen_wait(Choice(self.WHO_READS, answers, self.readers))
        if readers is not None:
            self.readers = readers
            self.work_again()

    async def action_view(self, action: str) -> None:
        """Scroll the text: an action of its views."""
        for view in self.views:
            await self.app.run_action(action, view)
