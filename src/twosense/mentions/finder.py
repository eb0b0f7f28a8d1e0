"""Finder: find the terms of a glossary in running text.

One matcher finds all names (headwords, aliases and forms) in the folded bytes. What it cannot know is checked where it found
something: capitals, what is between the words of a name, and names of products and places.
Invariant: mentions never overlap; of two that begin at the same word, the longer one is found.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from twosense.mentions.folded import Folded
from twosense.mentions.longest import NameMatcher, Occurrence
from twosense.mentions.mention_list import MentionList
from twosense.mentions.names import MATCHER, NAMES, SECTION, decode
from twosense.mentions.proper_names import is_part_of_a_name
from twosense.text.fold import fold
from twosense.text.matcher import blocks, matcher

if TYPE_CHECKING:
    from twosense.mentions.mention_list import Mention
    from twosense.store.lmdb import Store


class Finder:
    """Finds the mentions of a glossary's terms."""

    def __init__(self, store: Store) -> None:
        section = store.section(SECTION)
        names = self._names = decode(section.get(NAMES) or b"")
        self._matcher = matcher(names.patterns, section.get(MATCHER))
        self._lengths = list(map(len, names.patterns))
        self._longest = max(self._lengths, default=1)

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
        return list(self.in_characters(data, data, self.occurrences(data, data)))

    def in_characters(self, data: bytes, masked: bytes, occurrences: Iterable[Occurrence]) -> MentionList:
        """Convert occurrences in bytes to mentions in characters of the masked text."""
        return MentionList(self._names, data, masked, occurrences)

    def occurrences(self, data: bytes, masked: bytes) -> Iterator[Occurrence]:
        """Yield the occurrences in `masked`, which is `data` with everything blanked that is not prose."""
        folded = Folded(b" " + masked + b" ")
        is_identity, origin = folded.is_identity, folded.origin
        name_matcher = NameMatcher(self._names, folded, data)
        proved = self._names.proved
        resume = 0
        for found in self._sorted(folded.data):
            for start, end, pattern in found:
                if start < resume:
                    continue
                name = proved[pattern]
                if name is not None:
                    resume = -end - 1
                    first, last = (start, resume - 1) if is_identity else (origin(start + 1) - 1, origin(resume) - 1)
                    if not is_part_of_a_name(data, first, last):
                        yield Occurrence(first, last, name)
                elif longest := name_matcher.longest_at(start) if name_matcher.may_begin(start, pattern) else None:
                    resume, occurrence = longest
                    if occurrence is not None:
                        yield occurrence

    def _sorted(self, text: bytes) -> Iterator[list[tuple[int, int, int]]]:
        """Yield what the matcher finds, block by block, in the order of the text, the longest first at the same word.

        An item is where it starts, where it ends, negated, and the number of the pattern.
        """
        lengths, longest = self._lengths, self._longest
        waiting: list[tuple[int, int, int]] = []
        for done, ends in blocks(self._matcher, text, longest):
            found = sorted(waiting + [(end - lengths[number], -end, number) for end, number in ends])
            # What the next block finds may begin as far before it as the longest pattern is long.
            settled = len(found) if done == len(text) else bisect_left(found, (done - longest + 1,))
            waiting = found[settled:]
            yield found[:settled]
