"""Edits: apply any of them to a text, and take them back.

Invariant: edits do not overlap, and each names the characters it replaces; a text that does not hold them is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twosense.model import Edit


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with these edits made; their offsets count characters.

    Raises UsageError if the text is not the one that they were made for, or if two of them overlap.
    """
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: edit.offset):
        end = edit.offset + edit.length
        if edit.offset < at or text[edit.offset : end] != edit.surface:
            raise UsageError(f"an edit of “{edit.surface}” at {edit.offset} does not fit this text")
        parts += text[at : edit.offset], edit.replacement
        at = end
    return "".join((*parts, text[at:]))


def undo(text: str, edits: Iterable[Edit]) -> str:
    """Return the text as it was before these edits, all of which were made; their offsets count characters of that text.

    Raises UsageError if they were not made to it.
    """
    parts: list[str] = []
    at = moved = 0
    for edit in sorted(edits, key=lambda edit: edit.offset):
        start = edit.offset + moved
        end = start + len(edit.replacement)
        if start < at or text[start:end] != edit.replacement:
            raise UsageError(f"the edit of “{edit.surface}” at {edit.offset} was not made to this text")
        parts += text[at:start], edit.surface
        at = end
        moved += len(edit.replacement) - edit.length
    return "".join((*parts, text[at:]))
