"""The base of a screen of terms: what can be done with the term that is shown, and the ways from term to term.

Invariant: the term that a link was followed from is in the history before the term that it leads to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from twosense.output.citations import authority
from twosense.tui.glossary_service import GlossaryService
from twosense.tui.history import Visit
from twosense.tui.screens.base import GlossaryScreen
from twosense.tui.screens.copying import copy, copy_commands, menu
from twosense.tui.session import Session
from twosense.tui.widgets.card import no_source
from twosense.tui.widgets.entry import Entry
from twosense.tui.widgets.passages import cited_passages

if TYPE_CHECKING:
    from twosense.model import Answer
    from twosense.tui.copies import Copy


class TermScreen(GlossaryScreen[None]):
    """A screen of terms. A subclass implements what raises NotImplementedError here."""

    def __init__(self, session: Session, service: GlossaryService) -> None:
        super().__init__(session)
        self.service = service

    @property
    def term(self) -> str:
        """The headword that is shown, "" if there is none."""
        raise NotImplementedError

    @property
    def present(self) -> Visit | None:
        """The visit to come back to, None if no term is shown."""
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

    def go_to(self, visit: Visit) -> None:
        """Show the term of a visit."""
        raise NotImplementedError

    def remember(self, passage: tuple[str, int] | None = None) -> None:
        """Add the present visit to the history."""
        if visit := self.present:
            self.say(self.session.history.visit(visit._replace(passage=passage)))

    @property
    def sides(self) -> dict[str, str]:
        """The labels of the sides in their order, rotated so that the chosen side is first."""
        sides, first = self.service.sides, self.session.state.first
        names = list(sides)
        start = names.index(first) if first in sides else 0
        return {name: sides[name] for name in names[start:] + names[:start]}

    def show_sides(self) -> None:
        """Show the sides in their order."""
        raise NotImplementedError

    def action_swap(self) -> None:
        """Put the second side first."""
        order = list(self.sides)
        if len(order) > 1:
            self.say(self.session.choose(first=order[1]))
            self.show_sides()

    async def action_copy(self) -> None:
        """Offer what can be copied of the term, and copy what is chosen."""
        await self.answered()
        if self.answer is None or not self.answer.found:
            self.say_nothing_found()
            return
        from twosense.tui.copies import copies_of_entry
        from twosense.tui.side_labels import SideLabels

        def on_closed(chosen: Copy | None) -> None:
            if chosen is not None:
                self.run_worker(copy(self, chosen), group="copy")

        self.remember()
        # Pushed now and not by a worker, so that the next key is one for the menu.
        self.app.push_screen(
            menu(self.answer.term or "", copies_of_entry(self.answer, SideLabels(self.service.sides))), on_closed
        )

    def commands(self) -> Iterator[SystemCommand]:
        """Yield the commands that have no key."""
        yield from super().commands()
        yield from copy_commands(self.action_copy) if self.term else ()

    async def action_evidence(self) -> None:
        """Open the first passage that the term cites."""
        await self.answered()
        self.remember()
        cited = cited_passages(self.answer) if self.answer else []
        if cited:
            self.action_passage(*cited[0])
        elif self.answer and (named := [authority(one) for sense in self.answer.senses for one in sense.authorities]):
            self.say(f"“{self.answer.term}” cites no article. Authority: {'; '.join(named)}")
        elif self.answer and self.present:
            said = no_source(self.answer.senses)
            self.say(f"“{self.present.term}” is {said[:1].lower()}{said[1:]}")
        else:
            self.say_nothing_found()

    def say_nothing_found(self) -> None:
        """Say that there is no term to do something with."""
        raise NotImplementedError

    def action_passage(self, source_id: str, paragraph: int) -> None:
        """Open a passage; if a term that cites it is chosen there, go to that term."""
        if self.answer is None:
            return
        from twosense.tui.screens.evidence import EvidenceScreen

        def on_closed(chosen: tuple[str, tuple[str, int]] | None) -> None:
            if chosen is not None:
                self.action_open_term(*chosen)

        self.app.push_screen(EvidenceScreen(self.session, self.service, self.answer, (source_id, paragraph)), on_closed)

    def action_open_term(self, term: str, passage: tuple[str, int] | None = None) -> None:
        """Go to another term, and remember where the link was."""
        self.remember(passage)
        visit = Visit(term, term)
        self.say(self.session.history.visit(visit))
        self.go_to(visit)

    async def action_back(self) -> None:
        """Go back to the term before."""
        await self.answered()
        await self._visit(self.session.history.back(self.present.term if self.present else ""), "No earlier term")

    async def action_forward(self) -> None:
        """Go forward to the term that was left by going back."""
        await self._visit(self.session.history.forward(), "No later term")

    async def _visit(self, visit: Visit | None, otherwise: str) -> None:
        if visit is None:
            self.say(otherwise)
            return
        self.go_to(visit)
        if visit.passage is not None:
            self.show_answer(await self.service.lookup(visit.term))
            self.action_passage(*visit.passage)
