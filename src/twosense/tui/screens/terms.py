"""The base of a screen that goes from term to term: by links and passages, and back and forward.

Invariant: the place that a link was followed from is in the history before the place that it leads to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.tui.glossary_service import GlossaryService
from twosense.tui.history import Visit
from twosense.tui.screens.base import GlossaryScreen
from twosense.tui.session import Session
from twosense.tui.widgets.entry import Entry
from twosense.tui.widgets.passages import cited_passages

if TYPE_CHECKING:
    from twosense.model import Answer


class TermScreen(GlossaryScreen[None]):
    """A screen of terms. A subclass implements `place`, `answer`, `show_answer` and `go_to`."""

    def __init__(self, session: Session, service: GlossaryService) -> None:
        super().__init__(session)
        self.service = service

    @property
    def place(self) -> Visit | None:
        """The place to come back to, None if no term is shown."""
        raise NotImplementedError

    @property
    def subject(self) -> str:
        """The words that no term was found for, or the term that is shown."""
        return self.query_one(Entry).subject

    @property
    def answer(self) -> Answer | None:
        """The answer that is shown."""
        raise NotImplementedError

    def show_answer(self, answer: Answer | None) -> None:
        """Show an answer."""
        raise NotImplementedError

    def go_to(self, place: Visit) -> None:
        """Go to a place."""
        raise NotImplementedError

    def remember(self, passage: tuple[str, int] | None = None) -> None:
        """Add the place to the history."""
        if place := self.place:
            self.say(self.session.history.visit(place._replace(passage=passage)))

    def action_evidence(self) -> None:
        """Open the first passage that the term cites."""
        cited = cited_passages(self.answer) if self.answer else []
        if cited:
            self.action_passage(*cited[0])
        elif self.place:
            self.say(f"“{self.place.term}” is our own wording: no source yet")
        else:
            self.say_nothing_found()

    def say_nothing_found(self) -> None:
        """Say that there is no term to do something with."""
        raise NotImplementedError

    def action_passage(self, source_id: str, paragraph: int) -> None:
        """Open a passage; if a term that cites it is chosen there, go to that term."""
        if self.answer is None:
            return
        from twosense.tui.screens.evidence import Evidence

        def on_closed(chosen: tuple[str, tuple[str, int]] | None) -> None:
            if chosen is not None:
                self.action_open_term(*chosen)

        self.app.push_screen(Evidence(self.session, self.service, self.answer, (source_id, paragraph)), on_closed)

    def action_open_term(self, term: str, passage: tuple[str, int] | None = None) -> None:
        """Go to another term, and remember where the link was."""
        self.remember(passage)
        place = Visit(term, term)
        self.say(self.session.history.visit(place))
        self.go_to(place)

    async def action_back(self) -> None:
        """Go back to the term before."""
        await self._visit(self.session.history.back(self.place.term if self.place else ""), "No earlier term")

    async def action_forward(self) -> None:
        """Go forward to the term that was left by going back."""
        await self._visit(self.session.history.forward(), "No later term")

    async def _visit(self, place: Visit | None, otherwise: str) -> None:
        if place is None:
            self.say(otherwise)
            return
        self.go_to(place)
        if place.passage is not None:
            self.show_answer(await self.service.lookup(place.term))
            self.action_passage(*place.passage)
