"""The base of the screens that show a document: what they work with, whom the document is for, and what they report.

Invariant: a fault is shown where the document would be as long as there is none.
"""

from __future__ import annotations

from textual import on

from twosense.model import MIXED
from twosense.tui.breakpoints import SHORT, TALL
from twosense.tui.document_service import DocumentRequests, DocumentService, Unreadable
from twosense.tui.glossary_service import GlossaryFailed, GlossaryService
from twosense.tui.screens.base import GlossaryScreen
from twosense.tui.screens.choice import Choice
from twosense.tui.session import Session
from twosense.tui.side_labels import SideLabels
from twosense.tui.widgets.detail_view import DetailView


class DocumentScreen(GlossaryScreen[None]):
    """A screen of one document; `path` is what to open first. A subclass implements `term`, `notes` and `is_empty`.

    `HOW_TO_BEGIN` says what to do on an empty screen.
    """

    HOW_TO_BEGIN = ""
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (SHORT, "-short"), (TALL, "-tall")]

    def __init__(self, session: Session, glossaries: GlossaryService, documents: DocumentService, path: str = "") -> None:
        super().__init__(session)
        self.service, self._documents = glossaries, documents
        self._requests = DocumentRequests(self, documents)
        self._first_path = path

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
