"""Find the longest name at one offset of a text, word by word, where the matcher alone cannot decide.

Invariant: a match has the capitals, separators and suffix that the name requires.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from msgspec import Struct

from twosense.mentions.names import BLANKS
from twosense.mentions.proper_names import is_part_of_a_name
from twosense.text.inline_tags import INLINE_TAG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosense.mentions.folded import Folded
    from twosense.mentions.names import Name, NameTable

_GAP_LIMIT = 300  # bytes between two words of a name, enough for a link's address

# What may be between two words of a name: spaces, one line end with the ">" of a quotation in mail or the delimiter of a
# comment after it, and markup that shows nothing: emphasis, the end of a link, inline tags.
_INVISIBLE_MARKUP = rb"(?:[ \t\f]|\xc2\xa0|\xe2\x80[\x89\xaf]|&(?:nbsp|#160|#[xX][aA]0);|[*_~]{1,3}|\[|\](?:\([^()\s]*\))?"
_INVISIBLE_MARKUP += rb"|%b|</?w?br(?:\s[^<>]*)?/?>)" % INLINE_TAG.encode()
_HYPHEN = rb"(?:-|\xc2\xad|\xe2\x80[\x90-\x92])"
_LINE_END = rb"(?:\\?(?:\r\n|\r|\n)(?:(?:[ \t]*>)*|[ \t]*(?P<delimiter>//[/!]*|#+[!:']?|--+|;+)(?=[ \t])))"
_BETWEEN = re.compile(rb"%b?%b*+%b?%b*+" % (_HYPHEN, _INVISIBLE_MARKUP, _LINE_END, _INVISIBLE_MARKUP))
_LINE_LIMIT = 1_000  # bytes of a line in which the delimiter of a comment is looked for
_SPACES = re.compile(rb" +")


class Occurrence(Struct, frozen=True):
    """A mention in bytes: `start` and `end` are offsets, `name` is the number of the name found there."""

    start: int
    end: int
    name: int


class NameMatcher:
    """Compares the words of one text with the names."""

    def __init__(self, names: NameTable, folded: Folded, data: bytes) -> None:
        self._names, self._by_pattern, self._prefixes = names.names, names.by_pattern, names.prefixes
        self._required_capitals = names.required_capitals
        self._folded, self._data = folded, data

    def may_begin(self, start: int, pattern: int) -> bool:
        """Return whether the word after `start` has the capitals that a name with this pattern requires: "it" is not IT."""
        spellings = self._required_capitals[pattern]
        if not spellings:
            return True
        origin = self._folded.origin
        word = self._data[origin(start + 1) - 1 : origin(self._folded.data.find(b" ", start + 1)) - 1]
        return word in spellings or not word.isascii()

    def longest_at(self, start: int) -> tuple[int, Occurrence | None] | None:
        """Return where the mention that begins after `start` ends, and the mention; None if none begins there.

        The longest one is returned, unless a longer one begins inside it: "the business technology" is about business
        technology. The mention is None if the words are part of a proper name.
        """
        best = self._longest(start)
        if best is None:
            return None
        end, occurrence = best
        text = self._folded.data
        inner = text.find(b" ", start + 1, end)
        while inner > 0:
            other = self._longest(inner)
            if other is not None and other[0] > end and other[0] - inner > end - start:
                start, (end, occurrence) = inner, other
            inner = text.find(b" ", inner + 1, best[0])
        if is_part_of_a_name(self._data, occurrence.start, occurrence.end):
            return end, None
        return end, occurrence

    def _longest(self, start: int) -> tuple[int, Occurrence] | None:
        text = self._folded.data
        words: list[tuple[int, int]] = []
        candidates: list[tuple[Sequence[int], int]] = []  # names, and how many words they have
        pattern = b""
        while True:
            end = text.find(b" ", start + 1)
            if end < 0:
                end = len(text)
            if end == start + 1:
                break
            pattern += text[start:end]
            numbers, is_prefix = self._by_pattern.get(pattern), pattern in self._prefixes
            if not (numbers or is_prefix):
                break
            words.append((start + 1, end))
            if numbers:
                candidates.append((numbers, len(words)))
            if not is_prefix:
                break
            gap = _SPACES.match(text, end, end + _GAP_LIMIT)
            if gap is None:
                break
            start = gap.end() - 1
        for alike, length in reversed(candidates):
            if best := self._first_written(alike, words[:length]):
                return best
        return None

    def _first_written(self, numbers: Sequence[int], words: Sequence[tuple[int, int]]) -> tuple[int, Occurrence] | None:
        """Of these names, which have the same words, return the first that matches the text as written."""
        origin = self._folded.origin
        originals = [(origin(start) - 1, origin(end) - 1) for start, end in words]
        for number in numbers:
            last = self._end_if_written(self._names[number], originals)
            if last is not None:
                return words[-1][1], Occurrence(originals[0][0], last, number)
        return None

    def _end_if_written(self, name: Name, words: Sequence[tuple[int, int]]) -> int | None:
        """Return the offset where the name ends, or None if the text lacks its capitals or separators."""
        data = self._data
        for (start, end), capitals in zip(words, name.capitals, strict=True):
            if capitals is not None and _normalise(data[start:end]) != capitals:
                return None
        for (_, end), (start, _), wanted in zip(words, words[1:], name.separators, strict=False):
            if wanted in (" ", "-"):
                if not self._are_together(end, start):
                    return None
            elif BLANKS.sub(" ", data[end:start].decode("utf-8", "replace")) != wanted:
                return None
        last = words[-1][1]
        return last + len(name.suffix) if name.suffix and data.startswith(name.suffix, last) else last

    def _are_together(self, end: int, start: int) -> bool:
        """Return whether two words may belong to one name: one ends at the first offset, the other starts at the second."""
        between = _BETWEEN.fullmatch(self._data, end, start)
        if between is None or not between["delimiter"]:
            return between is not None
        # The line above is a comment of the same kind; otherwise the line may be a heading of Markdown.
        above = self._data[max(0, end - _LINE_LIMIT) : end].splitlines()[-1]
        return between["delimiter"] in above.split()


def _normalise(word: bytes) -> str:
    text = word.decode("utf-8", "replace")
    return text if text.isascii() else normalize("NFKC", text.translate({0x00AD: None, 0x200B: None, 0x2060: None}))
