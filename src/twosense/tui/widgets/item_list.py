"""An item list: items of one or more lines, one of them selected, drawn line by line.

Textual's OptionList lays out every item, which takes 27 ms for 50 of them.

Invariant: only visible items are drawn, and the selected item is visible, also after a resize.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from twosense.tui.widgets.line_view import LineView

ItemPart = tuple[str, ...]  # a text, and the component classes that style it, or variables of the theme such as $side-1
ItemLine = Callable[[int, int], Iterable[ItemPart]]  # makes a line of an item: the index of the item, the number of the line


class ItemList(LineView):
    """The list. It shows a page of items, and how many more there are above and below."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("item-list--selected", "item-list--marker", "item-list--hovered", "item-list--more"),
        *("item-list--aside", "item-list--matched", "item-list--strong"),
    }

    @dataclass
    class Selected(Message):
        """Another item was selected."""

        index: int

    @dataclass
    class Activated(Message):
        """The selected item was clicked again, which does what Enter does."""

        index: int

    @dataclass
    class EdgePassed(Message):
        """The selection moved before the first item (step -1) or after the last (step 1), where there are more."""

        step: int

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.selected = 0
        self._item: ItemLine = lambda index, line: ()
        self._count = self._before = self._after = 0
        self._item_lines: list[tuple[int, int]] = []  # of each line: the item, and which of its lines
        self._firsts: list[int] = []  # of each item: its first line
        self._hovered = -1

    def show(self, heights: Sequence[int], item: ItemLine, selected: int = 0, before: int = 0, after: int = 0) -> None:
        """Show items of so many lines each, which `item` makes, with `before` more items above and `after` more below."""
        self._count, self._item = len(heights), item
        self._before, self._after = before, after
        self._item_lines, self._firsts = [], []
        for index, count in enumerate(heights):
            self._firsts.append(len(self._item_lines))
            self._item_lines += ((index, line) for line in range(count))
        self.selected = max(0, min(selected, self._count - 1))
        self._redraw()
        self._scroll_to_selected()

    def move(self, step: int) -> None:
        """Move the selection by `step` items, or off the edge if there are more."""
        wanted = self.selected + step
        if (wanted < 0 and self.selected == 0 and self._before) or (
            wanted >= self._count and self.selected >= self._count - 1 and self._after
        ):
            self.post_message(self.EdgePassed(1 if step > 0 else -1))
        else:
            self.select(max(0, min(wanted, self._count - 1)))

    def select(self, index: int) -> None:
        """Select an item."""
        if index != self.selected and 0 <= index < self._count:
            self.selected = index
            self._scroll_to_selected()
            self._redraw()
            self.post_message(self.Selected(index))

    @property
    def _first_line(self) -> int:
        """The line of the first item."""
        return int(self._before > 0)

    def _redraw(self) -> None:
        self.set_lines(self._first_line + len(self._item_lines) + (self._after > 0))

    def _scroll_to_selected(self) -> None:
        if self._count:
            first = self._firsts[self.selected]
            height = (
                self._firsts[self.selected + 1] - first if self.selected + 1 < self._count else len(self._item_lines) - first
            )
            line = first + self._first_line
            self.scroll_to_region(Region(0, line, 1, height), animate=False, force=True, x_axis=False)

    def draw_lines(self, lines: Sequence[int]) -> Iterator[tuple[list[Segment], int]]:
        """Return these lines: items, or how many more there are."""
        width = self.width
        style = cache(self._component_style)  # Textual looks up a style anew for each of some 64 texts: 2 ms a key
        for line in lines:
            number = line - self._first_line
            if 0 <= number < len(self._item_lines):
                index, in_item = self._item_lines[number]
                state = self._state(index)
                marker = ("▌ ", "item-list--marker") if index == self.selected else ("  ",)
                segments = [Segment(text, style(*state, *names)) for text, *names in (marker, *self._item(index, in_item))]
                yield _fit(segments, style(*state), width)
            elif (number == -1 and self._before) or (number == len(self._item_lines) and self._after):
                more = f"  {self._before if number < 0 else self._after:,} more {'above' if number < 0 else 'below'}"
                yield _fit([Segment(more, style("item-list--more"))], style("item-list--more"), width)
            else:
                yield [], 0

    def _state(self, index: int) -> tuple[str, ...]:
        if index == self.selected:
            return ("item-list--selected",)
        return ("item-list--hovered",) if index == self._hovered else ()

    def _component_style(self, *names: str) -> RichStyle | None:
        style = self.get_visual_style(*(name for name in names if not name.startswith("$")))
        for name in names:
            if name.startswith("$"):
                style += self.colour(name[1:])
        return self.resolve_style(style)

    def on_resize(self) -> None:
        """Keep the selected item visible."""
        self._scroll_to_selected()

    def _item_at(self, event: events.MouseEvent) -> int:
        """Return the item under the mouse, -1 above the first one, and their number below the last one."""
        number = event.get_content_offset_capture(self).y + self.scroll_offset.y - self._first_line
        return -1 if number < 0 else self._item_lines[number][0] if number < len(self._item_lines) else self._count

    def on_click(self, event: events.Click) -> None:
        """Select the clicked item, activate it if it is selected, or turn the page."""
        index = self._item_at(event)
        if 0 <= index < self._count:
            if index == self.selected:
                self.post_message(self.Activated(index))
            else:
                self.select(index)
        elif self._before if index < 0 else self._after:
            self.post_message(self.EdgePassed(-1 if index < 0 else 1))
        event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Underline the item under the mouse; the base class drags the scrollbar."""
        self._hover(self._item_at(event))

    def on_leave(self) -> None:
        """Stop underlining."""
        self._hover(-1)

    def _hover(self, index: int) -> None:
        if index != self._hovered:
            self._hovered = index
            self._redraw()


def _fit(segments: list[Segment], style: RichStyle | None, width: int) -> tuple[list[Segment], int]:
    """Pad or cut the segments of a line to exactly this width."""
    cells = sum([segment.cell_length for segment in segments])
    if cells > width:
        ellipsis = Segment("…"[:width], segments[-1].style)
        return [*Strip(segments, cells).crop(0, width - 1), ellipsis], width
    return [*segments, Segment(" " * (width - cells), style)], width
