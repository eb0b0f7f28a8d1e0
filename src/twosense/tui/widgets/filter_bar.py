"""The filter bar: the filters that there are, those that the query has in reverse, and the keys for the next and previous one.

Invariant: the first filter that the query has is in sight, and an arrow stands where there are more filters.
"""

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
        self._indexes: Sequence[int | None] = ()  # the filter that each label stands for

    def set_filters(self, filters: Sequence[OfferedFilter], active: Sequence[int], keys: str) -> None:
        """Show these filters, and that those with the indexes `active` are in use; `keys` is the label of the keys."""
        if self._content != (filters, active, keys):
            self._content = filters, active, keys
            self._show()

    def pressed(self, index: int) -> None:
        """Choose a filter; an arrow chooses the next one out of sight."""
        chosen = self._indexes[index]
        if chosen is not None:
            self.post_message(self.Chosen(chosen))

    def on_resize(self) -> None:
        """Fit the filters to the new width."""
        self._show()

    def _show(self) -> None:
        filters, active, keys = self._content
        labels = [self._label("all terms", "", not active)]
        labels += [self._label(one.label, one.colour, index in active) for index, one in enumerate(filters)]
        start, stop = self._in_sight(labels, active[0] + 1 if active else 0, len(keys))
        shown: list[tuple[Content, int | None]] = [(Content.styled(keys, "$muted"), None)]
        if start:
            shown.append((Content.styled("‹", "$muted"), start - 2))
        shown += [(labels[number], number - 1) for number in range(start, stop)]
        if stop < len(labels):
            shown.append((Content.styled("›", "$muted"), stop - 1))
        self._indexes = [index for _, index in shown]
        self.show([label for label, _ in shown] if filters else [], always=self._indexes.index(active[0] if active else -1))

    def _in_sight(self, labels: Sequence[Content], wanted: int, beside: int) -> tuple[int, int]:
        """Return the first label that is shown and the one behind the last: the wanted one is among them, `beside` the keys."""
        widths = [label.cell_length + len(self.GAP) for label in labels]
        room = self.content_size.width - beside
        if sum(widths) <= room:
            return 0, len(labels)
        room -= 2 * (1 + len(self.GAP))  # the arrows
        start, stop = 0, wanted + 1
        while start < wanted and sum(widths[start:stop]) > room:
            start += 1
        while stop < len(labels) and sum(widths[start : stop + 1]) <= room:
            stop += 1
        return start, stop

    @staticmethod
    def _label(text: str, colour: str, active: bool) -> Content:
        style = "reverse" if active else f"${colour}" if colour else "$muted"
        return literal(f" {text} " if active else text, style)
