"""The main screen: a search box, the list of results, and the entry of the selected term.

Invariant: an answer is dropped if the question has changed meanwhile. Query, selection and scroll position survive a resize
and a reload of the glossary.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.widgets import Static

from twosense import paths
from twosense.errors import GlossaryError
from twosense.text.sanitize import sanitize
from twosense.tui.glossary_service import (
    PAGE_SIZE,
    EntryReady,
    GlossaryFailed,
    GlossaryLoaded,
    GlossaryService,
    ListPage,
    ResultsReady,
    ScreenRequests,
)
from twosense.tui.keys import bindings, footer_hints
from twosense.tui.links import literal
from twosense.tui.screens.base import BaseScreen
from twosense.tui.session import Session
from twosense.tui.widgets.entry import Entry
from twosense.tui.widgets.footer import Footer
from twosense.tui.widgets.item_list import ItemList, ItemPart
from twosense.tui.widgets.notice import Notice
from twosense.tui.widgets.query import Query

_CARD_WIDTH = 71  # columns of a copied card: narrow enough to put the two senses one below the other, for any font
_WELCOME = "Type a word to see what each side means by it. The line at the bottom shows the keys."


class Visit(NamedTuple):
    """A place to go back to: the query, the term and page of the list, and the passage if one was open."""

    query: str
    term: str
    first: int
    passage: tuple[str, int] | None


class Browse(BaseScreen[None]):
    """The main screen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("search")]
    AUTO_FOCUS = "#query"

    def __init__(self, session: Session, service: GlossaryService, query: str = "") -> None:
        super().__init__(session)
        self.page = ListPage("", (), 0, 0)
        self._service = service
        self._requests = ScreenRequests(self, service)
        self._first_query = query
        self._visits: list[Visit] = []
        self._failed = False
        self._status = ""

    def compose(self) -> ComposeResult:
        """Compose the search, the list, the entry and the footer."""
        with Horizontal(id="bar"):
            yield Static(Content("› "), id="prompt")
            yield Query(self._first_query)
            yield Static(id="status")
        with Container(id="body"):
            yield ItemList(id="results")
            yield Static(id="edge")
            yield Entry()
        yield Notice()
        yield Footer()

    def on_mount(self) -> None:
        """Show problems or the welcome; load the glossary after the first paint."""
        self._search_box, self._entry = self.query_one(Query), self.query_one(Entry)
        self._list, self._notice = self.query_one(ItemList), self.query_one(Notice)
        problems = self.session.problems
        welcome = "" if problems or self.session.state.known else _WELCOME
        self._notice.say("\n".join(problems) or welcome, calm=bool(welcome))
        self._show_status()
        self.call_after_refresh(self._requests.watch)

    # The glossary.

    @on(GlossaryLoaded)
    def show_glossary(self) -> None:
        """Show the glossary, with the same query and selection as before."""
        if self._failed:
            self._failed = False
            self._notice.say("")
        self._entry.set_sides(self._sides())
        self._search(self.page.first, self.term)

    @on(GlossaryFailed)
    def show_fault(self, message: GlossaryFailed) -> None:
        """Report the first fault, and keep showing the previous glossary."""
        self._failed = True
        faults = list(map(str, message.error.faults)) if isinstance(message.error, GlossaryError) else [str(message.error)]
        more = f" ({len(faults) - 1} more: `twosense check`)" if len(faults) > 1 else ""
        self._notice.say(f"! {faults[0]}{more}")
        self._show_status()

    # The search.

    @on(Query.Changed)
    def search(self) -> None:
        """Search for the text in the search box."""
        if not self._failed and self._search_box.value != self._first_query:
            self._notice.say("")
        self._search()

    def _search(self, first: int = 0, term: str = "", last: bool = False) -> None:
        self._requests.search(self._search_box.value, first, term, last=last)

    @on(ResultsReady)
    def show_results(self, message: ResultsReady) -> None:
        """Show the results, unless the query has changed meanwhile."""
        page = message.page
        if page.query != self._search_box.value or not self._service.is_open:
            return
        self.page = page
        after = page.total - page.first - len(page.entries)
        self._list.show(len(page.entries), self._item, message.selected, page.first, after)
        self._entry.show(message.answer, paths.user_glossary())
        self._show_status()

    def _item(self, index: int) -> Iterator[ItemPart]:
        """Return the headword, followed by the name that matched if it is a different one."""
        entry = self.page.entries[index]
        aside = () if entry.matched == entry.term else ("item-list--aside",)
        if aside:
            yield (f"{sanitize(entry.term)}  ",)
        position = 0
        for start, end in entry.spans:
            yield sanitize(entry.matched[position:start]), *aside
            yield sanitize(entry.matched[start:end]), *aside, "item-list--matched"
            position = end
        yield sanitize(entry.matched[position:]), *aside

    # The list.

    @property
    def term(self) -> str:
        """The selected headword, "" if the list is empty."""
        entries = self.page.entries
        return entries[self._list.selected].term if entries else ""

    def on_item_list_selected(self) -> None:
        """Request the entry of the selected term."""
        self._show_status()
        self._requests.entry(self.term)

    @on(EntryReady)
    def show_entry(self, message: EntryReady) -> None:
        """Show an entry, unless the selection has changed meanwhile."""
        if message.term == self.term:
            self._entry.show(message.answer)

    def on_item_list_edge_passed(self, message: ItemList.EdgePassed) -> None:
        """Show the next or previous page of headwords."""
        self._search(max(0, self.page.first + message.step * PAGE_SIZE), last=message.step < 0)

    def on_item_list_activated(self) -> None:
        """Open the entry after a click on the selected term."""
        self.action_open_entry()

    def action_move(self, step: int) -> None:
        """Move the selection."""
        self._list.move(step)

    def action_open_entry(self, always: bool = False) -> None:
        """Move the focus to the entry. With --pick, quit with the term instead, unless `always`."""
        if self.session.pick and not always:
            if self.term:
                self.app.exit(self.term)
        else:
            self.set_focus(self._entry)

    # The entry.

    def action_search(self) -> None:
        """Move the focus to the search box."""
        self.set_focus(self._search_box)

    async def action_leave(self) -> None:
        """Leave the entry; from the search box, clear it; if it is empty, quit."""
        if self._entry.has_focus and not self.session.pick:
            self.set_focus(self._search_box)
        elif self._search_box.value and not self.session.pick:
            self._search_box.value = ""
        else:
            await self.app.run_action("leave")

    async def action_copy_card(self) -> None:
        """Copy the entry as plain text."""
        if self.term:
            self.copy(await self._service.card(self.term, _CARD_WIDTH), f"“{self.term}”")

    def action_swap(self) -> None:
        """Put the second side first."""
        order = list(self._sides())
        if len(order) > 1:
            self.say(self.session.choose(first=order[1]))
            self._entry.set_sides(self._sides())
            self._show_status()

    def _sides(self) -> dict[str, str]:
        """Return the labels of the sides in their order, rotated so that the chosen side is first."""
        sides, first = self._service.sides, self.session.state.first
        names = list(sides)
        start = names.index(first) if first in sides else 0
        return {name: sides[name] for name in names[start:] + names[:start]}

    # Evidence, links and the way back.

    def action_evidence(self) -> None:
        """Open the first passage that the term cites."""
        answer = self._entry.answer
        cites = [cite for sense in answer.senses for cite in sense.citations] if answer else []
        if cites:
            self.action_passage(cites[0].source, cites[0].paragraph)
        elif self.term:
            self.say(f"“{self.term}” cites no source: it is editorial")

    def action_passage(self, source_id: str, paragraph: int) -> None:
        """Open a passage; if a term that cites it is chosen there, go to that term."""
        answer = self._entry.answer
        if answer is None:
            return
        from twosense.tui.screens.evidence import Evidence

        def on_closed(chosen: tuple[str, tuple[str, int]] | None) -> None:
            if chosen is not None:
                self.action_open_term(*chosen)

        self.app.push_screen(Evidence(self.session, self._service, answer, (source_id, paragraph)), on_closed)

    def action_open_term(self, term: str, passage: tuple[str, int] | None = None) -> None:
        """Go to another term, and remember where the link was."""
        self._visits.append(Visit(self._search_box.value, self.term, self.page.first, passage))
        self._go_to(term)

    async def action_back(self) -> None:
        """Go back to where the last link was followed."""
        if not self._visits:
            self.say("Nothing to go back to")
            return
        visit = self._visits.pop()
        self._go_to(visit.query, visit.first, visit.term)
        if visit.passage is not None:
            self._entry.show(await self._service.lookup(visit.term))
            self.action_passage(*visit.passage)

    def _go_to(self, query: str, first: int = 0, term: str = "") -> None:
        with self.prevent(Query.Changed):
            self._search_box.value = query
        self._search(first, term)

    # Status and footer.

    def _show_status(self) -> None:
        sides = self._sides()
        if not self._service.is_open:
            status = "no glossary" if self._failed else "loading the glossary"
        else:
            number = self.page.first + self._list.selected + 1 if self.page.entries else 0
            status = f"{number:,} of {self.page.total:,}"
            if sides and not self.has_class("-narrow"):
                status += f"   {next(iter(sides.values()))} first"
        if status != self._status:
            self._status = status
            self.query_one("#status", Static).update(literal(status), layout=False)

    @on(events.DescendantFocus)
    def show_keys(self) -> None:
        """Show the keys of the widget that has the focus now."""
        reading = self._entry.has_focus
        self.set_class(reading, "-reading")
        hints = footer_hints(
            ("entry", "search", "window") if reading else ("search", "window"), self.session.keymap, without="window.browse"
        )
        self.show_hints((key, "Print" if self.session.pick and hint == "Read" else hint) for key, hint in hints)

    def on_resize(self) -> None:
        """Fit the status to the new width."""
        self.call_after_refresh(self._show_status)
