"""A document view: a text with its highlights, of which one is selected, drawn line by line.

Invariant: only visible lines are drawn, and a resize keeps the same text at the top.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from twosense.tui.highlighted_text import Highlight, HighlightedText
from twosense.tui.text_layout import MEASURE
from twosense.tui.widgets.line_view import LineView

_MARGIN = 2  # columns left of the text
_CONTEXT = 3  # lines to keep in view above and below the selected highlight


class DocumentView(LineView):
    """The view of one text."""

    @dataclass
    class Clicked(Message):
        """A highlight was clicked."""

        view: DocumentView
        highlight: int

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.selected = -1
        self._text = HighlightedText("")
        self._wrapped_to = 0
        # Where the user is, through changes of the layout, which may scroll: the first character in view, and whether the
        # selected highlight is in view.
        self._top = 0
        self._follows_selected = False
        self._placed_for = (self.size, self.virtual_size)

    def show(self, text: str, highlights: Sequence[Highlight], selected: int = -1, *, keep: bool = True) -> None:
        """Show a text, and keep the scroll position unless told otherwise."""
        self._text, self.selected, self._wrapped_to = HighlightedText(text, highlights), selected, 0
        if not keep:
            self._top = 0
        self._wrap()

    def select(self, highlight: int) -> None:
        """Select a highlight and scroll to it; -1 selects none."""
        self.selected = highlight
        self._follows_selected = 0 <= highlight < len(self._text.highlights)
        self._redraw()
        self._reveal()

    def _reveal(self) -> None:
        if self._follows_selected and self.selected >= 0:
            context = min(_CONTEXT, max(0, self.size.height - 1) // 2)
            top = max(0, self._text.line_of(self.selected) - context)
            self.scroll_to_region(Region(0, top, 1, 2 * context + 1), animate=False, force=True, x_axis=False)

    def _wrap(self) -> None:
        width = min(MEASURE, self.width - _MARGIN)
        if width > 0:
            if width != self._wrapped_to:
                self._text.wrap(width)
                self._wrapped_to = width
                self._redraw()
            self.scroll_to(y=self._text.line_at(self._top), animate=False, force=True)
            self._reveal()
            self._placed_for = self.size, self.virtual_size

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember where the user scrolled to, but not where a changed layout did."""
        super().watch_scroll_y(old_value, new_value)
        if self._placed_for == (self.size, self.virtual_size):
            line = round(new_value)
            self._top = self._text.lines[min(len(self._text.lines) - 1, line)][0]
            selected = self._text.line_of(self.selected) if 0 <= self.selected < len(self._text.highlights) else -1
            self._follows_selected = line <= selected < line + self.size.height

    def _redraw(self) -> None:
        self.set_lines(len(self._text.lines))

    def on_resize(self) -> None:
        """Wrap the text to the new width."""
        self._wrap()

    # Drawing.

    def draw_lines(self, lines: Sequence[int]) -> Iterator[tuple[list[Segment], int]]:
        """Return these lines; lines below the text are blank."""
        style, selection = cache(self._style), self.text_selection
        selected_style = self.resolve_style(self.visual_style + self.screen.get_visual_style("screen--selection", partial=True))
        for line in lines:
            if line >= len(self._text.lines):
                yield [], 0
                continue
            segments = [
                Segment(" " * _MARGIN, style(-1)),
                *(Segment(text, style(highlight)) for text, highlight in self._text.parts(line)),
            ]
            span = selection.get_span(line) if selection else None
            if span is not None:
                segments = _restyled(segments, *span, selected_style)
            yield segments, sum(segment.cell_length for segment in segments)

    def _style(self, highlight: int) -> RichStyle | None:
        if highlight < 0:
            return self.resolve_style(self.visual_style)
        variables, reverse = self.app.theme_variables, "reverse " if highlight == self.selected else ""
        colour = variables.get(self._text.highlights[highlight].colour, variables["foreground"])
        return self.resolve_style(self.visual_style + Style.parse(f"{reverse}bold {colour}"))

    # The mouse.

    def render_line(self, y: int) -> Strip:
        """Return a visible line for Textual to find the character under the mouse."""
        line = self.scroll_offset.y + y
        text = "".join(text for text, _ in self._text.parts(line)) if line < len(self._text.lines) else ""
        shown = " " * _MARGIN + text
        shown += " " * (self.width - cell_len(shown))
        return Strip([Segment(shown, self.visual_style.rich_style_with_offset(0, line))])

    def get_selection(self, selection: Selection) -> tuple[str, str]:
        """Return the selected text, with the line ends of the text only, and what to end it with."""
        lines = self._text.lines
        first, last = len(self._text.shown), 0
        for line, (start, end) in enumerate(lines):
            span = selection.get_span(line)
            if span is not None:
                first = min(first, start + max(0, span[0] - _MARGIN))
                last = max(last, end if span[1] == -1 else min(end, start + max(0, span[1] - _MARGIN)))
        return self._text.text_between(first, last), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002  # Textual's signature
        """Draw the new selection."""
        self._redraw()

    def on_click(self, event: events.Click) -> None:
        """Report a click on a highlight."""
        mouse = event.get_content_offset_capture(self)
        highlight = self._text.highlight_at(mouse.y + self.scroll_offset.y, mouse.x - _MARGIN)
        if highlight >= 0:
            self.post_message(self.Clicked(self, highlight))


def _restyled(segments: Sequence[Segment], start: int, end: int, style: RichStyle | None) -> list[Segment]:
    """Return segments whose characters from `start` to `end`, -1 for the last one, have another style."""
    restyled: list[Segment] = []
    at = 0
    for segment in segments:
        text = segment.text
        first = min(len(text), max(0, start - at))
        last = len(text) if end == -1 else min(len(text), max(first, end - at))
        parts = (text[:first], segment.style), (text[first:last], style), (text[last:], segment.style)
        restyled += (Segment(part, of_part) for part, of_part in parts if part)
        at += len(text)
    return restyled
