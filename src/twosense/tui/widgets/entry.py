"""The entry: a term with both its senses beside each other, the clash, and related terms; or what to do when there is none.

Invariant: a term is shown with every sense of the sides there are, in their order, and with nothing that it lacks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content

from twosense.tui.card import card
from twosense.tui.keys import bindings
from twosense.tui.links import Links, text
from twosense.tui.typeset import BESIDE, Page
from twosense.tui.widgets.in_order import InOrder
from twosense.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twosense.model import Answer


class Entry(InOrder, Reader, can_focus=True):
    """One answer, to be read."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("entry")]

    def __init__(self) -> None:
        super().__init__(id="entry")
        self.answer: Answer | None = None
        self._sides: dict[str, str] = {}
        self._missing = ""

    def set_sides(self, sides: dict[str, str]) -> None:
        """Show these sides, in this order."""
        if list(sides.items()) != list(self._sides.items()):
            self._sides = sides
            self.paint()

    def show(self, answer: Answer | None, missing: str = "") -> None:
        """Show an answer; when nothing was found, `missing` names the file to add the term to."""
        before, self.answer, self._missing = self.answer, answer, missing
        if before == answer:
            return  # most keystrokes leave the best hit as it was
        if before and answer and before.query == answer.query:
            self.paint()  # read again from a file that changed: nobody wants to lose his place for it
        else:
            self.start()

    def typeset(self, page: Page, links: Links) -> None:
        """Put the answer on the page: the clash above the cards where they stand beside each other, else below them."""
        answer = self.answer
        if answer is None:
            return
        if not answer.found:
            page.text(*_missing(answer.query, answer.suggestions, self._missing, links))
            return
        page.text(_title(answer))
        if answer.clash and page.width >= BESIDE:
            page.text(_clash(answer.clash))
        senses = {side: [sense for sense in answer.senses if sense.side == side] for side in self._sides}
        page.cards([card(self._sides[side], of_side, links) for side, of_side in senses.items() if of_side])
        if answer.clash and page.width < BESIDE:
            page.text(_clash(answer.clash))
        if answer.related:
            page.text(_related(answer.related, links))


def _title(answer: Answer) -> Content:
    name = text(answer.term or "", "bold")
    return Content.assemble(name, text(f"  also {', '.join(answer.aliases)}", "dim")) if answer.aliases else name


def _clash(clash: str) -> Content:
    return Content.assemble(Content.styled("The clash  ", "bold $accent"), text(clash))


def _related(terms: Sequence[str], links: Links) -> Content:
    related = Content("  ").join([links.add(term, "open_term", term) for term in terms])
    return Content.assemble(Content.styled("Related  ", "dim"), related)


def _missing(query: str, suggestions: Sequence[str], path: str, links: Links) -> Iterator[Content]:
    yield Content.assemble(text(query, "bold"), " is not in the glossary.")
    if suggestions:
        yield Content("")
        nearest = Content("  ").join([links.add(term, "open_term", term) for term in suggestions])
        yield Content.assemble(Content.styled("Nearest  ", "dim"), nearest)
    yield Content("")
    yield Content("To add it, write an entry into")
    yield text(path, "bold")
    yield Content("It shows up here as soon as the file is saved.")
