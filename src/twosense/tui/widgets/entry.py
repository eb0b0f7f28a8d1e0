"""The entry: a term with the senses of all sides, its clash and its related terms; or what to do if there is no such term.

Invariant: the entry shows every sense of the declared sides, in the order of the sides, and no empty parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content

from twosense.tui.keys import bindings
from twosense.tui.links import Links, literal
from twosense.tui.text_layout import SIDE_BY_SIDE_WIDTH, TextLayout
from twosense.tui.widgets.card import card
from twosense.tui.widgets.ordered_keys import OrderedKeysMixin
from twosense.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twosense.model import Answer


class Entry(OrderedKeysMixin, TextView, can_focus=True):
    """The view of one answer."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("entry")]

    def __init__(self) -> None:
        super().__init__(id="entry")
        self.answer: Answer | None = None
        self._sides: dict[str, str] = {}
        self._glossary_path = ""

    def set_sides(self, sides: dict[str, str]) -> None:
        """Show these sides, which map to their labels, in this order."""
        if list(sides.items()) != list(self._sides.items()):
            self._sides = sides
            self.update_text()

    def show(self, answer: Answer | None, glossary_path: str = "") -> None:
        """Show an answer. If nothing was found, name the file to add the term to."""
        previous, self.answer, self._glossary_path = self.answer, answer, glossary_path
        if previous == answer:
            return  # most keystrokes leave the best hit as it was
        if previous and answer and previous.query == answer.query:
            self.update_text()  # reloaded from a changed file: keep the scroll position
        else:
            self.show_text()

    def build(self, layout: TextLayout, links: Links) -> None:
        """Add the answer. The clash comes first if the cards are side by side, otherwise after them."""
        answer = self.answer
        if answer is None:
            return
        if not answer.found:
            layout.add_text(*_not_found(answer.query, answer.suggestions, self._glossary_path, links))
            return
        layout.add_text(_title(answer))
        side_by_side = layout.width >= SIDE_BY_SIDE_WIDTH
        if answer.clash and side_by_side:
            layout.add_text(_clash(answer.clash))
        senses = {side: [sense for sense in answer.senses if sense.side == side] for side in self._sides}
        layout.add_cards([card(self._sides[side], of_side, links) for side, of_side in senses.items() if of_side])
        if answer.clash and not side_by_side:
            layout.add_text(_clash(answer.clash))
        if answer.related:
            layout.add_text(_related(answer.related, links))


def _title(answer: Answer) -> Content:
    name = literal(answer.term or "", "bold")
    return Content.assemble(name, literal(f"  also {', '.join(answer.aliases)}", "dim")) if answer.aliases else name


def _clash(clash: str) -> Content:
    return Content.assemble(Content.styled("The clash  ", "bold $accent"), literal(clash))


def _related(terms: Sequence[str], links: Links) -> Content:
    related = Content("  ").join([links.add(term, "open_term", term) for term in terms])
    return Content.assemble(Content.styled("Related  ", "dim"), related)


def _not_found(query: str, suggestions: Sequence[str], path: str, links: Links) -> Iterator[Content]:
    yield Content.assemble(literal(query, "bold"), " is not in the glossary.")
    if suggestions:
        yield Content("")
        nearest = Content("  ").join([links.add(term, "open_term", term) for term in suggestions])
        yield Content.assemble(Content.styled("Nearest  ", "dim"), nearest)
    yield Content("")
    yield Content("To add it, write an entry in")
    yield literal(path, "bold")
    yield Content("It appears here as soon as the file is saved.")
