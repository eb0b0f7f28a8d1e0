"""Markdown text: escape what could be markup.

Invariant: rendered as CommonMark or as GitHub's Markdown, with mathematics, footnotes and links that are recognised by their
look, an escaped text is the sanitized text, in any cell, heading or line.
"""

from __future__ import annotations

import re

from twosense.text.sanitize import sanitize

# What is markup anywhere, or makes a link or an emoji of the text around it.
_ANYWHERE = re.compile(r"[\\`*_{}\[\]<>#|~&!$@^]|:(?=\S)|(?<=www)\.", re.IGNORECASE)
# What is markup where a line begins: an underline of a heading, a rule, a list, a definition.
_AT_START = re.compile(r"\d*(?=[-+=:.)])")
# Would not be text there: it is left out, or makes a block of code, or keeps the mark before it from opening emphasis.
_OUTER_SPACE = re.compile(r"^\s+|\s+$")


def escape_markdown(text: str) -> str:
    """Escape a text that takes one line or a part of it."""
    escaped = _ANYWHERE.sub(r"\\\g<0>", sanitize(text))
    if start := _AT_START.match(escaped):
        escaped = f"{start[0]}\\{escaped[start.end() :]}"
    return _OUTER_SPACE.sub(lambda space: "".join(f"&#{ord(character)};" for character in space[0]), escaped)
