"""Positions: from offsets in bytes to lines and columns, as editors count them.

A line ends with LF, CR or CR LF, and with nothing else; a byte order mark takes no column. Invariant: offsets are asked for in
rising order, and each byte is looked at once, however long a line is.
"""

from __future__ import annotations

from codecs import BOM_UTF8

from msgspec import Struct


class Position(Struct, frozen=True):
    """A place in a text: line and column count from 1, `utf16` is the column in UTF-16 code units."""

    line: int
    column: int
    utf16: int


class Positions:
    """The positions of one text."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        # The same length, with LF as the only end of a line.
        self._lines = data.replace(b"\r\n", b" \n").replace(b"\r", b"\n") if b"\r" in data else data
        self._at = len(BOM_UTF8) if data.startswith(BOM_UTF8) else 0
        self._line = self._column = self._utf16 = 1

    def at(self, offset: int) -> Position:
        """The position of a byte, which is not before the one asked for last."""
        lines = self._lines.count(b"\n", self._at, offset)
        if lines:
            self._line += lines
            self._column = self._utf16 = 1
            self._at = self._lines.rfind(b"\n", self._at, offset) + 1
        piece = self._data[self._at : offset]
        if piece.isascii():
            self._column += len(piece)
            self._utf16 += len(piece)
        else:
            text = piece.decode("utf-8", "replace")
            self._column += len(text)
            self._utf16 += len(text.encode("utf-16-le")) // 2
        self._at = max(self._at, offset)
        return Position(self._line, self._column, self._utf16)
