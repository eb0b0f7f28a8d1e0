"""A list that is a pane: left of the text, as tall as the screen; or above it, as tall as its items."""

from __future__ import annotations

from collections.abc import Sequence

from twosense.tui.breakpoints import LOW, TALL, WIDE
from twosense.tui.widgets.item_list import ItemLine, ItemList

_MOST_LINES, _FEWEST_LINES = 6, 3  # above the text, in a terminal that is tall and in one that is not


class PaneList(ItemList):
    """The list of a screen."""

    def show(self, heights: Sequence[int], item: ItemLine, selected: int = 0, before: int = 0, after: int = 0) -> None:
        """Show items; see `ItemList.show`."""
        super().show(heights, item, selected, before, after)
        self._fit_height()

    def on_resize(self) -> None:
        """Fit the height to the screen."""
        self._fit_height()

    def _fit_height(self) -> None:
        width, height = self.screen.size
        tallest = _MOST_LINES if height >= TALL else _FEWEST_LINES if height >= LOW else 1
        self.styles.height = "1fr" if width >= WIDE else max(1, min(self.virtual_size.height, tallest))
