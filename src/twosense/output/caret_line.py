"""Caret line: a line of a file, cut to the width of a terminal, with carets under a part of it.

Invariant: both lines have at most the width asked for, unless that is too narrow for one character; neither has a control
character.
"""

from __future__ import annotations

from twosense.output.columns import cells
from twosense.text.sanitize import sanitize

_CUT = "…"


def caret_line(line: str, start: int, end: int, width: int, *, is_cut: bool = False) -> tuple[str, str]:
    """Return a line in `width` columns, and one of spaces and carets, which are under its characters from `start` to `end`.

    `is_cut` says that the line does not begin where the line of the file does.
    """
    text = sanitize(line.replace("\t", " "))
    first, last = 0, len(text)
    left, right = is_cut, False
    over = cells(text) + left - width
    while over > 0 and last - first > 1:
        # Leave out a character at the end that is farther from that part, the last of a part that is too long itself.
        if first >= start or last - end >= start - first:
            last -= 1
            over += (not right) - cells(text[last])
            right = True
        else:
            over += (not left) - cells(text[first])
            first += 1
            left = True
    head = _CUT * left + text[first:start]
    return head + text[start:last] + _CUT * right, " " * cells(head) + "^" * max(cells(text[start : min(end, last)]), 1)
