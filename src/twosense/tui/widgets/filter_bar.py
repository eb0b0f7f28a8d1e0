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
        """A filter was clicked, or what stands for none: all terms."""

        filter: OfferedFilter | None

    def __init__(self) -> None:
        super().__init__(id="filters")
        self._content: tuple[Sequence[OfferedFilter], Sequence[OfferedFilter], str] = ((), (), "")
        self._choices: Sequence[OfferedFilter | None] = ()  # what each label chooses, except for the first, which has the keys

    def set_filters(self, filters: Sequence[OfferedFilter], active: Sequence[OfferedFilter], keys: str) -> None:
        """Show these filters, and which are in use; `keys` is the label of the keys."""
        if self._content != (filters, active, keys):
            self._content = filters, active, keys
            self._show()

    def pressed(self, index: int) -> None:
        """Choose a filter; an arrow chooses the next one out of sight."""
        if index:
            self.post_message(self.Chosen(self._choices[index - 1]))

    def on_resize(self) -> None:
        """Fit the filters to the new width."""
        self._show()

    def _show(self) -> None:
        filters, active, keys = self._content
        choices = (None, *filters)
        labels = [self._label("all terms", "", not active)]
        labels += [self._label(one.label, one.colour, one in active) for one in filters]
        first = active[0] if active else None
        start, stop = self._in_sight(labels, choices.index(first), len(keys))
        shown = list(zip(labels, choices, strict=True))[start:stop]
        if start:
            shown.insert(0, (Content.styled("‹", "$muted"), choices[start - 1]))
        if stop < len(labels):
            shown.append((Content.styled("›", "$muted"), choices[stop]))
        self._choices = [choice for _, choice in shown]
        labels = [Content.styled(keys, "$muted"), *(label for label, _ in shown)]
        self.show(labels if filters else [], always=1 + self._choices.index(first))

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
