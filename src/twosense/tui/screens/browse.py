"""The main screen: a search box, the list of results, and the entry of the selected term.

Invariant: an answer is dropped if the question has changed meanwhile. Query, selection and scroll position survive a resize
and a reload of the glossary.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.widgets import Static

from twosense import paths
from twosense.tui.breakpoints import VAST
from twosense.tui.filters import active_filters, filter_named
from twosense.tui.glossary_answers import GlossaryFailed, GlossaryLoaded
from twosense.tui.glossary_service import GlossaryService
from twosense.tui.history import Visit
from twosense.tui.keys import Hint, KeyContext, bindings, key_of
from twosense.tui.links import literal
from twosense.tui.screens.search import SearchScreen
from twosense.tui.session import Session
from twosense.tui.widgets.entry import Entry
from twosense.tui.widgets.filter_bar import FilterBar
from twosense.tui.widgets.footer import Footer
from twosense.tui.widgets.message_line import MessageLine
from twosense.tui.widgets.notice import Notice
from twosense.tui.widgets.passages import PassagesPane
from twosense.tui.widgets.query import QueryInput
from twosense.tui.widgets.query_prompt import QueryPrompt
from twosense.tui.widgets.status import Status
from twosense.tui.widgets.term_list import TermList

if TYPE_CHECKING:
    from twosense.model import Answer

_PURPOSE = "Words that mean one thing to Marketing and another to IT. Type one."


class Browse(SearchScreen):
    """The main screen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("search")]
    AUTO_FOCUS = "#query"

    def __init__(self, session: Session, service: GlossaryService, query: str = "") -> None:
        super().__init__(session, service)
        self._first_query = query
        self._failed = False
        self._followed = 0  # how many links of the entry were followed, and not gone back over
        self._offer_to_quit: MessageLine | None = None

    def compose(self) -> ComposeResult:
        """Compose the search, the filters, the list, the entry, the passages and the footer."""
        with Horizontal(id="bar"):
            yield QueryPrompt(self.app.size.width)
            yield QueryInput(self._first_query)
            yield Status()
        yield FilterBar()
        with Container(id="body"):
            yield TermList()
            yield Static(id="edge")
            yield Entry()
        yield Notice()
        yield Footer()

    def on_mount(self) -> None:
        """Show problems or the purpose; load the glossary after the first paint."""
        self.search_box, self._entry = self.query_one(QueryInput), self.query_one(Entry)
        self.term_list, self._notice, self._filters = (
            self.query_one(TermList),
            self.query_one(Notice),
            self.query_one(FilterBar),
        )
        problems = self.session.problems
        welcome = "" if problems or self.session.state.known else _PURPOSE
        self._notice.say("\n".join(problems) or welcome, calm=bool(welcome))
        self.show_status()
        self.call_after_refresh(self._requests.watch)

    @on(GlossaryLoaded)
    def show_glossary(self) -> None:
        """Show the glossary, with the same query and selection as before."""
        if self._failed:
            self._failed = False
            self._notice.say("")
        self._entry.set_glossary(self.sides, self.service.badges, self.service.passages)
        self.request(self.page.first, self.term)

    @on(GlossaryFailed)
    def show_fault(self, message: GlossaryFailed) -> None:
        """Report the first fault, and go on with the glossary that there is."""
        self._failed = True
        faults = str(message.error).splitlines()
        more = f" ({len(faults) - 1} more: `twosense check`)" if len(faults) > 1 else ""
        self._notice.say(f"! {faults[0]}{more}")
        self.show_status()

    # The search.

    @on(QueryInput.Changed)
    def search(self) -> None:
        """Search for the text in the search box."""
        if self._offer_to_quit is not None:
            self._offer_to_quit.remove()
        self._followed = 0
        if self.search_box.value != self._first_query:
            if not self.session.state.known:
                self.session.choose()  # the purpose is shown until the first search
            if not self._failed:
                self._notice.say("")
        self.request_changed()

    def show_answer(self, answer: Answer | None, side: str = "") -> None:
        """Show an answer, from the card of a side if the query meant that."""
        page = self.page
        advice = Content.assemble(self._as_filter(answer), self._how_to_add(answer))
        self._entry.show(answer, unknown=page.unknown, is_sentence=page.is_sentence, side=side, advice=advice)
        for pane in self.query(PassagesPane):
            pane.show(answer, self.service.passages)

    def _as_filter(self, answer: Answer | None) -> Content:
        """Say how to write the filter that is named where no term was found."""
        words = self.page.unknown or ("" if answer is None or answer.found else answer.query)
        offered = filter_named(words, self.service.filters)
        return (
            Content.assemble("As a filter, write ", literal(offered.text, "bold $emphasis"), ". ") if offered else Content("")
        )

    def _how_to_add(self, answer: Answer | None) -> Content:
        if key := key_of("window.edit", self.session.keymap):
            where = f" in {self.session.editor}" if self.session.editor else ""
            return Content.assemble((key, "bold $emphasis"), f" adds it{where}.")
        if answer and answer.found:
            return Content("")
        return Content.assemble(
            "To add it, write an entry in ", literal(paths.user_glossary(), "bold"), ". It appears when you save."
        )

    def on_item_list_activated(self) -> None:
        """Open the entry after a click on the selected term."""
        self.run_worker(self.action_open_entry())

    async def action_open_entry(self, always: bool = False) -> None:
        """Move the focus to the entry. With --pick, quit with the term instead, unless `always`."""
        await self.answered()
        if not self.session.pick or always:
            self.remember()
            self.set_focus(self._entry)
        elif self.term:
            await self.app.run_action(("app", "leave", (self.term,)))
        else:
            self.say_nothing_found()

    def say_nothing_found(self) -> None:
        """Say that there is no term to do something with."""
        no_term = f"No such term; {key_of('search.leave', self.session.keymap)} clears the search"
        self.say(no_term if self.service.is_open else "No glossary is loaded")

    # The entry.

    def action_open_term(self, term: str, passage: tuple[str, int] | None = None) -> None:
        """Go to another term; Esc goes back if that was a link of the entry."""
        self._followed += self.focused is self._entry
        super().action_open_term(term, passage)

    async def action_back(self) -> None:
        """Go back to the term before."""
        self._followed = max(0, self._followed - 1)
        await super().action_back()

    def action_search(self) -> None:
        """Move the focus to the search box."""
        self.set_focus(self.search_box)

    async def action_leave(self) -> None:
        """Go back over a link, or leave the entry; from the search box, clear it; if it is empty, quit the second time."""
        if self.session.pick:
            await self.app.run_action("leave")
        elif self._entry.has_focus and self._followed:
            await self.action_back()
        elif self._entry.has_focus:
            self.set_focus(self.search_box)
        elif self.search_box.value:
            self.search_box.value = ""
        elif self._offer_to_quit is not None and self._offer_to_quit.is_attached:
            await self.app.run_action("leave")
        else:
            self._offer_to_quit = self.say(f"{key_of('search.leave', self.session.keymap)} again quits")

    def show_sides(self) -> None:
        """Show the sides in their order."""
        self._entry.set_glossary(self.sides, self.service.badges, self.service.passages)
        self.show_status()

    @property
    def present(self) -> Visit | None:
        """The visit to come back to, None if no term is shown."""
        return Visit(self.search_box.value, self.term, self.page.first) if self.term else None

    @property
    def answer(self) -> Answer | None:
        """The answer that is shown."""
        return self._entry.answer

    def go_to(self, visit: Visit) -> None:
        """Search for the query of a visit, and select its term."""
        with self.prevent(QueryInput.Changed):
            self.search_box.value = visit.query
        self.request(visit.first, visit.term)

    # Status and footer.

    def show_status(self) -> None:
        """Show where the user is, and which filters the query has."""
        service, status = self.service, self.query_one(Status)
        if service.is_open:
            number = self.page.first + self.term_list.selected + 1 if self.page.entries else 0
            status.show_number(number, self.page, self.sides, service.badges)
        else:
            status.say("glossary not loaded" if self._failed else "Loading glossary…")
        active = active_filters(self.search_box.value, service.filters)
        keys = " ".join(key_of(id_, self.session.keymap) for id_ in ("search.filter", "search.filter_back"))
        self._filters.set_filters(service.filters, active, keys)

    @property
    def contexts(self) -> tuple[KeyContext, ...]:
        """The contexts whose keys work now."""
        return ("entry", "search", "window") if self._entry.has_focus else ("search", "window")

    @property
    def is_typing(self) -> bool:
        """Whether a character becomes a part of the query; in an empty search box, `?` does not."""
        return bool(self.search_box.value) and not self._entry.has_focus

    @on(events.DescendantFocus)
    @on(Entry.LinkSelected)
    def show_keys(self) -> None:
        """Show the keys that do something now."""
        reading = self._entry.has_focus
        self.set_class(reading, "-reading")
        self.query_one(QueryPrompt).fit(self.size.width, lit=not reading)
        self.show_hints(self.hints(without="window.browse"))

    def hints(self, without: str = "") -> Iterator[Hint]:
        """Yield the keys that do something now, without that of one id."""
        reading, typing = self._entry.has_focus, self.is_typing
        labels = {"search.leave": "Back" if reading else "Clear" if typing else "Quit"}
        if self.session.pick:
            labels |= {"search.read": "Print", "search.leave": "Cancel"}
        if self.subject != self.term:  # words that no term was found for
            labels["window.edit"] = f"Add in {self.session.editor}" if self.session.editor else "Add term"
        useless = set() if self._entry.is_link_selected else {"entry.follow"}
        if not self.subject:
            useless |= {"window.edit"}
        if not self.term:
            useless |= {"search.read", "search.copy", "search.evidence"}
        for hint in super().hints(without):
            if hint.id not in useless:
                yield hint._replace(label=labels.get(hint.id, hint.label))

    def on_resize(self) -> None:
        """Fit status and panes to the new width."""
        self.query_one(QueryPrompt).fit(self.size.width, lit=not self._entry.has_focus)
        vast = self.size.width >= VAST
        if vast != self.has_class("-vast"):
            self.set_class(vast, "-vast")
            self._entry.update_text()
            if vast and not self.query(PassagesPane):
                pane = PassagesPane()
                self.query_one("#body").mount(pane)
                pane.show(self.answer, self.service.passages)
        self.call_after_refresh(self.show_status)
