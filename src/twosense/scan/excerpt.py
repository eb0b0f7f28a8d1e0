"""Excerpt: the line of a mention, for a person to see it in its place.

Invariant: an excerpt is part of one line, and no longer than its mention and MARGIN characters on either side.
"""

from __future__ import annotations

from twosense.text.conventions import bom_length

MARGIN = 100  # characters; a terminal shows no more, and a text may be one line of many megabytes
_REACH = 4 * MARGIN  # bytes: a character takes four at most


def excerpt(data: bytes, start: int, end: int) -> tuple[str, int]:
    """Return the line around the bytes of a mention, and how many of its characters come before the mention.

    Of a mention that spans lines, the first line is shown.
    """
    before = data[max(start - _REACH, bom_length(data)) : start]
    before = before[max(before.rfind(b"\n"), before.rfind(b"\r")) + 1 :]
    shown = _first_line(data[start:end])
    after = b"" if len(shown) < end - start else _first_line(data[end : end + _REACH])
    left = before.decode("utf-8", "replace")[-MARGIN:]
    return left + shown.decode("utf-8", "replace") + after.decode("utf-8", "replace")[:MARGIN], len(left)


def _first_line(data: bytes) -> bytes:
    return data.partition(b"\n")[0].partition(b"\r")[0]
