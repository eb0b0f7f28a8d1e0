"""The entry: a term with the senses of all sides, what goes wrong and its related terms; or how to add a term.

Invariant: the entry shows every sense of the declared sides, in the order of the sides, and no empty parts. Both meanings are
on its first lines, whatever its width.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region

from twosense.output.sides import SideBadge
from twosense.tui.breakpoints import VAST
from twosense.tui.keys import bindings
from twosense.tui.links import Links, literal
from twosense.tui.text_layout import Paragraph, TextLayout
from twosense.tui.widgets.card import card, example
from twosense.tui.widgets.passages import Passages, add_passages
from twosense.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from twosense.model import Answer, Sense


class Entry(TextView, can_focus=True):
    """The view of one answer."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("entry")]

    def __init__(self) -> None:
        super().__init__(id="entry")
        self.answer: Answer | None = None
        self._sides: dict[str, str] = {}
        self._badges: Mapping[str, SideBadge] = {}
        self._passages: Passages = {}
        self._unknown = self._side = ""
        self._is_sentence = False
        self._advice: Content = Content("")

    def set_glossary(self, sides: dict[str, str], badges: Mapping[str, SideBadge], passages: Passages) -> None:
        """Show these sides, which map to their labels, in this order, and the passages below the cards."""
        if (list(sides.items()), passages) != (list(self._sides.items()), self._passages):
            self._sides, self._badges, self._passages = sides, badges, passages
            self.update_text()

    @property
    def subject(self) -> str:
        """The words that no term was found for, unless they are a sentence, or the term."""
        answer = self.answer
        term = (answer.term or "") if answer else ""
        return term if self._is_sentence else self._unknown or term or (answer.query if answer else "")

    def show(
        self,
        answer: Answer | None,
        *,
        unknown: str = "",
        is_sentence: bool = False,
        side: str = "",
        advice: Content | None = None,
    ) -> None:
        """Show an answer, from the card of `side` if the query meant that.

        `unknown` are the words asked for if the answer is only near to them; `advice` says how to add them, unless what was
        asked for `is_sentence`.
        """
        previous = self.answer, self._unknown
        self.answer, self._unknown, self._is_sentence, self._side = answer, unknown, is_sentence, side
        self._advice = advice or Content("")
        if previous == (answer, unknown):
            return  # most keystrokes leave the best hit as it was
        if previous[0] and answer and previous[0].query == answer.query and previous[1] == unknown:
            self.update_text()  # reloaded from a changed file: keep the scroll position
        else:
            self.show_text()
            self._reveal_side()

    def _reveal_side(self) -> None:
        """Scroll down if the card that the query meant would be out of sight."""
        shown = [side for side, _ in self._by_side()]
        if self._side in shown[1:] and self.text_layout.cards:
            lines = self.text_layout.cards[shown.index(self._side)]
            if lines.stop > self.size.height:
                self.scroll_to_region(Region(0, lines.start, 1, self.size.height), animate=False, force=True, x_axis=False)

    def _by_side(self) -> list[tuple[str, list[Sense]]]:
        senses = self.answer.senses if self.answer else ()
        by_side = [(side, [sense for sense in senses if sense.side == side]) for side in self._sides]
        return [(side, of_side) for side, of_side in by_side if of_side]

    def build(self, layout: TextLayout, links: Links) -> None:
        """Add the answer: the term, the meanings and what to say instead, then the rest."""
        answer = self.answer
        if answer is None:
            return
        if self._unknown or not answer.found:
            layout.add_text(*self._not_found(answer, links))
            if not answer.found:
                return
        by_side = self._by_side()
        layout.add_text(_title(answer))
        if len(by_side) > 1 and not layout.side_by_side:
            layout.add_text(*(self._gist(side, of_side) for side, of_side in by_side), gap=False)
        layout.add_cards([card(self._sides[side], self._badges[side], of_side, links) for side, of_side in by_side])
        if answer.clash:
            layout.add_text(Content.assemble(Content.styled("What goes wrong  ", "bold $emphasis"), literal(answer.clash)))
        if answer.related:
            layout.add_text(_related(answer.related, links))
        for side, of_side in by_side:
            more = [one for sense in of_side for one in sense.examples[1:]]
            if more:
                badge = self._badges[side]
                layout.add_text(literal(f"{badge.symbol} More examples", f"${badge.variable}"), *map(example, more))
        if self.screen.size.width < VAST:  # from there on the passages have a pane of their own
            add_passages(layout, answer, self._passages)

    def _not_found(self, answer: Answer, links: Links) -> Iterator[Content]:
        """Say that the words are not in the glossary, what is near to them, and how to add them."""
        words = Content("What you typed") if self._is_sentence else literal(self._unknown or answer.query, "bold")
        said = Content.assemble(words, " is not in the glossary").stylize("$caution")
        if answer.found:
            nearest = Content.styled("Nearest by meaning:", "$caution")
            yield from (nearest,) if self._is_sentence else (Content.assemble(said, ". ", self._advice), nearest)
            return
        yield Content.assemble(said, ".")
        if answer.suggestions:
            yield Content.assemble(Content.styled("Nearest  ", "$muted"), links.add_terms(answer.suggestions))
        if not self._is_sentence:
            yield Content("")
            yield self._advice

    def _gist(self, side: str, senses: Sequence[Sense]) -> Paragraph:
        badge = self._badges[side]
        style = f"bold ${badge.variable}"
        return literal(f"{badge.symbol} ", style), literal("; ".join(sense.meaning for sense in senses), style)


def _title(answer: Answer) -> Content:
    name = literal(answer.term or "", "bold")
    return Content.assemble(name, literal(f"  also {', '.join(answer.aliases)}", "$muted")) if answer.aliases else name


def _related(terms: Sequence[str], links: Links) -> Content:
    return Content.assemble(Content.styled("Related  ", "$muted"), links.add_terms(terms))
