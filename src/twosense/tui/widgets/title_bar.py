"""The title bar of a mode: its name and what is open on the left, and how far that is on the right.

Invariant: it has one line; the name of the mode is left out, and then the left part cut, before the right one.
"""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

_GAP = 2  # columns between the parts


class TitleBar(Static):
    """One line at the top of the screen."""

    def __init__(self) -> None:
        super().__init__(id="title-bar")
        self._mode, self._left, self._right = "", Content(""), Content("")

    def show(self, mode: str, left: Content, right: Content) -> None:
        """Show all parts."""
        self._mode, self._left, self._right = mode, left, right
        self._fit()

    def on_resize(self) -> None:
        """Fit the parts to the new width."""
        self._fit()

    def _fit(self) -> None:
        width = self.content_size.width
        right = self._right if self._right.cell_length <= width else Content("")
        room = max(0, width - right.cell_length - _GAP * bool(right.plain))
        named = Content.styled(self._mode, "bold")
        if self._left.plain:
            named = Content.assemble((self._mode, "$muted"), " " * _GAP, self._left)
        left = (named if named.cell_length <= room else self._left).truncate(room, ellipsis=True)
        gap = " " * max(0, width - left.cell_length - right.cell_length)
        self.update(Content.assemble(left, gap, right), layout=False)
