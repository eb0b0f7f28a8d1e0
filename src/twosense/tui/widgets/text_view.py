"""A text view: a scrollable text with links, one of which can be selected, to be opened with a key.

It is one widget that draws the visible lines. With one widget per paragraph, Textual took 30 ms per keystroke for the layout.

Invariant: after a resize, the text is at the relative position that the user last scrolled to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

from twosense.tui.links import Links, has_selected_link
from twosense.tui.text_layout import MEASURE, LineSegment, TextLayout
from twosense.tui.widgets.line_view import LineView


class TextView(LineView):
    """A text with links. A subclass implements `build`."""

    BINDINGS: ClassVar[list[BindingType]] = []

    @dataclass
    class LinkSelected(Message):
        """Another link is selected."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.text_layout = TextLayout(0)
        self._links = Links()
        self._scroll_share = 0.0
        self._restored_for_size = (self.size, self.virtual_size)

    def build(self, layout: TextLayout, links: Links) -> None:
        """Add the text to the layout, and its links to `links`."""
        raise NotImplementedError

    def update_text(self) -> None:
        """Rebuild the text at the same scroll position. While the view has no width, the text is not built."""
        self.text_layout = TextLayout(max(0, min(self.width, MEASURE)))
        self._links = Links(self._links.selected)
        if self.width > 0:
            self.build(self.text_layout, self._links)
            self.set_lines(len(self.text_layout.lines))
            self._restore_scroll()

    def show_text(self) -> None:
        """Rebuild the text and scroll to its top."""
        if self.text_selection is not None:
            self.screen.clear_selection()
        self._links.selected = -1
        self._scroll_share = 0.0
        self.update_text()

    # Drawing and selecting.

    def draw_lines(self, lines: Sequence[int]) -> Iterator[tuple[list[Segment], int]]:
        """Yield the Rich segments and the width of each of these lines; lines below the text are blank."""
        base, selection = self.visual_style, self.text_selection
        blank, frame_style = self.resolve_style(base), cache(self._frame_style)
        selected_style = self.screen.get_visual_style("screen--selection", partial=True)
        for line in lines:
            output, width = [], 0
            for segment in self._segments(line):
                content, frame = segment.content, frame_style(segment.frame)
                selected = segment.selected_range(selection) if selection else None
                if selected is not None:
                    content = content.stylize(selected_style, *selected)
                fill = segment.fill * (segment.width - content.cell_length)
                output.append(Segment(segment.prefix, frame))
                output += [Segment(text, self.resolve_style(style)) for text, style in content.render(base, end="")]
                output.append(Segment(fill, blank if segment.fill == " " else frame))
                output.append(Segment(segment.suffix, frame))
                width += len(segment.prefix) + content.cell_length + len(fill) + len(segment.suffix)
            yield output, width

    def _frame_style(self, variable: str) -> RichStyle | None:
        return self.resolve_style(self.visual_style + self.colour(variable or "frame"))

    def render_line(self, y: int) -> Strip:
        """Return a line for hit-testing only; `draw_lines` draws. Its style carries each segment's number as the offset."""
        output = []
        for one in self._segments(self.scroll_offset.y + y):
            text = one.prefix + one.content.plain + one.fill * (one.width - one.content.cell_length) + one.suffix
            output.append(Segment(text, self.visual_style.rich_style_with_offset(0, one.number)))
        return Strip(output)

    def _segments(self, line: int) -> list[LineSegment]:
        lines = self.text_layout.lines
        return lines[line] if line < len(lines) else [self.text_layout.blank_line()]

    def get_selection(self, selection: Selection) -> tuple[str, str]:
        """Return the selected text and what to end it with."""
        return self.text_layout.selected_text(selection), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002  # Textual's signature
        """Draw the new selection."""
        self.set_lines(len(self.text_layout.lines))

    # Links.

    def action_link(self, step: int) -> None:
        """Select the link `step` links further on, wrapping around."""
        if self._links.select(step):
            self.update_text()
            self.post_message(self.LinkSelected())
            lines = enumerate(self.text_layout.lines)
            line = next((y for y, segments in lines if any(has_selected_link(part.content) for part in segments)), 0)
            self.scroll_to_region(Region(0, max(0, line - 1), 1, 3), animate=False, force=True, x_axis=False)

    @property
    def is_link_selected(self) -> bool:
        """Whether a link is selected."""
        return self._links.selected_link is not None

    async def action_follow(self) -> None:
        """Open the selected link, if there is one."""
        link = self._links.selected_link
        if link is not None:
            await self.app.run_action(("screen", link.action, link.arguments), self.screen)

    # Scrolling.

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the position that the user scrolled to, but not one that a changed layout caused."""
        super().watch_scroll_y(old_value, new_value)
        if self._restored_for_size == (self.size, self.virtual_size):
            self._scroll_share = new_value / self.max_scroll_y if self.max_scroll_y else 0.0

    def on_resize(self) -> None:
        """Wrap the text to the new width."""
        if min(self.width, MEASURE) != self.text_layout.width:
            self.update_text()
        else:
            self._restore_scroll()

    def _restore_scroll(self) -> None:
        self.scroll_to(y=round(self._scroll_share * self.max_scroll_y), animate=False, force=True)
        self._restored_for_size = self.size, self.virtual_size
