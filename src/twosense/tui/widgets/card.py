"""A card: what one side means by a term, with all senses of that side.

Invariant: a part that a sense does not have leaves no gap, and a sense without citations is labelled editorial.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from twosense.output.answers.text import advice, citation
from twosense.tui.links import Links, literal
from twosense.tui.text_layout import Paragraph

if TYPE_CHECKING:
    from twosense.model import Citation, Sense


_BLANK = Content("")


def card(label: str, senses: Sequence[Sense], links: Links) -> tuple[Content, list[Paragraph]]:
    """Return the title and the paragraphs of a card, and add its citations to `links`."""
    paragraphs: list[Paragraph] = [_BLANK]
    for sense in senses:
        paragraphs += [*_sense(sense, links), _BLANK]
    return literal(label, "bold $primary"), paragraphs[1:-1]


def _sense(sense: Sense, links: Links) -> Iterator[Paragraph]:
    yield literal(sense.meaning, "bold")
    yield literal(sense.definition)
    if sense.say:
        yield _BLANK
        yield Content.styled("Say instead  ", "dim"), literal(advice(sense.say, "“”"), "$accent")
    if sense.examples:
        yield _BLANK
        yield from (literal(f"“{example}”", "italic") for example in sense.examples)
    yield _BLANK
    yield from (_source(cite, sense.layer, links) for cite in sense.citations)
    if not sense.citations:
        yield Content.styled("Editorial: cites no source", "dim")
    yield Content.styled("Layer  ", "dim"), literal(sense.layer)


def _source(cite: Citation, layer: str, links: Links) -> Paragraph:
    before, paragraph, after = citation(cite, layer).rpartition(f"paragraph {cite.paragraph}")
    link = links.add(paragraph, "passage", cite.source, cite.paragraph)
    return Content.styled("Source  ", "dim"), Content.assemble(literal(before), link, literal(after))
