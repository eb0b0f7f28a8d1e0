"""Rows: a list of one-line rows with one of them chosen, drawn line by line.

Invariant: a row is drawn when it is seen and not before; the chosen row is in sight, also after a resize. Textual's OptionList
lays out every row: 27 ms for 50 of them.
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

from twosense.tui.widgets.lines import Lines

Piece = tuple[str, ...]  # a text, and the component classes that say how it looks


class Rows(Lines):
    """The list. Its rows are made by `pieces`; `before` and `after` say how many more there are on either side."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("rows--chosen", "rows--over", "rows--more"),
        *("rows--aside", "rows--matched", "rows--strong"),
    }

    @dataclass
    class Chosen(Message):
        """Another row was chosen."""

        index: int

    @dataclass
    class Picked(Message):
        """The chosen row was clicked once more: what Enter does."""

        index: int

    @dataclass
    class Left(Message):
        """The cursor went past the first row (-1) or the last (1), where there are more."""

        step: int

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.chosen = 0
        self._pieces: Callable[[int], Iterable[Piece]] = lambda index: ()
        self._count = self._before = self._after = 0
        self._over = -1

    def show(
        self, count: int, pieces: Callable[[int], Iterable[Piece]], chosen: int = 0, before: int = 0, after: int = 0
    ) -> None:
        """Show so many rows."""
        self._count, self._pieces = count, pieces
        self._before, self._after = before, after
        self.chosen = max(0, min(chosen, self._count - 1))
        self._redraw()
        self._into_sight()

    def move(self, step: int) -> None:
        """Choose the row so many further on; at an end, go on to what lies beyond."""
        wanted = self.chosen + step
        if (wanted < 0 and self.chosen == 0 and self._before) or (
            wanted >= self._count and self.chosen >= self._count - 1 and self._after
        ):
            self.post_message(self.Left(1 if step > 0 else -1))
        else:
            self.choose(max(0, min(wanted, self._count - 1)))

    def choose(self, index: int) -> None:
        """Choose this row."""
        if index != self.chosen and 0 <= index < self._count:
            self.chosen = index
            self._into_sight()
            self._redraw()
            self.post_message(self.Chosen(index))

    @property
    def _top(self) -> int:
        """The lines above the first row."""
        return int(self._before > 0)

    def _redraw(self) -> None:
        self.redraw(self._top + self._count + (self._after > 0))

    def _into_sight(self) -> None:
        line = self.chosen + self._top
        self.scroll_to_region(Region(0, line, 1, 1), animate=False, force=True, x_axis=False)

    def draw(self, lines: Sequence[int]) -> Iterator[tuple[list[Segment], int]]:
        """These lines of the list."""
        width = self.width
        look = cache(lambda *kinds: self.ink(self.get_visual_style(*kinds)))
        for line in lines:
            index = line - self._top
            if 0 <= index < self._count:
                state = ("rows--chosen",) if index == self.chosen else ("rows--over",) if index == self._over else ()
                pieces = [("▌ " if index == self.chosen else "  ",), *self._pieces(index)]
                yield _fitted([Segment(text, look(*state, *kinds)) for text, *kinds in pieces], look(*state), width)
            elif (index == -1 and self._before) or (index == self._count and self._after):
                more = f"  {self._before if index < 0 else self._after:,} more {'above' if index < 0 else 'below'}"
                yield _fitted([Segment(more, look("rows--more"))], look("rows--more"), width)
            else:
                yield [], 0

    def _on_resize(self) -> None:
        self._into_sight()

    def _row_at(self, event: events.MouseEvent) -> int:
        return event.get_content_offset_capture(self).y + self.scroll_offset.y - self._top

    async def _on_click(self, event: events.Click) -> None:
        index = self._row_at(event)
        if index == self.chosen:
            self.post_message(self.Picked(index))
        elif index < 0 or index >= self._count:
            if (self._before and index == -1) or (self._after and index == self._count):
                self.post_message(self.Left(1 if index > 0 else -1))
        else:
            self.choose(index)
        event.stop()

    async def _on_mouse_move(self, event: events.MouseMove) -> None:
        await super()._on_mouse_move(event)
        self._hover(self._row_at(event))

    def on_leave(self) -> None:
        """The mouse has gone elsewhere."""
        self._hover(-1)

    def _hover(self, index: int) -> None:
        if index != self._over:
            self._over = index
            self._redraw()


def _fitted(segments: list[Segment], look: RichStyle | None, width: int) -> tuple[list[Segment], int]:
    """A line of exactly this width."""
    cells = sum([segment.cell_length for segment in segments])
    if cells > width:
        ellipsis = Segment("…"[:width], segments[-1].style)
        return [*Strip(segments, cells).crop(0, width - 1), ellipsis], width
    return [*segments, Segment(" " * (width - cells), look)], width
