"""Highlighted text: a text of any length wrapped to lines, with highlighted ranges, each behind the symbol of its kind.

Wrapping 1 MB takes 30 ms, because most lines are cut without measuring a character. Only the lines in view are drawn.

Invariant: a line is at most as wide as the text was wrapped to, and what is copied is the text without the symbols.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from rich.cells import get_character_cell_size

from twosense.text.sanitize import is_unsafe, sanitize

_TAB = "    "


class Highlight(NamedTuple):
    """A highlighted range of a text, in characters; its symbol, and the variable of the theme that colours it."""

    start: int
    end: int
    symbol: str
    colour: str


class HighlightedText:
    """A text and its highlights, in its order and without overlaps. `lines` are ranges of `shown`, which has the symbols."""

    def __init__(self, text: str, highlights: Sequence[Highlight] = ()) -> None:
        self.highlights = highlights
        self.starts: list[int] = []  # of the highlights in `shown`, before their symbols
        self.ends: list[int] = []
        self.lines: list[tuple[int, int]] = [(0, 0)]
        self._line_starts = [0]
        pieces: list[str] = []
        done = length = 0
        for highlight in highlights:
            before = _plain(text[done : highlight.start])
            piece = highlight.symbol + _plain(text[highlight.start : highlight.end])
            self.starts.append(length + len(before))
            length += len(before) + len(piece)
            self.ends.append(length)
            pieces += before, piece
            done = highlight.end
        self.shown = "".join((*pieces, _plain(text[done:])))

    def wrap(self, width: int) -> None:
        """Wrap the text to lines of at most `width` columns."""
        lines: list[tuple[int, int]] = []
        start = 0
        for paragraph in self.shown.split("\n"):
            if len(paragraph) <= width and paragraph.isascii():
                lines.append((start, start + len(paragraph)))
            else:
                lines += ((start + first, start + last) for first, last in _lines_of(paragraph, max(2, width)))
            start += len(paragraph) + 1
        self.lines = lines
        self._line_starts = [first for first, _ in lines]

    def line_at(self, offset: int) -> int:
        """Return the line that shows a character of `shown`."""
        return max(0, bisect_right(self._line_starts, offset) - 1)

    def line_of(self, highlight: int) -> int:
        """Return the line in which a highlight begins."""
        return self.line_at(self.starts[highlight])

    def parts(self, line: int) -> Iterator[tuple[str, int]]:
        """Yield the texts of a line, sanitised, each with the number of the highlight it belongs to, or -1."""
        at, end = self.lines[line]
        number = bisect_right(self.ends, at)
        while at < end:
            start = self.starts[number] if number < len(self.starts) else end
            if at < start:
                last, highlight = min(start, end), -1
            else:
                last, highlight = min(self.ends[number], end), number
                number += 1
            yield sanitize(self.shown[at:last]), highlight
            at = last

    def highlight_at(self, line: int, column: int) -> int:
        """Return the number of the highlight in a column of a line, or -1."""
        if 0 <= line < len(self.lines):
            at = 0
            for text, highlight in self.parts(line):
                at += sum(map(_width, text))
                if column < at:
                    return highlight
        return -1

    def text_between(self, start: int, end: int) -> str:
        """Return a range of `shown` without the symbols of highlights."""
        pieces: list[str] = []
        for number in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
            pieces.append(self.shown[start : self.starts[number]])
            start = min(end, self.starts[number] + len(self.highlights[number].symbol))
        return "".join((*pieces, self.shown[start:end]))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", _TAB)


@cache
def _width(character: str) -> int:
    return 1 if is_unsafe(character) else get_character_cell_size(character)


def _lines_of(paragraph: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield the lines of one paragraph, from character to character, without the space that a line was cut at."""
    ends: list[int] = []  # of each character, in columns
    if any(_width(character) != 1 for character in set(paragraph)):
        ends = list(accumulate(map(_width, paragraph)))
    start, length = 0, len(paragraph)
    while True:
        if ends:
            limit = bisect_right(ends, (ends[start - 1] if start else 0) + width)
            limit = max(limit, start + 1)  # a character that is wider than the line
        else:
            limit = start + width
        if limit >= length:
            yield start, length
            return
        cut = paragraph.rfind(" ", start, limit + 1)
        if cut > start:
            yield start, cut
            start = cut + 1
        else:
            yield start, limit
            start = limit
