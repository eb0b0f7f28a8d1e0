"""The painter: Textual's compositor, drawing those widgets only that stand where something has changed.

Textual's own asks every widget in sight for all of its lines whenever one of them changes, nine of them at every letter.

Invariant: what it leaves out is not on the lines, or not in the columns, that are written.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


class Painter(Compositor):
    """The compositor of a screen."""

    def __init__(self) -> None:
        super().__init__()
        self._changed: set[Region] = set()

    def render_partial_update(self) -> ChopsUpdate | None:
        """Draw what has changed."""
        self._changed = self._dirty_regions.copy()
        try:
            return super().render_partial_update()
        finally:
            self._changed.clear()

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if not self._changed or crop is None:
            yield from super()._get_renders(crop)
            return
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if any(map(seen.overlaps, self._changed)):
                lines = seen.intersection(Region(seen.x, crop.y, seen.width, crop.height))
                yield region, lines, widget.render_lines(lines.translate((-region.x, -region.y)))
