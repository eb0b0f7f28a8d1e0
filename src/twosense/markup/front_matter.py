"""Front matter: the settings at the start of a Markdown file, which are not part of its text.

Invariant: it begins the text, and ends with a line of its own; a rule before a blank line begins none.
"""

from __future__ import annotations

import re

from twosense.text.conventions import bom_length

_FRONT_MATTER = re.compile(
    rb"(?:\xef\xbb\xbf)?(---|\+\+\+)[ \t]*\r?\n(?![ \t]*\r?\n)(?:.*?\n)??(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)


def top(data: bytes) -> int:
    """Return where the text itself begins: behind a byte order mark, and behind front matter."""
    front_matter = _FRONT_MATTER.match(data)
    return front_matter.end() if front_matter else bom_length(data)
