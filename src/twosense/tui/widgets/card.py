"""A card: what one side means by a term, with all senses of that side.

Invariant: a part that a sense does not have leaves no gap, and a sense without a source says so. There is one example, so
that what comes below the cards is in sight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from twosense.output.citations import NO_SOURCE, source_parts
from twosense.output.wordings import advice
from twosense.paths import BUILT_IN, PROJECT, USER
from twosense.tui.links import PASSAGE, Links, literal, titled
from twosense.tui.text_layout import Card, Paragraph

if TYPE_CHECKING:
    from twosense.model import Authority, Citation, Sense
    from twosense.output.sides import SideBadge

_BLANK = Content("")
_YOURS = "Your own wording: no source yet"


def card(label: str, badge: SideBadge, senses: Sequence[Sense], links: Links) -> Card:
    """Return the card of a side, and add its citations to `links`."""
    colour = f"bold ${badge.variable}"
    body: list[Paragraph] = []
    for sense in senses:
        body += [*([_BLANK] if body else []), *_sense(sense, colour, links)]
    return Card(literal(f"{badge.symbol} {label}", colour), body, badge.variable)


def _sense(sense: Sense, colour: str, links: Links) -> Iterator[Paragraph]:
    yield literal(sense.meaning, colour)
    if sense.say:
        yield literal(f"→ say {advice(sense.say, '“”')}", "$emphasis")
    yield _BLANK
    yield literal(sense.definition)
    if sense.examples:
        yield _BLANK
        yield example(sense.examples[0])
    yield _BLANK
    if sense.is_editorial:
        yield literal(no_source([sense]), "$muted")
    else:
        yield from (_source(parts, links) for parts in source_parts(sense))
    if sense.layer != BUILT_IN:
        yield literal(f"From: {sense.layer}", "$muted")


def no_source(senses: Iterable[Sense]) -> str:
    """Return that senses have no source, and whose wording they are: those who write a glossary are no part of "us"."""
    return _YOURS if all(sense.layer in (USER, PROJECT) for sense in senses) else NO_SOURCE


def example(text: str) -> Content:
    """Return an example of a sense."""
    return Content.assemble(Content.styled("e.g. ", "$muted"), literal(f"“{text}”", "italic"))


def _source(parts: Sequence[tuple[str, Citation | Authority | None]], links: Links) -> Content:
    return Content.assemble(*(_part(text, cite, links) for text, cite in parts))


def _part(text: str, cite: Citation | Authority | None, links: Links) -> Content:
    if cite is None:
        return literal(text, "$muted")
    from twosense.model import Citation  # the window shows its first text before it needs the model

    if isinstance(cite, Citation):
        return links.add(text, PASSAGE, cite.source, cite.paragraph)
    return titled(text, cite.url, "$muted")
