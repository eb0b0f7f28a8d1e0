"""The passages behind a term: what the articles say, in our words, next to the entry where there is room, else below it.

Invariant: the passages come in the order in which the cards cite them, each once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from twosense.output.citations import article
from twosense.tui.links import PASSAGE, Links, literal, titled
from twosense.tui.text_layout import TextLayout
from twosense.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from twosense.model import Answer, Passage, Source

PassageId = tuple[str, int]  # the id of the source, and the number of the paragraph
Passages = Mapping[PassageId, "tuple[Source, Passage]"]


def cited_passages(answer: Answer) -> list[PassageId]:
    """Return the passages that the cards of an answer cite, in their order."""
    return list(dict.fromkeys((cite.source, cite.paragraph) for sense in answer.senses for cite in sense.citations))


def add_passages(layout: TextLayout, answer: Answer, passages: Passages, links: Links | None = None) -> None:
    """Add the passages that an answer cites, under a heading; with `links`, each opens the article."""
    known = [(key, *passages[key]) for key in cited_passages(answer) if key in passages]
    if known:
        layout.add_text(Content.styled("The sources behind this term", "bold $emphasis"))
    for key, source, passage in known:
        where = titled(article(source), source.url, "$muted")
        number = f"¶{passage.paragraph}"
        layout.add_text(Content.assemble(where, ", ", links.add(number, PASSAGE, *key) if links else literal(number, "$muted")))
        layout.add_text(literal(passage.says), gap=False)


class PassagesPane(TextView):
    """The pane next to the entry."""

    def __init__(self) -> None:
        super().__init__(id="passages-pane")
        self._content: tuple[Answer | None, Passages] = None, {}

    def show(self, answer: Answer | None, passages: Passages) -> None:
        """Show the passages of an answer."""
        if self._content != (answer, passages):
            self._content = answer, passages
            self.show_text()

    def build(self, layout: TextLayout, links: Links) -> None:
        """Add the passages."""
        answer, passages = self._content
        if answer is not None and answer.found:
            add_passages(layout, answer, passages, links)
            if not layout.lines:
                more = "; its authority is on the card" if any(sense.authorities for sense in answer.senses) else ""
                layout.add_text(Content.styled(f"No article is cited for this term{more}.", "$muted"))
