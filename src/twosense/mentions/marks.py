"""Marks: `DR{it}` states which sense of a mention is meant.

Invariant: a mark stands right behind its mention and on one line; it is not prose, and nothing in it is a mention.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twosense.store.about import side_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twosense.markup.blank import Span

LONGEST = 400  # bytes: 80 characters and the braces
_MARK = re.compile(r"\{[^{}\r\n]{1,80}\}")
_MARK_IN_BYTES = re.compile(rb"\{[^{}\r\n]{1,320}\}")
_NAME = re.compile(r"[^\W\d_][\w-]*")


def mark_at(text: str, at: int) -> str:
    """Return the mark that begins at this character, braces included; "" if none does."""
    found = _MARK.match(text, at)
    return found[0] if found else ""


def side_in(mark: str, sides: Sequence[str]) -> str | None:
    """Return which of these sides a mark names, whatever its case; None if it names none of them."""
    return side_named(mark[1:-1].strip(), sides) if mark else None


def looks_meant(mark: str) -> bool:
    """Return whether a mark that names no side was probably meant to: it holds a single name."""
    return bool(_NAME.fullmatch(mark[1:-1].strip()))


def spans(masked: bytes, sides: Sequence[str]) -> Iterator[Span]:
    """Yield the spans of the marks in a text that name one of these sides."""
    for found in _MARK_IN_BYTES.finditer(masked):
        if side_in(found[0].decode("utf-8", "replace"), sides):
            yield found.span()
