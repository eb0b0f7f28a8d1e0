"""Positions: convert byte offsets to lines and columns as editors count them, and to characters and back.

A line ends with LF, CR or CR LF only; a byte order mark takes no column. Invariant: offsets come in rising order, and each byte
is read once, however long a line is.
"""

from __future__ import annotations

from msgspec import Struct

from twosense.text.conventions import bom_length, with_unix_ends


class Position(Struct, frozen=True):
    """A position in a text: line and column from 1; `utf16` and `byte` are the column in UTF-16 code units and in bytes."""

    line: int
    column: int
    utf16: int
    byte: int


class Positions:
    """The positions of one text."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._lines = with_unix_ends(data)
        self._at = bom_length(data)
        self._line = self._column = self._utf16 = 1
        self._start = 0  # of the line; the first begins with the byte order mark

    def at(self, offset: int) -> Position:
        """Return the position of a byte offset, which is not less than the previous one."""
        lines = self._lines.count(b"\n", self._at, offset)
        if lines:
            self._line += lines
            self._column = self._utf16 = 1
            self._at = self._start = self._lines.rfind(b"\n", self._at, offset) + 1
        piece = self._data[self._at : offset]
        if piece.isascii():
            self._column += len(piece)
            self._utf16 += len(piece)
        else:
            text = piece.decode("utf-8", "replace")
            self._column += len(text)
            self._utf16 += len(text.encode("utf-16-le")) // 2
        self._at = max(self._at, offset)
        return Position(self._line, self._column, self._utf16, offset - self._start + 1)


class Characters:
    """The characters of one text, which is valid UTF-8, by their bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._done = self._at = 0

    def at(self, offset: int) -> int:
        """Return the number of the character at a byte offset, which is not less than the previous one."""
        self._at += len(self._data[self._done : offset].decode())
        self._done = offset
        return self._at


class Bytes:
    """The bytes of one text by its characters."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._done = self._at = 0

    def at(self, character: int) -> int:
        """Return the byte offset of a character, which is not before the previous one."""
        self._at += len(self._text[self._done : character].encode())
        self._done = character
        return self._at
