"""Typesetting: texts and framed cards to the lines of a page, as wide as there is room.

A line is made of pieces: of two cards beside each other, each has one on every line. The pieces are numbered in the order of
reading, the left card before the right one, so that what is selected across a page reads as it should.

Invariant: every cell of a page belongs to a piece; a text that was cut into lines is copied as it was, without the cuts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from textual.content import Content
from textual.selection import Selection

BESIDE = 60  # columns from which two cards stand beside each other: below, their lines hold four words
_BESIDE_LABEL = 20  # columns a text has beside its label: with fewer it starts below it
_EMPTY = Content("")

Paragraph = Content | tuple[Content, Content]  # a text, or a label and a text that stands beside it


class Piece(NamedTuple):
    """A stretch of a line: a text, filled up to its room, between two ends that are not part of it."""

    number: int
    before: str
    content: Content
    room: int
    after: str
    joint: str  # what stands between this text and the next piece's
    fill: str = " "

    def chosen(self, selection: Selection) -> tuple[int, int] | None:
        """What of the text is selected, if anything; a selection counts a piece's characters from the start of `before`."""
        span = selection.get_span(self.number)
        if span is None:
            return None
        length, skipped = len(self.content), len(self.before)
        start, end = (min(length, max(0, place - skipped)) for place in span)
        return start, length if span[1] == -1 else end


class Page:
    """Lines of pieces, so many columns wide."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.lines: list[list[Piece]] = []
        self._pieces: list[Piece] = []

    def text(self, *paragraphs: Paragraph) -> None:
        """Add paragraphs, as far in as those of a card, and a blank line above them unless they are the first."""
        self._gap()
        self.lines += ([piece] for piece in self._wrapped("  ", paragraphs, self.width - 4, " "))

    def cards(self, cards: Sequence[tuple[Content, Sequence[Paragraph]]]) -> None:
        """Add framed paragraphs, each under their title; two beside each other where there is room."""
        columns = 2 if len(cards) > 1 and self.width >= BESIDE else 1
        self._gap()
        for first in range(0, len(cards), columns):
            room = (self.width - columns + 1) // columns - 4
            row = [list(self._card(*card, room, " " * (n + 1 < columns))) for n, card in enumerate(cards[first:][:columns])]
            height = max(map(len, row))
            for card in row:
                blank = Piece(card[-1].number, "│ ", _EMPTY, room + 1, "│" + card[-1].after[1:], "")
                card[-1:-1] = [blank] * (height - len(card))
            self.lines += map(list, zip(*row, strict=True))

    def extract(self, selection: Selection) -> str:
        """The selected text."""
        parts: list[str] = []
        for piece in self._pieces:
            span = piece.chosen(selection)
            if span is not None:
                text = piece.content.plain[slice(*span)]
                parts += text.rstrip() if piece.joint == "\n" else text, piece.joint
        return "".join(parts[:-1])

    def end(self) -> int:
        """The number after the last piece's."""
        return len(self._pieces)

    def _gap(self) -> None:
        if self.lines:
            self.lines.append([self._piece("", _EMPTY, self.width, "")])

    def _card(self, title: Content, body: Sequence[Paragraph], room: int, gap: str) -> Iterator[Piece]:
        yield self._piece("╭─ ", title.truncate(room - 2, ellipsis=True) + " ", room, "╮" + gap, fill="─")
        yield from self._wrapped("│ ", body, room, "│" + gap)
        yield self._piece("╰", _EMPTY, room + 2, "╯" + gap, fill="─")

    def _wrapped(self, before: str, paragraphs: Iterable[Paragraph], room: int, after: str) -> Iterator[Piece]:
        """The lines of paragraphs, with a column between them and what stands to their right."""
        for paragraph in paragraphs:
            label, body = paragraph if isinstance(paragraph, tuple) else (_EMPTY, paragraph)
            plain, at = body.plain, 0
            quoted = plain.startswith("“")  # the lines of a quotation stand below one another, its mark beside them
            fits = len(label) + body.cell_length <= room
            if label and not fits and room - len(label) < _BESIDE_LABEL:
                yield self._piece(before, label, room + 1, after, "")
                label = _EMPTY
            hang = len(label) + quoted
            lines = body.wrap(max(1, room - (len(label) if fits else hang)))
            for number, line in enumerate(lines, 1):
                at += len(line)
                joint = "\n" if number == len(lines) else " " * plain.startswith(" ", at)
                at = len(plain) - len(plain[at:].lstrip(" "))
                if number == 1:
                    yield self._piece(before, label + line, room + 1, after, joint)
                else:
                    yield self._piece(before + " " * hang, line, room + 1 - hang, after, joint)

    def _piece(self, before: str, content: Content, room: int, after: str, joint: str = "\n", fill: str = " ") -> Piece:
        piece = Piece(len(self._pieces), before, content, room, after, joint, fill)
        self._pieces.append(piece)
        return piece
