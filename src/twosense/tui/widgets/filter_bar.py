"""The filter bar: the filters that there are, those that the query has in reverse, and the key for the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message

from twosense.tui.filters import OfferedFilter
from twosense.tui.links import literal
from twosense.tui.widgets.bar import Bar


class FilterBar(Bar):
    """One line below the search box."""

    @dataclass
    class Chosen(Message):
        """A filter was clicked; -1 stands for all terms."""

        index: int

    def __init__(self) -> None:
        super().__init__(id="filters")
        self._content: tuple[Sequence[OfferedFilter], Sequence[int], str] = ((), (), "")

    def set_filters(self, filters: Sequence[OfferedFilter], active: Sequence[int], key: str) -> None:
        """Show these filters, and that those with the indexes `active` are in use; `key` is the label of the key."""
        if self._content != (filters, active, key):
            self._content = filters, active, key
            self._show()

    def pressed(self, index: int) -> None:
        """Choose a filter."""
        if index:
            self.post_message(self.Chosen(index - 2))

    def on_resize(self) -> None:
        """Fit the filters to the new width."""
        self._show()

    def _show(self) -> None:
        filters, active, key = self._content
        labels = [Content.styled(key, "$muted"), self._label("all terms", "", not active)]
        labels += [self._label(one.label, one.colour, index in active) for index, one in enumerate(filters)]
        self.show(labels if filters else [], always=active[0] + 2 if active else 1)

    @staticmethod
    def _label(text: str, colour: str, active: bool) -> Content:
        style = "reverse" if active else f"${colour}" if colour else "$muted"
        return literal(f" {text} " if active else text, style)
