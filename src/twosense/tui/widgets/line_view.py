"""Lines: a widget that scrolls over lines which it draws itself, each once, and only those in sight.

What Textual would do here is most of the cost of a keystroke: it looks for border, padding and tint at every line (0.1 ms),
filters the colours of every piece of text, not each style once (1 ms a list), lays the whole screen out when the number of
lines changes (2 ms), and draws two scrollbars line by line (5 ms).

Invariant: the style gives it neither border nor padding; its last column is the scrollbar's, whether or not there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style


class Line(Strip):
    """A line that does not hold itself. Textual's does, in a cache, and is left to the collector, which stops for 14 ms."""

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """The parts between these columns."""
        cuts = list(cuts)
        return [self] if cuts == [self.cell_length] else super().divide(cuts)


class Lines(ScrollView, can_focus=False, inherit_bindings=False):
    """The lines. Who has some says in `draw` how they look, and in `redraw` that they are others now, and how many."""

    COMPONENT_CLASSES = {"lines--bar"}

    virtual_size = Reactive(Size(0, 0))  # Textual's asks for a new layout, but nothing else here depends on it

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._drawn: dict[tuple[int, bool], Strip] = {}
        self._drawn_for = (0, "")
        self._inks: dict[Style, RichStyle | None] = {}

    @property
    def width(self) -> int:
        """The columns a line has."""
        return max(0, self.size.width - 1)

    def draw(self, lines: Sequence[int]) -> Iterator[tuple[list[Segment], int]]:
        """These lines and how many columns they take, at most the width."""
        raise NotImplementedError

    def ink(self, style: Style) -> RichStyle | None:
        """A style as the terminal gets it: without colours where they are not wanted, and what else Textual filters."""
        if style not in self._inks:
            segments = [Segment("", style.rich_style)]
            for line_filter in self.get_line_filters():
                segments = line_filter.apply(segments, self.background_colors[1])
            self._inks[style] = segments[0].style
        return self._inks[style]

    def redraw(self, count: int) -> None:
        """Draw every line anew; there are so many of them."""
        self._drawn.clear()
        self.virtual_size = Size(self.width, count)
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in sight, with the link under the mouse marked."""
        width, height = self.size
        if self._drawn_for != (width, self.app.theme):
            self._drawn_for = width, self.app.theme
            self._drawn.clear()
            self._inks.clear()
        top, count = self.scroll_offset.y, max(1, self.virtual_size.height)
        thumb = range(top * height // count, -(-(top + height) * height // count)) if count > height else range(0)
        wanted = [(top + y, y in thumb) for y in crop.line_range]
        missing = [key for key in wanted if key not in self._drawn]
        plain, bar = self.ink(self.visual_style), self.ink(self.get_visual_style("lines--bar"))
        for key, (segments, cells) in zip(missing, self.draw([line for line, _ in missing]), strict=True):
            end = Segment("▐", bar) if key[1] else Segment(" ", plain)
            self._drawn[key] = Line([*segments, Segment(" " * (width - 1 - cells), plain), end], width)
        strips = [self._drawn[key] for key in wanted]
        hover = self.hover_style
        if hover.link_id and "@click" in hover.meta:
            strips = [strip.style_links(hover.link_id, self.link_style_hover) for strip in strips]
        return strips if crop.column_span == (0, width) else [strip.crop(*crop.column_span) for strip in strips]

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
