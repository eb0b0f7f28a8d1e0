"""A bar: labels on one line, each of which can be clicked.

A link in the text would do, but Textual gives a link one colour, whatever the parts of it have.
Invariant: labels that do not fit are left out, the last ones first.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.widgets import Static


class Bar(Static):
    """A line of labels. A subclass implements `pressed`."""

    ALLOW_SELECT = False
    GAP = "  "

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._labels: Sequence[tuple[int, Content]] = ()

    def pressed(self, index: int) -> None:
        """Act on a click on a label."""
        raise NotImplementedError

    def show(self, labels: Sequence[Content], always: int = -1) -> None:
        """Show the labels that fit, and in any case the one at the index `always`."""
        kept = dict(enumerate(labels))
        width = self.content_size.width
        for index in reversed(range(len(labels))):
            if sum(label.cell_length + len(self.GAP) for label in kept.values()) - len(self.GAP) <= width:
                break
            if index != always % max(1, len(labels)):
                del kept[index]
        self._labels = list(kept.items())
        self.update(Content(self.GAP).join(kept.values()), layout=False)

    def on_click(self, event: events.Click) -> None:
        """Find the label under the mouse."""
        x = event.get_content_offset_capture(self).x
        for index, label in self._labels:
            if 0 <= x < label.cell_length:
                self.pressed(index)
            x -= label.cell_length + len(self.GAP)
