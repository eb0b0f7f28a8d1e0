"""Anchors: where the pieces of a text that was decoded are in the file that it comes from.

Invariant: pieces are added in the order of both, so that a later offset in the text is a later offset in the file.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right


class Anchors:
    """The pieces of a text: those that the file has as they are, and those that it writes with other bytes, such as escapes."""

    def __init__(self) -> None:
        self.text = bytearray()
        self._starts = array("Q")  # of each piece, in the text
        self._offsets = array("Q")  # of each piece, in the file
        self._lengths = array("Q")  # of a piece that is written with other bytes, in the file; 0 for one that is not

    def add(self, text: bytes, offset: int, length: int = 0) -> None:
        """Add a piece of text which is at `offset` in the file and takes `length` bytes there, 0 if it is there as it is."""
        if text:
            self._starts.append(len(self.text))
            self._offsets.append(offset)
            self._lengths.append(length)
            self.text += text

    def start(self, offset: int) -> int:
        """Return where in the file the character begins that is at an offset of the text."""
        piece = max(0, bisect_right(self._starts, offset) - 1)
        return self._offsets[piece] + (0 if self._lengths[piece] else offset - self._starts[piece])

    def end(self, offset: int) -> int:
        """Return where in the file the text before an offset ends. The offset is not 0."""
        piece = max(0, bisect_right(self._starts, offset - 1) - 1)
        return self._offsets[piece] + (self._lengths[piece] or offset - self._starts[piece])
