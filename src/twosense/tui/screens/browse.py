"""Browse: the main screen. A search that is always live, the list it finds, and the entry of the chosen term.

Invariant: what is asked of the library comes back as a message, and an answer to a question that is no longer the one on the
screen is dropped. The query, the chosen term and the scroll position outlive a resize and a glossary read again.
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

from twosense import config
from twosense.characters import plain
from twosense.errors import GlossaryError
from twosense.tui.enquiries import Broken, Enquiries, Found, Opened, Shown
from twosense.tui.keys import bindings, hints
from twosense.tui.library import PAGE, Library, Page, Row
from twosense.tui.links import text
from twosense.tui.screens.sheet import Sheet
from twosense.tui.widgets.entry import Entry
from twosense.tui.widgets.footer import Footer
from twosense.tui.widgets.notice import Notice
from twosense.tui.widgets.query import Query
from twosense.tui.widgets.rows import Piece, Rows

_CARD = 71  # columns of a copied card: the two senses below one another, which survives a proportional font
_WELCOME = "Type a word that either side might misread. The keys below do the rest."


class Visit(NamedTuple):
    """A place to come back to: a query, the term chosen there, the page it stood on, the passage that was open."""

    query: str
    term: str
    first: int
    passage: tuple[str, int] | None


class Browse(Sheet[None]):
    """The main screen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("search")]
    AUTO_FOCUS = "#query"

    def __init__(self, library: Library, query: str = "") -> None:
        super().__init__()
        self._library = library
        self._enquiries = Enquiries(self, library)
        self._first_query = query
        self._page = Page("", (), 0, 0)
        self._visits: list[Visit] = []
        self._broken = False
        self._status = ""

    def compose(self) -> ComposeResult:
        """Compose the search, the list, the entry and the footer."""
        with Horizontal(id="bar"):
            yield Static(Content("› "), id="prompt")
            yield Query(self._first_query)
            yield Static(id="status")
        with Container(id="body"):
            yield Rows(id="hits")
            yield Static(id="edge")
            yield Entry()
        yield Notice()
        yield Footer()

    def on_mount(self) -> None:
        """Show what is known before the glossary is."""
        self._query, self._rows, self._entry = self.query_one(Query), self.query_one(Rows), self.query_one(Entry)
        self._notice = self.query_one(Notice)
        welcome = "" if self.app.complaints or self.app.state.known else _WELCOME
        self._notice.say("\n".join(self.app.complaints) or welcome, calm=bool(welcome))
        self._show_status()
        self.call_after_refresh(self._enquiries.watch)

    # The glossary: read after the first paint, and again when a file has changed.

    @on(Opened)
    def show_glossary(self) -> None:
        """Show the glossary with the query, the choice and the scroll position there were."""
        if self._broken:
            self._broken = False
            self._notice.say("")
        self._entry.set_sides(self._sides())
        self._find(self._page.first, self.term)

    @on(Broken)
    def show_fault(self, message: Broken) -> None:
        """Say what is wrong, and keep what there is."""
        self._broken = True
        faults = list(map(str, message.error.faults)) if isinstance(message.error, GlossaryError) else [str(message.error)]
        more = f" ({len(faults) - 1} more: `twosense check`)" if len(faults) > 1 else ""
        self._notice.say(f"! {faults[0]}{more}")
        self._show_status()

    # The search.

    @on(Query.Changed)
    def search(self) -> None:
        """Search for what stands in the box now."""
        if not self._broken and self._query.value != self._first_query:
            self._notice.say("")
        self._find()

    def _find(self, first: int = 0, term: str = "", last: bool = False) -> None:
        self._enquiries.find(self._query.value, first, term, last=last)

    @on(Found)
    def show_found(self, message: Found) -> None:
        """Show what was found, unless the search has moved on."""
        page = message.page
        if page.query != self._query.value or not self._library.is_open:
            return
        self._page = page
        after = page.total - page.first - len(page.rows)
        self._rows.show(len(page.rows), self._row, message.chosen, page.first, after)
        self._entry.show(message.answer, config.user_glossary())
        self._show_status()

    def _row(self, index: int) -> Iterator[Piece]:
        """A row: the headword, and after it what was matched when that is something else."""
        row: Row = self._page.rows[index]
        aside = () if row.matched == row.term else ("rows--aside",)
        if aside:
            yield (f"{plain(row.term)}  ",)
        done = 0
        for start, end in row.spans:
            yield plain(row.matched[done:start]), *aside
            yield plain(row.matched[start:end]), *aside, "rows--matched"
            done = end
        yield plain(row.matched[done:]), *aside

    # The list.

    @property
    def term(self) -> str:
        """The chosen headword, or ""."""
        rows = self._page.rows
        return rows[self._rows.chosen].term if rows else ""

    def on_rows_chosen(self) -> None:
        """Show the entry of the chosen row."""
        self._show_status()
        self._enquiries.read(self.term)

    @on(Shown)
    def show_entry(self, message: Shown) -> None:
        """Show an entry, unless another row has been chosen since."""
        if message.term == self.term:
            self._entry.show(message.answer)

    def on_rows_left(self, message: Rows.Left) -> None:
        """Turn the page of headwords."""
        self._find(max(0, self._page.first + message.step * PAGE), last=message.step < 0)

    def on_rows_picked(self) -> None:
        """A click on the chosen row."""
        self.action_read()

    def action_move(self, step: int) -> None:
        """Choose another row."""
        self._rows.move(step)

    def action_read(self, into: bool = False) -> None:
        """Go into the entry; with --pick, leave with the term."""
        if self.app.pick and not into:
            if self.term:
                self.app.exit(self.term)
        else:
            self.set_focus(self._entry)

    # The entry.

    def action_search(self) -> None:
        """Go back to the search."""
        self.set_focus(self._query)

    def action_leave(self) -> None:
        """Leave the entry; then clear the search; then quit."""
        if self.app.pick:
            self.app.action_leave()
        elif self._entry.has_focus:
            self.set_focus(self._query)
        elif self._query.value:
            self._query.value = ""
        else:
            self.app.action_leave()

    async def action_copy_card(self) -> None:
        """Copy the entry as plain text."""
        if self.term:
            self.app.copy(await self._library.card(self.term, _CARD), f"“{self.term}”")

    def action_swap(self) -> None:
        """Put the next side first."""
        order = list(self._sides())
        if len(order) > 1:
            self.app.choose(first=order[1])
            self._entry.set_sides(self._sides())
            self._show_status()

    def _sides(self) -> dict[str, str]:
        """The sides, the chosen one first, the others in their order after it."""
        sides, first = self._library.sides, self.app.state.first
        names = list(sides)
        start = names.index(first) if first in sides else 0
        return {name: sides[name] for name in names[start:] + names[:start]}

    # Evidence, links and the way back.

    def action_evidence(self) -> None:
        """Open the first passage that bears the term out."""
        answer = self._entry.answer
        cites = [cite for sense in answer.senses for cite in sense.citations] if answer else []
        if cites:
            self.action_passage(cites[0].source, cites[0].paragraph)
        elif self.term:
            self.say(f"“{self.term}” is editorial: no article bears it out")

    def action_passage(self, source: str, paragraph: int) -> None:
        """Open a passage; come back with a term that cites it, or without."""
        answer = self._entry.answer
        if answer is None:
            return
        from twosense.tui.screens.evidence import Evidence

        def come_back(chosen: tuple[str, tuple[str, int]] | None) -> None:
            if chosen is not None:
                self.action_open_term(*chosen)

        self.app.push_screen(Evidence(self._library, answer, (source, paragraph)), come_back)

    def action_open_term(self, term: str, passage: tuple[str, int] | None = None) -> None:
        """Go to another term, and remember where from."""
        self._visits.append(Visit(self._query.value, self.term, self._page.first, passage))
        self._go(term)

    async def action_back(self) -> None:
        """Go back to where the last link was followed."""
        if not self._visits:
            self.say("Nothing to go back to")
            return
        visit = self._visits.pop()
        self._go(visit.query, visit.first, visit.term)
        if visit.passage is not None:
            self._entry.show(await self._library.answer(visit.term))
            self.action_passage(*visit.passage)

    def _go(self, query: str, first: int = 0, term: str = "") -> None:
        with self.prevent(Query.Changed):
            self._query.value = query
        self._find(first, term)

    # Saying things.

    def _show_status(self) -> None:
        sides = self._sides()
        if not self._library.is_open:
            status = "no glossary" if self._broken else "reading the glossary"
        else:
            at = self._page.first + self._rows.chosen + 1 if self._page.rows else 0
            status = f"{at:,} of {self._page.total:,}"
            if sides and not self.has_class("-narrow"):
                status += f"   {next(iter(sides.values()))} first"
        if status != self._status:
            self._status = status
            self.query_one("#status", Static).update(text(status), layout=False)

    @on(events.DescendantFocus)
    def show_keys(self) -> None:
        """Show the keys of the place that has the focus now."""
        reading = self._entry.has_focus
        self.set_class(reading, "-reading")
        found = hints(("entry", "search", "window") if reading else ("search", "window"), self.app.keymap)
        self.show_hints((key, "Print" if self.app.pick and hint == "Read" else hint) for key, hint in found)

    def on_resize(self) -> None:
        """Say more or less beside the search."""
        self.call_after_refresh(self._show_status)
