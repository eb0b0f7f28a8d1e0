"""Mention list: the mentions of a text, each in a few bytes until it is needed.

A text of 16 MiB may have seven million mentions, which would take 2 GB as objects. Invariant: the mentions are in the order of
the text and do not overlap.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress
from typing import TYPE_CHECKING, overload

from msgspec import Struct

from twosense.mentions.marks import LONGEST, mark_at

if TYPE_CHECKING:
    from twosense.mentions.longest import Occurrence
    from twosense.mentions.names import NameTable

_WITHIN = bytes(128 <= byte < 192 for byte in range(256))  # bytes of UTF-8 that begin no character


class Mention(Struct, frozen=True):
    """A term in a text: `start` and `end` count the characters of the masked text, from 0; `surface` is as written.

    `mark` is what stands in braces right behind it, braces included, as in `DR{it}`; it need not name a side.
    """

    term: str
    key: str
    start: int
    end: int
    surface: str
    mark: str = ""


class MentionList(Sequence[Mention]):
    """The mentions of one text: `starts` and `ends` in characters, `first_bytes` and `last_bytes` in bytes of the file."""

    def __init__(self, names: NameTable, data: bytes, masked: bytes, occurrences: Iterable[Occurrence]) -> None:
        self._names, self._data = names, data
        self.first_bytes, self.last_bytes, self._numbers = array("I"), array("I"), array("I")
        for one in occurrences:
            self.first_bytes.append(one.start)
            self.last_bytes.append(one.end)
            self._numbers.append(one.name)
        self.starts, self.ends = _in_characters(masked, self.first_bytes, self.last_bytes)

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, number: int) -> Mention: ...
    @overload
    def __getitem__(self, number: slice) -> list[Mention]: ...
    def __getitem__(self, number: int | slice) -> Mention | list[Mention]:
        if isinstance(number, slice):
            return list(map(self.__getitem__, range(*number.indices(len(self)))))
        term = self._names.names[self._numbers[number]].term
        data, end = self._data, self.last_bytes[number]
        surface = data[self.first_bytes[number] : end].decode("utf-8", "replace")
        mark = mark_at(data[end : end + LONGEST].decode("utf-8", "replace"), 0) if data[end : end + 1] == b"{" else ""
        headword, key = self._names.headwords[term], self._names.keys[term]
        return Mention(headword, key, self.starts[number], self.ends[number], surface, mark)

    def __iter__(self) -> Iterator[Mention]:
        return map(self.__getitem__, range(len(self)))

    def key(self, number: int) -> str:
        """Return the key of the term of the mention with this number."""
        return self._names.keys[self._names.names[self._numbers[number]].term]

    def keys(self) -> Iterator[str]:
        """Yield the key of the term of each mention."""
        names, keys = self._names.names, self._names.keys
        return (keys[names[number].term] for number in self._numbers)

    def headwords(self) -> Iterator[tuple[int, str]]:
        """Yield the first byte and the headword of each mention."""
        for first, number in zip(self.first_bytes, self._numbers, strict=True):
            yield first, self._names.headwords[self._names.names[number].term]

    def keep(self, wanted: Iterable[bool]) -> None:
        """Remove the mentions for which this has False."""
        chosen = bytes(wanted)
        if 0 in chosen:
            columns = (self.first_bytes, self.last_bytes, self.starts, self.ends, self._numbers)
            self.first_bytes, self.last_bytes, self.starts, self.ends, self._numbers = (
                array("I", compress(column, chosen)) for column in columns
            )


def _in_characters(text: bytes, starts: array[int], ends: array[int]) -> tuple[array[int], array[int]]:
    """Convert offsets from bytes to characters."""
    if text.isascii():
        return starts, ends
    count = _counter(text)
    first, last = array("I"), array("I")
    at = characters = 0
    for start, end in zip(starts, ends, strict=True):
        characters += count(at, start)
        first.append(characters)
        characters += count(start, end)
        last.append(characters)
        at = end
    return first, last


def _counter(text: bytes) -> Callable[[int, int], int]:
    """Return a function that counts the characters between two byte offsets."""
    try:
        text.decode()
    except UnicodeDecodeError:
        return lambda start, end: len(text[start:end].decode("utf-8", "replace"))
    within = text.translate(_WITHIN)
    return lambda start, end: end - start - within.count(1, start, end)
