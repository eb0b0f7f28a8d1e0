"""Text layout: wrap paragraphs and framed cards to the lines of a text view.

A line consists of segments. Two cards side by side have one segment each on every line. Segments are numbered in reading
order, the left card before the right one, so that a selection across both copies them one after the other.

Invariant: the segments cover every cell of a line, and wrapped text is copied without the line breaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from textual.content import Content
from textual.selection import Selection

SIDE_BY_SIDE_WIDTH = 60  # columns for two cards side by side: with fewer, a line of a card holds only four words
MEASURE = 90  # columns: longer lines are hard to read
_MIN_TEXT_WIDTH = 20  # columns for a text next to its label: with fewer, it starts below the label
_EMPTY = Content("")

Paragraph = Content | tuple[Content, Content]  # a text, or a label and the text next to it


class LineSegment(NamedTuple):
    """A part of a line: a text, padded with `fill` to `width`, between a prefix and a suffix that are never copied."""

    number: int
    prefix: str
    content: Content
    width: int
    suffix: str
    separator: str  # text to put between this segment and the next one when copying
    fill: str = " "
    frame: str = ""  # theme variable of the frame's colour; "" for the default

    def selected_range(self, selection: Selection) -> tuple[int, int] | None:
        """Return the range of the text that is selected. A selection counts from the start of the prefix."""
        span = selection.get_span(self.number)
        if span is None:
            return None
        length, skipped = len(self.content), len(self.prefix)
        start, end = (min(length, max(0, offset - skipped)) for offset in span)
        return start, length if span[1] == -1 else end


class Card(NamedTuple):
    """Framed paragraphs under a title; `frame` is the theme variable of the frame's colour."""

    title: Content
    body: Sequence[Paragraph]
    frame: str


class TextLayout:
    """Lines of segments, each `width` columns wide."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.lines: list[list[LineSegment]] = []
        self.cards: list[range] = []  # the lines of each card
        self._segments: list[LineSegment] = []

    @property
    def side_by_side(self) -> bool:
        """Whether there is room for two cards next to each other."""
        return self.width >= SIDE_BY_SIDE_WIDTH

    def add_text(self, *paragraphs: Paragraph, gap: bool = True) -> None:
        """Add paragraphs, indented like the text of a card, after a blank line if `gap`."""
        if gap:
            self._add_gap()
        self.lines += ([segment] for segment in self._wrap("  ", paragraphs, self.width - 4, " "))

    def add_cards(self, cards: Sequence[Card]) -> None:
        """Add cards, two next to each other if there is room."""
        columns = 2 if len(cards) > 1 and self.side_by_side else 1
        self._add_gap()
        for first in range(0, len(cards), columns):
            width = (self.width - columns + 1) // columns - 4
            group = [list(self._card(card, width, " " * (n + 1 < columns))) for n, card in enumerate(cards[first:][:columns])]
            height = max(map(len, group))
            for lines in group:
                end = lines[-1]
                blank = LineSegment(end.number, "│ ", _EMPTY, width + 1, "│" + end.suffix[1:], "", frame=end.frame)
                lines[-1:-1] = [blank] * (height - len(lines))
            self.cards += [range(len(self.lines), len(self.lines) + height)] * len(group)
            self.lines += map(list, zip(*group, strict=True))

    def selected_text(self, selection: Selection) -> str:
        """Return the selected text, without line breaks inside paragraphs."""
        parts: list[str] = []
        for segment in self._segments:
            span = segment.selected_range(selection)
            if span is not None:
                text = segment.content.plain[slice(*span)]
                parts += text.rstrip() if segment.separator == "\n" else text, segment.separator
        return "".join(parts[:-1])

    def blank_line(self) -> LineSegment:
        """Return the line to draw below the last one."""
        return LineSegment(len(self._segments), "", _EMPTY, self.width, "", "")

    def _add_gap(self) -> None:
        if self.lines:
            self.lines.append([self._segment("", _EMPTY, self.width, "")])

    def _card(self, card: Card, width: int, gap: str) -> Iterator[LineSegment]:
        for segment in (
            self._segment("╭─ ", card.title.truncate(width - 2, ellipsis=True) + " ", width, "╮" + gap, fill="─"),
            *self._wrap("│ ", card.body, width, "│" + gap),
            self._segment("╰", _EMPTY, width + 2, "╯" + gap, fill="─"),
        ):
            yield segment._replace(frame=card.frame)

    def _wrap(self, prefix: str, paragraphs: Iterable[Paragraph], width: int, suffix: str) -> Iterator[LineSegment]:
        """Wrap paragraphs to `width` columns; each segment has one more column, for padding."""
        for paragraph in paragraphs:
            label, body = paragraph if isinstance(paragraph, tuple) else (_EMPTY, paragraph)
            text, end = body.plain, 0
            quoted = text.startswith("“")  # the opening quotation mark hangs to the left of the lines
            fits = len(label) + body.cell_length <= width
            if label and not fits and width - len(label) < _MIN_TEXT_WIDTH:
                yield self._segment(prefix, label, width + 1, suffix, "")
                label = _EMPTY
            indent = len(label) + quoted
            lines = body.wrap(max(1, width - (len(label) if fits else indent)))
            for number, line in enumerate(lines, 1):
                end += len(line)
                separator = "\n" if number == len(lines) else " " * text.startswith(" ", end)
                end = len(text) - len(text[end:].lstrip(" "))
                if number == 1:
                    yield self._segment(prefix, label + line, width + 1, suffix, separator)
                else:
                    yield self._segment(prefix + " " * indent, line, width + 1 - indent, suffix, separator)

    def _segment(
        self, prefix: str, content: Content, width: int, suffix: str, separator: str = "\n", fill: str = " "
    ) -> LineSegment:
        segment = LineSegment(len(self._segments), prefix, content, width, suffix, separator, fill)
        self._segments.append(segment)
        return segment
