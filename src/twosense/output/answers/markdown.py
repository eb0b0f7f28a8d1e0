"""Markdown: an answer as a section to paste into a page.

Invariant: a reader of the page sees the glossary's texts as they are; none of their characters is taken for markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.json import Decoder

from twosense.model import Term
from twosense.output.answers import records
from twosense.output.citations import sources
from twosense.output.formatter import Plain
from twosense.output.markdown_text import escape_markdown
from twosense.output.wordings import advice
from twosense.paths import BUILT_IN

if TYPE_CHECKING:
    from twosense.output.answers.formats import Answered


class MarkdownFormatter(Plain):
    """Formats each answer as a section."""

    section = records.SECTION
    narrates = True
    between = "\n"

    def __init__(self, labels: dict[str, str]) -> None:
        """`labels` has the label of each side."""
        self._decode = Decoder(Term).decode
        self._labels = labels

    def item(self, answered: Answered) -> str:
        """Return one answer."""
        query, record, *_ = answered
        return missing(query) if record is None else render(self._decode(b"{" + record), self._labels)


def render(term: Term, labels: dict[str, str]) -> str:
    """Return a term as a section of the second level."""
    title = escape_markdown(term.term)
    if term.aliases:
        title += f" (also {escape_markdown(', '.join(term.aliases))})"
    parts = [f"## {title}\n"]
    for sense in term.senses:
        lines = [
            f"**{escape_markdown(labels.get(sense.side, sense.side))}**: {escape_markdown(sense.meaning)}",
            f"Say instead: {escape_markdown(advice(sense.say))}" if sense.say else "",
            escape_markdown(sense.definition),
            *(f'Example: "{escape_markdown(example)}"' for example in sense.examples),
            *map(escape_markdown, sources(sense)),
            "" if sense.layer == BUILT_IN else f"From: {escape_markdown(sense.layer)}",
        ]
        parts.append("  \n".join(line for line in lines if line) + "\n")
    if term.clash:
        parts.append(f"What goes wrong: {escape_markdown(term.clash)}\n")
    if term.related:
        parts.append(f"Related: {escape_markdown(', '.join(term.related))}\n")
    return "\n".join(parts)


def missing(query: str) -> str:
    """Return the section of a query that found nothing."""
    if not query.strip():
        return ""
    return f"## {escape_markdown(query)}\n\nNot in the glossary.\n"
