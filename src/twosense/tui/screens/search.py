"""The base of a screen with a search box and a list of what it found.

Invariant: an answer is dropped if the question has changed meanwhile, and a key is about what was typed before it, however fast
it comes.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import on

from twosense.tui.filters import with_filter_toggled, with_next_filter
from twosense.tui.glossary_answers import EntryReady, ListPage, ResultsReady
from twosense.tui.glossary_requests import GlossaryRequests
from twosense.tui.glossary_service import PAGE_SIZE, GlossaryService
from twosense.tui.screens.terms import TermScreen
from twosense.tui.session import Session
from twosense.tui.widgets.filter_bar import FilterBar
from twosense.tui.widgets.query import MAX_LENGTH, QueryInput
from twosense.tui.widgets.term_list import TermList

if TYPE_CHECKING:
    from twosense.model import Answer

_PATIENCE_S = 5.0  # how long a key waits for the answer that it is about


class SearchScreen(TermScreen):
    """The screen. A subclass composes the box and the list, sets them, and implements what raises NotImplementedError here."""

    search_box: QueryInput
    term_list: TermList

    def __init__(self, session: Session, service: GlossaryService) -> None:
        super().__init__(session, service)
        self.page = ListPage("", (), 0, 0)
        self._requests = GlossaryRequests(self, service)
        self._asked: str | None = None  # the query that was searched for last
        self._is_awaited = False  # whether an answer is on its way
        self._shown = asyncio.Event()  # set whenever an answer is shown

    def show_answer(self, answer: Answer | None, side: str = "") -> None:
        """Show an answer, from the card of a side if the query meant that."""
        raise NotImplementedError

    def show_status(self) -> None:
        """Show where the user is, and which filters the query has."""
        raise NotImplementedError

    def show_keys(self) -> None:
        """Show the keys that do something now."""
        raise NotImplementedError

    @on(QueryInput.Shortened)
    def report_shortened(self) -> None:
        """Say that a part of a paste was left out."""
        self.say(f"The search box takes {MAX_LENGTH} characters; the rest of the paste was left out")

    def request(self, first: int = 0, term: str = "", last: bool = False) -> None:
        """Search for what the box holds, from hit number `first` on, and select `term`, or the last one."""
        self._asked, self._is_awaited = self.search_box.value, True
        self._requests.search(self._asked, first, term, last=last)

    def show_edited(self, term: str) -> None:
        """Select a term that was saved, which need not have been in the list."""
        self.request(self.page.first, term)

    def request_changed(self) -> None:
        """Search for what the box holds, unless that was asked last."""
        if self.search_box.value != self._asked:
            self.request()

    async def answered(self) -> None:
        """Wait until list and entry are those of the query and of the selection, as keys may come faster than answers.

        The widget that took the key announces nothing meanwhile. What it has not announced yet is asked for here.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE_S):
                while self.service.is_open:
                    if self._asked != self.search_box.value:
                        self.request()
                    elif not self._is_awaited:
                        if not self.term or (self.answer and self.answer.term == self.term):
                            return
                        self.on_item_list_selected()
                    self._shown.clear()
                    await self._shown.wait()

    def _note_answer(self) -> None:
        self._is_awaited = False
        self._shown.set()

    @on(ResultsReady)
    def show_results(self, message: ResultsReady) -> None:
        """Show the results, unless the query has changed meanwhile."""
        page = message.page
        if page.query != self.search_box.value or not self.service.is_open:
            return
        self.page = page
        self.term_list.show_page(page, self.service.badges, message.selected)
        self.show_answer(message.answer, message.side)
        self.show_status()
        self.show_keys()
        self._note_answer()

    def action_filter(self, step: int) -> None:
        """Put the next filter into the query; after the last one, none."""
        self._put_query(with_next_filter(self.search_box.value, self.service.filters, step))

    @on(FilterBar.Chosen)
    def choose_filter(self, message: FilterBar.Chosen) -> None:
        """Put the clicked filter into the query, or take it out."""
        self._put_query(with_filter_toggled(self.search_box.value, self.service.filters, message.filter))

    def _put_query(self, query: str) -> None:
        self.search_box.value = query
        self.search_box.action_end()

    @property
    def term(self) -> str:
        """The selected headword, "" if the list is empty."""
        entries = self.page.entries
        return entries[self.term_list.selected].term if entries else ""

    def on_item_list_selected(self) -> None:
        """Request the entry of the selected term."""
        self.show_status()
        self._is_awaited = True
        self._requests.entry(self.term)

    @on(EntryReady)
    def show_entry(self, message: EntryReady) -> None:
        """Show an entry, unless the selection has changed meanwhile."""
        if message.term == self.term:
            self.show_answer(message.answer)
            self._note_answer()

    def on_item_list_edge_passed(self, message: TermList.EdgePassed) -> None:
        """Show the next or previous page of headwords."""
        self.request(max(0, self.page.first + message.step * PAGE_SIZE), last=message.step < 0)

    async def action_move(self, step: int) -> None:
        """Move the selection."""
        await self.answered()
        self.term_list.move(step)

    def action_undo(self) -> None:
        """Undo what was typed."""
        self.search_box.undo()
