"""CSV rows: the rows of a csv or tsv file, as a spreadsheet program writes it, as soon as they have been read.

The first rows show which character is between the cells: Excel writes a semicolon where the comma is decimal, and may name the
character in a first line such as `sep=;`. Invariant: of the file, only a part is in memory.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from twosense.errors import FileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    HasHeader = Callable[[Sequence[Sequence[str]]], bool]

_DELIMITERS = (",", ";", "\t", "|")
_LINE_END = re.compile(r"\r\n|\n|\r(?!\Z)")  # at the end of a block, the other half of CR LF may follow
_SAMPLE = 20  # lines that show the delimiter
_LINE_LIMIT = 1 << 20  # characters of a line, and of a row, which has several lines where a cell has them
csv.field_size_limit(max(csv.field_size_limit(), _LINE_LIMIT))  # Python's own allows an eighth of that


class CsvRows:
    """The rows of a file, each as its cells. `number` is that of the last row, as a spreadsheet shows it."""

    def __init__(self, name: str, blocks: Iterator[bytes], has_header: HasHeader) -> None:
        """Read the first lines; `has_header` says whether rows begin with the header that is looked for. Raises FileError."""
        self.number = 0
        self._name, self._blocks = name, blocks
        self._decoder: codecs.IncrementalDecoder | None = None
        self._rest = ""
        self._lines: deque[str] = deque()  # that have been read, but not yet parsed
        self._size = 0  # characters of the row that is being parsed
        self._fill()
        named = re.fullmatch(r"sep=(.)\s*", self._lines[0]) if self._lines else None
        if named:
            self._lines.popleft()
            self._fill()
        sample = [*self._lines][:_SAMPLE]
        delimiter = named[1] if named else max(_DELIMITERS, key=lambda one: _fit(sample, one, has_header))
        self._cells = csv.reader(self._each_line(), delimiter=delimiter, strict=True)

    def __iter__(self) -> Iterator[list[str]]:
        """Yield the rows. Raises FileError."""
        while True:
            self.number += 1
            self._size = 0
            try:
                yield next(self._cells)
            except StopIteration:
                return
            except csv.Error as error:
                raise FileError(self._name, f"row {self.number}: {error}", "correct the quotes in this row") from None

    @property
    def must_wait(self) -> bool:
        """Whether the next row has not been read yet; it may be long in coming."""
        return not self._lines

    def _each_line(self) -> Iterator[str]:
        while self._lines or self._fill():
            line = self._lines.popleft()
            self._size += len(line)
            if self._size > _LINE_LIMIT:
                problem = f"row {self.number}: has over {_LINE_LIMIT:,} characters"
                raise FileError(self._name, problem, "close its quotes, or split it")
            yield line

    def _fill(self) -> bool:
        """Read until there is a complete line; return whether there is one."""
        while not self._lines:
            block = next(self._blocks, b"")
            text = self._rest + self._decoded(block)
            end = 0
            for found in _LINE_END.finditer(text):
                self._lines.append(text[end : found.end()])
                end = found.end()
            self._rest = text[end:]
            if not block:
                if self._rest:
                    self._lines.append(self._rest)
                    self._rest = ""
                break
            if len(self._rest) > _LINE_LIMIT:
                raise FileError(self._name, f"has a line of over {_LINE_LIMIT:,} characters", "use a csv or tsv file")
        return bool(self._lines)

    def _decoded(self, block: bytes) -> str:
        if self._decoder is None:
            while 0 < len(block) < 3 and (more := next(self._blocks, b"")):
                block += more
            is_utf16 = block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # "Unicode text", as Excel calls it
            self._decoder = codecs.getincrementaldecoder("utf-16" if is_utf16 else "utf-8-sig")()
        try:
            return self._decoder.decode(block, final=not block)
        except UnicodeDecodeError:
            raise FileError(self._name, "is not UTF-8", 'save it as "CSV UTF-8"') from None


def _fit(sample: Sequence[str], delimiter: str, has_header: HasHeader) -> tuple[bool, bool, int, int]:
    """Return how well a delimiter fits: the header is there, there are several columns, as many in most rows, and how many."""
    rows: list[list[str]] = []
    with suppress(csv.Error):  # a quoted cell that goes on after the sample
        rows.extend(csv.reader(sample, delimiter=delimiter, strict=True))
    width = len(rows[0]) if rows else 0
    return has_header(rows), width > 1, sum(len(row) == width for row in rows), width
