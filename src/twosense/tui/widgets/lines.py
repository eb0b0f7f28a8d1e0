"""Lines: a widget that scrolls over lines which it draws itself, each once, and only those in sight.

What Textual would do here is most of the cost of a keystroke: it looks for border, padding and tint at every line (0.1 ms),
lays the whole screen out when the number of lines changes (2 ms), and draws two scrollbars line by line (5 ms).

Invariant: the style gives it neither border nor padding; its last column is the scrollbar's, whether or not there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip


class Lines(ScrollView, can_focus=False, inherit_bindings=False):
    """The lines. Who has some says in `draw` how they look, and in `redraw` that they are others now, and how many."""

    COMPONENT_CLASSES = {"lines--bar"}

    virtual_size = Reactive(Size(0, 0))  # Textual's asks for a new layout, but nothing else here depends on it

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._drawn: dict[int, Strip] = {}
        self._drawn_for = (0, "")

    @property
    def width(self) -> int:
        """The columns a line has."""
        return max(0, self.size.width - 1)

    def draw(self, lines: Sequence[int]) -> Iterator[Strip]:
        """These lines, none longer than the width."""
        raise NotImplementedError

    def redraw(self, count: int) -> None:
        """Draw every line anew; there are so many of them."""
        self._drawn.clear()
        self.virtual_size = Size(self.width, count)
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in sight, with the link under the mouse marked, and without colours where they are not wanted."""
        width, height = self.size
        if self._drawn_for != (width, self.app.theme):
            self._drawn_for = width, self.app.theme
            self._drawn.clear()
        top, count = self.scroll_offset.y, max(1, self.virtual_size.height)
        thumb = range(top * height // count, -(-(top + height) * height // count)) if count > height else range(0)
        style = self.visual_style.rich_style
        bar, bare = self._filtered(
            Strip([Segment("▐", self.get_visual_style("lines--bar").rich_style)], 1), Strip([Segment(" ", style)], 1)
        )
        missing = [line for line in range(top + crop.y, top + crop.bottom) if line not in self._drawn]
        drawn = [strip.adjust_cell_length(width - 1, style) for strip in self.draw(missing)]
        self._drawn.update(zip(missing, self._filtered(*drawn), strict=True))
        strips = [self._drawn[top + y] for y in crop.line_range]
        hover = self.hover_style
        if hover.link_id and "@click" in hover.meta:
            strips = [strip.style_links(hover.link_id, self.link_style_hover) for strip in strips]
        strips = [
            Strip([*strip, *(bar if y in thumb else bare)], width) for y, strip in zip(crop.line_range, strips, strict=True)
        ]
        return strips if crop.column_span == (0, width) else [strip.crop(*crop.column_span) for strip in strips]

    def _filtered(self, *strips: Strip) -> Iterable[Strip]:
        """Without colours where they are not wanted, and what else Textual does to all that is drawn."""
        background = self.background_colors[1]
        for line_filter in self.get_line_filters():
            strips = tuple(strip.apply_filter(line_filter, background) for strip in strips)
        return strips

    async def _on_mouse_down(self, event: events.MouseDown) -> None:
        if event.x == self.width and self.max_scroll_y:
            self.screen.clear_selection()
            self.capture_mouse()
            self._drag_to(event)

    async def _on_mouse_move(self, event: events.MouseMove) -> None:
        if self.app.mouse_captured is self:
            self._drag_to(event)

    async def _on_mouse_up(self, event: events.MouseUp) -> None:  # noqa: ARG002  # Textual's signature
        self.release_mouse()

    def _drag_to(self, event: events.MouseEvent) -> None:
        self.scroll_to(y=round(event.y * self.max_scroll_y / max(1, self.size.height - 1)), animate=False, force=True)
