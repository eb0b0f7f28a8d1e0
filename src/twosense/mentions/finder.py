"""Finder: find the terms of a glossary in running text.

One matcher finds all names (headwords, aliases and forms) in the folded bytes. What it cannot know is checked where it found
something: capitals, what is between the words of a name, and names of products and places.
Invariant: mentions never overlap; of two that begin at the same word, the longer one is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from twosense.mentions.folded import Folded
from twosense.mentions.longest import NameMatcher, Occurrence
from twosense.mentions.names import MATCHER, NAMES, SECTION, NameTable
from twosense.mentions.proper_names import is_part_of_a_name
from twosense.text.fold import fold
from twosense.text.matcher import matcher

if TYPE_CHECKING:
    from twosense.store.lmdb import Store

_WITHIN = bytes(128 <= byte < 192 for byte in range(256))  # bytes of UTF-8 that begin no character


class Mention(Struct, frozen=True):
    """A term in a text: `start` and `end` count the characters of the masked text, from 0; `surface` is as written."""

    term: str
    key: str
    start: int
    end: int
    surface: str


class Finder:
    """Finds the mentions of a glossary's terms."""

    def __init__(self, store: Store) -> None:
        section = store.section(SECTION)
        names = self._names = NameTable((section.get(NAMES) or b"").decode())
        self._matcher = matcher(names.patterns, section.get(MATCHER))
        self._proved = list(map(names.proved_by, names.by_pattern)) + [None] * len(names.prefixes)
        self._lengths = list(map(len, names.patterns))

    def key_of_name(self, name: str) -> str:
        """Return the key of the term with this headword, alias or form; "" if there is none."""
        return self._keys_by_name.get(fold(name), "")

    @cached_property  # takes 0.6 ms, a tenth of scanning ten pages; only a text that suppresses single terms needs it
    def _keys_by_name(self) -> dict[str, str]:
        names = {key: key for key in self._names.keys}
        return names | {fold(name.text): self._names.keys[name.term] for name in self._names.names}

    def key(self, occurrence: Occurrence) -> str:
        """Return the key of the term of an occurrence."""
        return self._names.keys[self._names.names[occurrence.name].term]

    def mentions(self, text: str) -> list[Mention]:
        """Return the mentions in a text that is all prose."""
        data = text.encode("utf-8", "replace")
        return self.in_characters(data, data, self.occurrences(data, data))

    def in_characters(self, data: bytes, masked: bytes, occurrences: Iterable[Occurrence]) -> list[Mention]:
        """Convert occurrences in bytes to mentions in characters of the masked text."""
        names, headwords, keys = self._names.names, self._names.headwords, self._names.keys
        count = _counter(masked)
        mentions = []
        at = characters = 0
        for occurrence in occurrences:
            surface = data[occurrence.start : occurrence.end].decode("utf-8", "replace")
            start = characters + count(at, occurrence.start)
            at, characters = occurrence.end, start + count(occurrence.start, occurrence.end)
            term = names[occurrence.name].term
            mentions.append(Mention(headwords[term], keys[term], start, characters, surface))
        return mentions

    def occurrences(self, data: bytes, masked: bytes) -> Iterator[Occurrence]:
        """Yield the occurrences in `masked`, which is `data` with everything blanked that is not prose."""
        folded = Folded(b" " + masked + b" ")
        is_identity, origin = folded.is_identity, folded.origin
        name_matcher = NameMatcher(self._names, folded, data)
        # In the order of the text, longest first at the same word.
        lengths = self._lengths
        found = sorted([(end - lengths[number], -end, number) for end, number in self._matcher.ends(folded.data)])
        resume = 0
        for start, end, pattern in found:
            if start < resume:
                continue
            name = self._proved[pattern]
            if name is not None:
                resume = -end - 1
                first, last = (start, resume - 1) if is_identity else (origin(start + 1) - 1, origin(resume) - 1)
                if not is_part_of_a_name(data, first, last):
                    yield Occurrence(first, last, name)
            elif longest := name_matcher.longest_at(start) if name_matcher.may_begin(start, pattern) else None:
                resume, occurrence = longest
                if occurrence is not None:
                    yield occurrence


def _counter(text: bytes) -> Callable[[int, int], int]:
    """Return a function that counts the characters between two byte offsets."""
    if text.isascii():
        return lambda start, end: end - start
    try:
        text.decode()
    except UnicodeDecodeError:
        return lambda start, end: len(text[start:end].decode("utf-8", "replace"))
    within = text.translate(_WITHIN)
    return lambda start, end: end - start - within.count(1, start, end)
