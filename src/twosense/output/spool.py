"""Spool: text that can be written only at the end, kept in memory, or in a temporary file if it is long."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_IN_MEMORY = 1 << 22  # bytes
_PART = 1 << 20  # characters that are read back at a time


class Spool:
    """A text that is written piece by piece, and read back once."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="\n")  # noqa: SIM115  # `parts` closes it

    def write(self, text: str) -> None:
        """Add a piece at the end."""
        self._file.write(text)

    def parts(self) -> Iterator[str]:
        """Yield the text in parts, and forget it."""
        self._file.seek(0)
        while part := self._file.read(_PART):
            yield part
        self._file.close()
