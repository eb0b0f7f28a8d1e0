"""The reader: a text to scroll, with links of which one can be marked.

It is one widget that draws the lines in sight. As a column of widgets, one a paragraph, an entry took Textual 30 ms to lay out
and draw, at every key.

Invariant: after a resize the same share of the text stands above the first line as the reader last chose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region
from textual.selection import Selection
from textual.strip import Strip

from twosense.tui.links import Links, holds_mark
from twosense.tui.typeset import Page, Piece
from twosense.tui.widgets.lines import Lines


class Reader(Lines):
    """A text with links. Who shows one says in `typeset` what stands on the page."""

    BINDINGS: ClassVar[list[BindingType]] = []
    COMPONENT_CLASSES: ClassVar[set[str]] = {"reader--frame"}

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._page = Page(0)
        self._links = Links()
        self._place = 0.0
        self._layout = (self.size, self.virtual_size)

    def typeset(self, page: Page, links: Links) -> None:
        """Put the text on the page, and its links among the links."""
        raise NotImplementedError

    def paint(self) -> None:
        """Set the text, and keep the place."""
        if self.width > 0:
            self._page = Page(self.width)
            self._links = Links(self._links.marked)
            self.typeset(self._page, self._links)
            self.redraw(len(self._page.lines))
            self._keep_place()

    def start(self) -> None:
        """Paint another text, from its top."""
        if self.text_selection is not None:
            self.screen.clear_selection()
        self._links.marked = -1
        self._place = 0.0
        self.paint()

    # Drawing and selecting.

    def draw(self, lines: Sequence[int]) -> Iterator[tuple[list[Segment], int]]:
        """These lines of the text; those below it are empty."""
        plain, selection = self.visual_style, self.text_selection
        blank, frame = self.ink(plain), self.ink(self.get_visual_style("reader--frame"))
        chosen = self.screen.get_visual_style("screen--selection", partial=True)
        for line in lines:
            segments, width = [], 0
            for piece in self._pieces(line):
                content = piece.content
                selected = piece.chosen(selection) if selection else None
                if selected is not None:
                    content = content.stylize(chosen, *selected)
                fill = piece.fill * (piece.room - content.cell_length)
                segments.append(Segment(piece.before, frame))
                segments += [Segment(text, self.ink(style)) for text, style in content.render(plain, end="")]
                segments.append(Segment(fill, blank if piece.fill == " " else frame))
                segments.append(Segment(piece.after, frame))
                width += len(piece.before) + content.cell_length + len(fill) + len(piece.after)
            yield segments, width

    def render_line(self, y: int) -> Strip:
        """A line of those in sight, as Textual asks for it to know which character of which piece the mouse is at."""
        segments = []
        for number, before, content, room, after, _, fill in self._pieces(self.scroll_offset.y + y):
            text = before + content.plain + fill * (room - content.cell_length) + after
            segments.append(Segment(text, self.visual_style.rich_style_with_offset(0, number)))
        return Strip(segments)

    def _pieces(self, line: int) -> list[Piece]:
        lines = self._page.lines
        return lines[line] if line < len(lines) else [Piece(self._page.end(), "", Content(""), self._page.width, "", "")]

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, and what ends it."""
        return self._page.extract(selection), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002  # Textual's signature
        """Draw what is selected."""
        self.redraw(len(self._page.lines))

    # Links.

    def action_link(self, step: int) -> None:
        """Mark the link so many further on, round and round."""
        if self._links.mark(step):
            self.paint()
            lines = enumerate(self._page.lines)
            line = next((y for y, pieces in lines if any(holds_mark(piece.content) for piece in pieces)), 0)
            self.scroll_to_region(Region(0, max(0, line - 1), 1, 3), animate=False, force=True, x_axis=False)

    async def action_follow(self) -> None:
        """Open the marked link, or mark the first."""
        link = self._links.followed
        if link is None:
            self.action_link(1)
        else:
            await self.app.run_action(("screen", link.action, link.arguments), self.screen)

    # Scrolling.

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.scroll_relative(y=lines, animate=False, force=True)

    def action_page(self, pages: int) -> None:
        """Scroll by pages, a line less than a whole one."""
        self.action_scroll(pages * max(1, self.scrollable_content_region.height - 1))

    def action_top(self) -> None:
        """Scroll to the top."""
        self.scroll_home(animate=False, force=True)

    def action_bottom(self) -> None:
        """Scroll to the bottom."""
        self.scroll_end(animate=False, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the place that the reader chose; not the one that a changed layout has left over."""
        super().watch_scroll_y(old_value, new_value)
        if self._layout == (self.size, self.virtual_size):
            self._place = new_value / self.max_scroll_y if self.max_scroll_y else 0.0

    def _on_resize(self) -> None:
        if self.width != self._page.width:
            self.paint()
        else:
            self._keep_place()

    def _keep_place(self) -> None:
        self.scroll_to(y=round(self._place * self.max_scroll_y), animate=False, force=True)
        self._layout = self.size, self.virtual_size
