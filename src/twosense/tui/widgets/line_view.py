"""A line view: a scrolling widget that draws only the visible lines, and each of them once.

Textual's ScrollView would take most of the time of a keystroke: it looks up border, padding and tint for every line (.1 ms),
filters the colours of every text instead of once per style (1 ms a list), lays out the screen when the number of lines
changes (5 ms), and draws two scrollbars (5 ms).

Invariant: the styles give it no border and no padding, and its last column always belongs to the scrollbar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.color import Color
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style


class LineView(ScrollView, can_focus=False, inherit_bindings=False):
    """Lines to scroll. A subclass implements `draw_lines`, and calls `set_lines` when they have changed."""

    COMPONENT_CLASSES = {"line-view--scrollbar"}

    virtual_size = Reactive(Size(0, 0))  # Textual's own reactive asks for a new layout of the screen, which nothing needs

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._strips: dict[tuple[int, bool], Strip] = {}
        self._drawn_for: tuple[object, ...] = ()
        self._resolved_styles: dict[Style, RichStyle | None] = {}

    @property
    def width(self) -> int:
        """The columns of a line."""
        return max(0, self.size.width - 1)

    def draw_lines(self, lines: Sequence[int]) -> Iterator[tuple[list[Segment], int]]:
        """Yield the segments and the width in columns, at most `width`, of each of these lines."""
        raise NotImplementedError

    def colour(self, variable: str) -> Style:
        """Return the colour of a variable of the theme. With a component class for each, a start would take 10 ms longer."""
        return Style(foreground=Color.parse(self.app.theme_variables[variable]))

    def resolve_style(self, style: Style) -> RichStyle | None:
        """Return the style to send to the terminal, after Textual's filters, such as the one for NO_COLOR."""
        if style not in self._resolved_styles:
            segments = [Segment("", style.rich_style)]
            for line_filter in self.get_line_filters():
                segments = line_filter.apply(segments, self.background_colors[1])
            self._resolved_styles[style] = segments[0].style
        return self._resolved_styles[style]

    def set_lines(self, count: int) -> None:
        """Draw all lines again; there are `count` of them now."""
        self._strips.clear()
        self.virtual_size = Size(self.width, count)
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the visible lines, with the link under the mouse highlighted."""
        width, height = self.size
        drawn_for = width, self.app.theme, self.visual_style
        if self._drawn_for != drawn_for:
            self._drawn_for = drawn_for
            self._strips.clear()
            self._resolved_styles.clear()
        top, count = self.scroll_offset.y, max(1, self.virtual_size.height)
        thumb = range(top * height // count, -(-(top + height) * height // count)) if count > height else range(0)
        wanted = [(top + y, y in thumb) for y in crop.line_range]
        missing = [key for key in wanted if key not in self._strips]
        blank = self.resolve_style(self.visual_style)
        scrollbar = self.resolve_style(self.get_visual_style("line-view--scrollbar"))
        for key, (segments, cells) in zip(missing, self.draw_lines([line for line, _ in missing]), strict=True):
            end = Segment("▐", scrollbar) if key[1] else Segment(" ", blank)
            # After a change of the width, one frame may be drawn before the lines are made anew. Longer ones would be written
            # over the neighbour, and what is written there nobody would repaint.
            text = segments if cells < width else list(Strip(segments, cells).crop(0, width - 1))
            self._strips[key] = Strip([*text, Segment(" " * (width - 1 - cells), blank), end], width)
        strips = [self._strips[key] for key in wanted]
        hover = self.hover_style
        if hover.link_id and "@click" in hover.meta:
            strips = [strip.style_links(hover.link_id, self.link_style_hover) for strip in strips]
        return strips if crop.column_span == (0, width) else [strip.crop(*crop.column_span) for strip in strips]

    # Scrolling.

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.scroll_relative(y=lines, animate=False, force=True)

    def action_page(self, pages: int) -> None:
        """Scroll by pages; two pages share one line."""
        self.action_scroll(pages * max(1, self.scrollable_content_region.height - 1))

    def action_top(self) -> None:
        """Scroll to the top."""
        self.scroll_home(animate=False, force=True)

    def action_bottom(self) -> None:
        """Scroll to the bottom."""
        self.scroll_end(animate=False, force=True)

    # The scrollbar.

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Start dragging the scrollbar."""
        if event.x == self.width and self.max_scroll_y:
            self.screen.clear_selection()
            self.capture_mouse()
            self._drag_to(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the scrollbar."""
        if self.app.mouse_captured is self:
            self._drag_to(event)

    def on_mouse_up(self) -> None:
        """Stop dragging the scrollbar."""
        self.release_mouse()

    def _drag_to(self, event: events.MouseEvent) -> None:
        self.scroll_to(y=round(event.y * self.max_scroll_y / max(1, self.size.height - 1)), animate=False, force=True)
