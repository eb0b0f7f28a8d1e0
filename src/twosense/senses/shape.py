"""Shape: how a mention and the words next to it are written, which tells names from words.

Invariant: a shape depends on the capitals and the gaps around a mention, not on the words themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosense.senses.context import Context

_STARTS = frozenset(("", ".", "!", "?", ":", "\u2022"))  # what stands before a capital that begins no name


def shape_of(context: Context, start: int, end: int, first: int, last: int) -> str:
    """Describe how the mention and the words next to it are written: capitals within a sentence make names."""
    text, starts, steps = context.text, context.starts, context.steps
    surface = text[start:end]
    if not surface[:1].isupper():
        case = "small"
    elif len(surface) > 1 and surface.isupper():
        case = "acronym"
    elif text[max(0, start - 80) : start].rstrip()[-1:] in _STARTS:
        case = "start"
    else:
        case = "capital"
    # A capital at the start of a sentence makes no name.
    if first > 1 and text[starts[first - 1]].isupper() and steps[first] - steps[first - 2] == 2 and text[start - 1] == " ":
        case += ", after a name"
    if last < len(starts) and starts[last] == end + 1 and text[end] == " " and text[end + 1].isupper():
        case += ", before a name"
    return case
