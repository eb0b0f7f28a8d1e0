"""Chosen edits: the edits of a text so far, and what they tell its readers.

Invariant: edits overlap neither each other nor a mention that is explained, with its compound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.markup.blank import overlap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosense.model import Edit
    from twosense.translate.found import Found


class ChosenEdits:
    """The edits of one text, whose mentions are `found`, and the mentions to ask about, in its order.

    `explained` has the terms whose sense of a side the text has explained so far, `stated` the sides that it explains anywhere,
    by term and surface. No edit may begin before `end`.
    """

    def __init__(self, found: Sequence[Found]) -> None:
        self.edits: list[Edit] = []
        self.asked: list[Found] = []
        self.stated: dict[tuple[str, str], set[str]] = {}
        self.explained: set[tuple[str, str]] = set()
        self.end = 0
        self._waiting: list[tuple[Found, str, Edit]] = []
        self._taken = [(one.offset, one.glossed_until) for one in found if one.glossed]
        for one in found:
            if one.glossed:
                self.stated.setdefault(one.name, set()).add(one.glossed)

    def add(self, one: Found, side: str | None, edit: Edit, *, may_wait: bool = False) -> None:
        """Add the edit of a mention, if there is room. One that may wait is made only if no other tells the same sense."""
        if edit.offset < self.end or overlap(self._taken, edit.offset, edit.offset + edit.length):
            return
        if side and may_wait:
            self._waiting.append((one, side, edit))
            return
        self.edits.append(edit)
        self.end = edit.offset + edit.length
        if side:
            self.explained.add((one.key, side))
            if edit.style != "replace":
                self.stated.setdefault(one.name, set()).add(side)

    def finished(self) -> ChosenEdits:
        """Return this with the edits that have waited in vain."""
        for one, side, edit in self._waiting:
            made = sorted((edit.offset, edit.offset + edit.length) for edit in self.edits)
            if (one.key, side) not in self.explained and not overlap(made, edit.offset, edit.offset + edit.length):
                self.end = 0
                self.add(one, side, edit)
        self.edits.sort(key=lambda edit: edit.offset)
        return self
