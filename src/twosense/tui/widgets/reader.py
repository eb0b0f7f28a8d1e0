"""The reader: a text to scroll, with links of which one can be marked.

Invariant: after a resize the same share of the text stands above the first line as the reader last chose.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.widgets import Static

from twosense.tui.links import NUMBER, Link


class Reader(VerticalScroll, can_focus=False, inherit_bindings=False):
    """A text with links. Who shows one sets `links` and says how in `paint`."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.links: list[Link] = []
        self.marked = -1
        self._place = 0.0
        self._layout = (self.size, self.virtual_size)

    def paint(self) -> None:
        """Draw the text with the marked link, and set `links`."""
        raise NotImplementedError

    def start(self) -> None:
        """Paint another text, from its top."""
        self.marked = -1
        self._place = 0.0
        self.paint()
        self.scroll_home(animate=False, force=True)

    def action_link(self, step: int) -> None:
        """Mark the link so many further on, round and round."""
        if self.links:
            self.marked = (
                (self.marked + step) % len(self.links) if self.marked >= 0 else (0 if step > 0 else -1) % len(self.links)
            )
            self.paint()
            self.call_after_refresh(self._into_sight)

    async def action_follow(self) -> None:
        """Open the marked link, or mark the first."""
        if self.marked < 0:
            self.action_link(1)
        elif self.marked < len(self.links):
            link = self.links[self.marked]
            await self.app.run_action(("screen", link.action, link.arguments), self.screen)

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

    def watch_virtual_size(self) -> None:
        """The text is laid out anew."""
        self._on_resize()

    def _on_resize(self) -> None:
        self.call_after_refresh(self.call_after_refresh, self._keep_place)  # breakpoints apply one refresh late

    def _keep_place(self) -> None:
        self.scroll_to(y=round(self._place * self.max_scroll_y), animate=False, force=True, immediate=True)
        self._layout = self.size, self.virtual_size

    def _into_sight(self) -> None:
        """Scroll to the marked link, which may stand anywhere in a long text."""
        for widget in self.query(Static):
            if widget.display:
                for y in range(widget.size.height):
                    if any(s.style and s.style.meta.get(NUMBER) == self.marked for s in widget.render_line(y)):
                        line = widget.content_region.y - self.scrollable_content_region.y + self.scroll_offset.y + y
                        self.scroll_to_region(Region(0, max(0, line - 1), 1, 3), animate=False, force=True)
                        return
