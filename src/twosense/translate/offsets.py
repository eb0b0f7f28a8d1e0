"""Offsets: where edits and questions are: in the text after the edits, and by line and column.

Invariant: what is passed in the order of the text comes out in it, and the time is linear.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from twosense.model import Edit, Question
from twosense.text.positions import Bytes, Positions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Placed = TypeVar("Placed", Edit, Question)


def in_text_after(edits: Sequence[Edit]) -> Iterator[tuple[int, int]]:
    """Yield where in the edited text the characters that each edit has put there begin and end."""
    moved = 0
    for edit in edits:
        start = edit.offset + moved
        yield start, start + len(edit.replacement)
        moved += len(edit.replacement) - edit.length


def placed(text: str, found: Iterable[Placed]) -> Iterator[Placed]:
    """Yield edits or questions, which are in the order of the text, with their lines and columns."""
    offsets, positions = Bytes(text), Positions(text.encode())
    for one in found:
        position = positions.at(offsets.at(one.offset))
        yield replace(one, line=position.line, column=position.column)
