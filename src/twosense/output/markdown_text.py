"""Markdown text: escape what could be markup.

Invariant: rendered as CommonMark or as GitHub's Markdown, with mathematics, footnotes and links that are recognised by their
look, an escaped text is the sanitized text, in any cell, heading or line. Only an @ before a word is followed by a space of no
width: GitHub notifies whoever is named after one, and looks for names in the text that it shows.
"""

from __future__ import annotations

import re

from twosense.text.sanitize import sanitize

# What is markup anywhere, or makes a link or an emoji of the text around it. A dot before two letters may be that of a domain.
_ANYWHERE = re.compile(r"[\\`*_{}\[\]<>#|~&!$@^]|:(?=\S)|(?<=\w)\.(?=[^\W\d_]{2})|(?<=www)\.", re.IGNORECASE)
_MENTION = re.compile(r"@(?=\\?\w)")  # once escaped
# What is markup where a line begins: an underline of a heading, a rule, a list, a definition.
_AT_START = re.compile(r"\d*(?=[-+=:.)])")
# Would not be text there: it is left out, or makes a block of code, or keeps the character before it from opening emphasis.
_OUTER_SPACE = re.compile(r"^\s+|\s+$")


def escape_markdown(text: str) -> str:
    """Escape a text that takes one line or a part of it."""
    escaped = _MENTION.sub("@&#8203;", _ANYWHERE.sub(r"\\\g<0>", sanitize(text)))
    if start := _AT_START.match(escaped):
        escaped = f"{start[0]}\\{escaped[start.end() :]}"
    return _OUTER_SPACE.sub(lambda space: "".join(f"&#{ord(character)};" for character in space[0]), escaped)
