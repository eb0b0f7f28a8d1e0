"""Places: where a mention is, for a person and for a program: in the lines of the file, or in what was extracted from it.

Invariant: mentions are located in the order of the text, and each byte is read once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from twosense.scan.excerpt import excerpt
from twosense.text.positions import Position, Positions

if TYPE_CHECKING:
    from twosense.markup.anchors import Anchors


class Place(NamedTuple):
    """The place of one mention; `name` says in words where it is, "" if the lines are those of the file."""

    start: Position
    end: Position
    offset: int
    length: int
    shown: str
    before: int
    """How many characters of `shown` come before the mention."""
    name: str


class Unit(NamedTuple):
    """A part of an extracted text that has a number of its own, such as a page, and begins at a byte after a line end.

    The number counts as the line of what is in it. It is 0 for a part whose lines are those of the file.
    """

    start: int
    number: int
    name: str


class Places:
    """The places in a file that is a text."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._positions = Positions(data)

    @staticmethod
    def span(first: int, last: int) -> tuple[int, int]:
        """Return the bytes of the file that hold a mention."""
        return first, last

    def at(self, first: int, last: int) -> Place:
        """Return the place of the mention from one byte to another, which does not come before the previous one."""
        start, end = self._positions.at(first), self._positions.at(last)
        return Place(start, end, first, last - first, *excerpt(self._data, first, last), "")


def is_at(place: Place, line: int, column: int = 0) -> bool:
    """Return whether a place includes a line, or one column of it; both count from 1, and 0 is any column."""
    if column:
        return (place.start.line, place.start.column) <= (line, column) < (place.end.line, place.end.column)
    return place.start.line <= line <= place.end.line


class ExtractedText:
    """The text that was extracted from a file: as bytes, with its units, and where the file itself has it.

    `left_out` names the parts of the file that were not read.
    """

    def __init__(
        self,
        file: bytes,
        text: bytes,
        units: Sequence[Unit],
        anchors: Anchors | None = None,
        left_out: Sequence[str] = (),
    ) -> None:
        self.file, self.text, self.left_out = file, text, tuple(left_out)
        self._units, self._anchors = units, anchors
        self._starts = [unit.start for unit in units]
        self._in_file = Places(file)
        lines = bytearray(text.replace(b"\n", b" ").replace(b"\r", b" "))  # each unit becomes a line
        for start in self._starts:
            if start:
                lines[start - 1] = ord("\n")
        self._positions = Positions(bytes(lines))

    def __len__(self) -> int:
        return len(self.file)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the bytes of the file that hold a mention; all of them, if nobody knows which."""
        if self._anchors and not self._unit(first).number:
            return self._anchors.start(first), self._anchors.end(last)
        return 0, len(self.file)

    def at(self, first: int, last: int) -> Place:
        """Return the place of the mention from one byte to another, which does not come before the previous one."""
        unit = self._unit(first)
        if self._anchors and not unit.number:
            return self._in_file.at(self._anchors.start(first), self._anchors.end(last))
        start = self._numbered(first, unit)
        end = self._numbered(last, self._unit(last - 1))
        return Place(start, end, first, last - first, *excerpt(self.text, first, last), unit.name)

    def _unit(self, offset: int) -> Unit:
        return self._units[max(0, bisect_right(self._starts, offset) - 1)]

    def _numbered(self, offset: int, unit: Unit) -> Position:
        found = self._positions.at(offset)
        return Position(unit.number, found.column, found.utf16, found.byte)
