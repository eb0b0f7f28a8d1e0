"""Markdown: an answer as a section to paste into a page.

Invariant: a reader of the page sees the glossary's texts as they are; none of their characters is taken for markup.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.json import Decoder

from twosense.model import Term
from twosense.output.answers import records
from twosense.output.answers.text import citation
from twosense.output.formatter import Plain
from twosense.text.sanitize import sanitize

if TYPE_CHECKING:
    from twosense.output.answers.formats import Answered

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_LIST = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s|$)")


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
        query, record, _ = answered
        return missing(query) if record is None else render(self._decode(b"{" + record), self._labels)


def escape(text: str) -> str:
    """Escape every character that could be markup."""
    return _LIST.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", sanitize(text)))


def render(term: Term, labels: dict[str, str]) -> str:
    """Return a term as a section of the second level."""
    title = escape(term.term)
    if term.aliases:
        title += f" (also {escape(', '.join(term.aliases))})"
    parts = [f"## {title}\n"]
    for sense in term.senses:
        lines = [
            f"**{escape(labels.get(sense.side, sense.side))}**: {escape(sense.meaning)}",
            escape(sense.definition),
            f'Say instead: "{escape(sense.say)}"' if sense.say else "",
            *(f'Example: "{escape(example)}"' for example in sense.examples),
            *(f"Source: {escape(citation(cite, sense.layer))}" for cite in sense.citations),
            "" if sense.citations else "Source: none (editorial)",
            f"Layer: {escape(sense.layer)}",
        ]
        parts.append("  \n".join(line for line in lines if line) + "\n")
    if term.clash:
        parts.append(f"The clash: {escape(term.clash)}\n")
    if term.related:
        parts.append(f"Related: {escape(', '.join(term.related))}\n")
    return "\n".join(parts)


def missing(query: str) -> str:
    """Return the section of a query that found nothing."""
    if not query.strip():
        return ""
    return f"## {escape(query)}\n\nNot in the glossary.\n"
