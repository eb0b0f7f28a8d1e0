"""The title bar of a mode: what is open on the left, and how far it is on the right.

Invariant: it has one line; the left part is cut before the right one.
"""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

_GAP = 2  # columns between the parts


class TitleBar(Static):
    """One line at the top of the screen."""

    def __init__(self) -> None:
        super().__init__(id="title-bar")
        self._left = self._right = Content("")

    def show(self, left: Content, right: Content) -> None:
        """Show both parts."""
        self._left, self._right = left, right
        self._fit()

    def on_resize(self) -> None:
        """Fit the parts to the new width."""
        self._fit()

    def _fit(self) -> None:
        width = self.content_size.width
        right = self._right if self._right.cell_length <= width else Content("")
        left = self._left.truncate(max(0, width - right.cell_length - _GAP * bool(right.plain)), ellipsis=True)
        gap = " " * max(0, width - left.cell_length - right.cell_length)
        self.update(Content.assemble(left, gap, right), layout=False)
