"""The entry: a term with both its senses beside each other, the clash, and related terms; or what to do when there is none.

Invariant: showing another term changes texts and nothing else; widgets come and go only when the sides do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Grid
from textual.content import Content
from textual.widgets import Static

from twosense.tui.keys import bindings
from twosense.tui.links import Links, text
from twosense.tui.widgets.card import Card
from twosense.tui.widgets.in_order import InOrder
from twosense.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosense.model import Answer


class Entry(InOrder, Reader, can_focus=True):
    """One answer, to be read."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("entry")]

    def __init__(self, sides: dict[str, str]) -> None:
        super().__init__(id="entry")
        self.answer: Answer | None = None
        self._sides = sides
        self._missing = ""

    def compose(self) -> ComposeResult:
        """Compose the title, a card a side, and what stands below."""
        yield Static(id="title")
        yield Static(id="clash-above")
        with Grid(id="cards"):
            for _ in range(2):
                yield Card()
        yield Static(id="clash-below")
        yield Static(id="related")

    async def set_sides(self, sides: dict[str, str]) -> None:
        """Show these sides, in this order."""
        self._sides = sides
        cards = self.query_one("#cards", Grid)
        for _ in range(len(cards.children), len(sides)):
            await cards.mount(Card())
        self.paint()

    def show(self, answer: Answer | None, missing: str = "") -> None:
        """Show an answer; when nothing was found, `missing` names the file to add the term to."""
        before, self.answer, self._missing = self.answer, answer, missing
        if before == answer:
            return  # most keystrokes leave the best hit as it was, and drawing it is most of the work
        if before and answer and before.query == answer.query:
            self.paint()  # read again from a file that changed: nobody wants to lose his place for it
        else:
            self.start()

    def paint(self) -> None:
        """Draw the answer."""
        links = Links(self.marked)
        answer = self.answer
        cards = list(self.query(Card))
        senses = answer.senses if answer else ()
        for card, side in zip(cards, self._sides, strict=False):
            card.show(self._sides[side], [sense for sense in senses if sense.side == side], links)
        for card in cards[len(self._sides) :]:
            card.display = False
        self.query_one("#cards").display = bool(senses)
        title = _title(answer) if answer and answer.found else Content("")
        if answer and not answer.found:
            title = _missing(answer.query, answer.suggestions, self._missing, links)
        self._update("#title", title)
        for place in ("#clash-above", "#clash-below"):  # the style shows one of them: above the cards where there is room
            self._update(place, _clash(answer.clash) if answer and answer.clash else Content(""))
        self._update("#related", _related(answer.related, links) if answer and answer.related else Content(""))
        self.links = links.all

    def _update(self, place: str, content: Content) -> None:
        widget = self.query_one(place, Static)
        widget.update(content)
        widget.set_class(not content, "-empty")


def _title(answer: Answer) -> Content:
    name = text(answer.term or "", "bold")
    return Content.assemble(name, text(f"  also {', '.join(answer.aliases)}", "dim")) if answer.aliases else name


def _clash(clash: str) -> Content:
    return Content.assemble(Content.styled("The clash  ", "bold $accent"), text(clash))


def _related(terms: Sequence[str], links: Links) -> Content:
    related = Content("  ").join([links.add(term, "open_term", term) for term in terms])
    return Content.assemble(Content.styled("Related  ", "dim"), related)


def _missing(query: str, suggestions: Sequence[str], path: str, links: Links) -> Content:
    parts = [Content.assemble(text(query, "bold"), " is not in the glossary.")]
    if suggestions:
        nearest = Content("  ").join([links.add(term, "open_term", term) for term in suggestions])
        parts.append(Content.assemble(Content.styled("Nearest  ", "dim"), nearest))
    parts.append(
        Content.assemble(
            "To add it, write an entry into\n",
            text(path, "bold"),
            "\nIt shows up here as soon as the file is saved.",
        )
    )
    return Content("\n\n").join(parts)
