"""The card: what one side means by a term, every sense of it.

Invariant: whatever a sense lacks is said or left out, never shown as a gap; a sense without citations says it is editorial.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from twosense.output.text import citation
from twosense.tui.links import Links, text

if TYPE_CHECKING:
    from twosense.model import Citation, Sense


class Card(Static):
    """One side's senses of a term, under the side's name."""

    def show(self, label: str, senses: Sequence[Sense], links: Links) -> None:
        """Show these senses, and add their citations to the links."""
        self.display = bool(senses)
        self.border_title = text(label)
        self.update(Content("\n\n").join([_sense(sense, links) for sense in senses]))


def _sense(sense: Sense, links: Links) -> Content:
    parts = [text(sense.meaning, "bold"), text(sense.definition)]
    if sense.say:
        parts.append(Content.assemble(Content.styled("Say instead  ", "dim"), text(f"“{sense.say}”", "$accent")))
    if sense.examples:
        parts.append(Content("\n").join([text(f"“{example}”", "italic") for example in sense.examples]))
    backing = [_source(cite, links) for cite in sense.citations] or [
        Content.styled("Editorial: no article bears this out", "dim")
    ]
    backing.append(Content.assemble(Content.styled("Layer  ", "dim"), text(sense.layer)))
    return Content("\n").join([parts[0], Content("\n\n").join([*parts[1:], Content("\n").join(backing)])])


def _source(cite: Citation, links: Links) -> Content:
    before, place, after = citation(cite).rpartition(f"paragraph {cite.paragraph}")
    link = links.add(place, "passage", cite.source, cite.paragraph)
    return Content.assemble(Content.styled("Source  ", "dim"), text(before), link, text(after))
