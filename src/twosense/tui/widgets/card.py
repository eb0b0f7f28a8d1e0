"""The card: what one side means by a term, every sense of it.

Invariant: whatever a sense lacks is said or left out, never shown as a gap; a sense without citations says it is editorial.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from twosense.output.text import citation
from twosense.tui.links import Links, text
from twosense.tui.typeset import Paragraph

if TYPE_CHECKING:
    from twosense.model import Citation, Sense


_BLANK = Content("")


def card(label: str, senses: Sequence[Sense], links: Links) -> tuple[Content, list[Paragraph]]:
    """The title and the paragraphs of a card; the citations are added to the links."""
    paragraphs: list[Paragraph] = [_BLANK]
    for sense in senses:
        paragraphs += [*_sense(sense, links), _BLANK]
    return text(label, "bold $primary"), paragraphs[1:-1]


def _sense(sense: Sense, links: Links) -> Iterator[Paragraph]:
    yield text(sense.meaning, "bold")
    yield text(sense.definition)
    if sense.say:
        yield _BLANK
        yield Content.styled("Say instead  ", "dim"), text(f"“{sense.say}”", "$accent")
    if sense.examples:
        yield _BLANK
        yield from (text(f"“{example}”", "italic") for example in sense.examples)
    yield _BLANK
    yield from (_source(cite, links) for cite in sense.citations)
    if not sense.citations:
        yield Content.styled("Editorial: no article bears this out", "dim")
    yield Content.styled("Layer  ", "dim"), text(sense.layer)


def _source(cite: Citation, links: Links) -> Paragraph:
    before, place, after = citation(cite).rpartition(f"paragraph {cite.paragraph}")
    link = links.add(place, "passage", cite.source, cite.paragraph)
    return Content.styled("Source  ", "dim"), Content.assemble(text(before), link, text(after))
