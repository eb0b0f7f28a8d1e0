"""Markdown: an answer as a section to paste into a page.

Invariant: the glossary's texts are shown as they are; none of their characters is read as markup.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twosense.characters import plain
from twosense.output.text import citation

if TYPE_CHECKING:
    from twosense.model import Term

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_LIST = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s|$)")


def escape(text: str) -> str:
    """The text with every character that could be markup escaped."""
    return _LIST.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", plain(text)))


def render(term: Term, labels: dict[str, str]) -> str:
    """A term as a section of the second level."""
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
            *(f"Source: {escape(citation(cite))}" for cite in sense.citations),
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
    """A query that found nothing."""
    if not query.strip():
        return ""
    return f"## {escape(query)}\n\nNot in the glossary.\n"
