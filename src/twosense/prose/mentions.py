"""Mentions: the terms of the glossary, found in running text.

One automaton finds all names (headwords, aliases and forms) in the folded bytes; what it cannot know is checked where it
found something: capitals, what stands between the words of a name, and names of products and places.
Invariant: mentions never overlap; of two that begin at the same word the longer one is found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import normalize

from msgspec import Struct

from twosense.characters import fold
from twosense.prose import proper
from twosense.prose.automaton import Automaton
from twosense.prose.folded import Folded

if TYPE_CHECKING:
    from twosense.glossary.layers import Merged
    from twosense.store import Row, Store

SECTION = b"mentions"
_NAMES, _AUTOMATON = b"names", b"automaton"
_TERM, _FIELD = "\x1e", "\x1f"  # a glossary's texts hold no control characters
_GAP_LIMIT = 300  # bytes between two words of a name: a link's address may be there

# What may stand between two words that belong together: blanks, one end of a line and the quotation marks of mail behind it,
# and the marks that show as nothing: emphasis, the end of a link, tags within a line.
_MARKS = rb"(?:[ \t\f]|\xc2\xa0|\xe2\x80[\x89\xaf]|&(?:nbsp|#160|#[xX][aA]0);|[*_~]{1,3}|\[|\](?:\([^()\s]*\))?"
_MARKS += rb"|</?(?:a|abbr|b|big|br|cite|del|em|font|i|ins|mark|q|s|small|span|strong|sub|sup|u|wbr)(?:\s[^<>]*)?/?>)"
_HYPHEN = rb"(?:-|\xc2\xad|\xe2\x80[\x90-\x92])"
_LINE_END = rb"(?:\\?(?:\r\n|\r|\n)(?:[ \t]*>)*)"
_BETWEEN = re.compile(rb"%b?%b*+%b?%b*+" % (_HYPHEN, _MARKS, _LINE_END, _MARKS))
_SPACES = re.compile(rb" +")
_BLANKS = re.compile(r"\s+")
_WORDS = re.compile(r"\w+")
_WITHIN = bytes(128 <= byte < 192 for byte in range(256))  # bytes of UTF-8 that begin no character


class Mention(Struct, frozen=True):
    """A term in a text: `start` and `end` count the characters of the masked text, from 0; `surface` is as written."""

    term: str
    key: str
    start: int
    end: int
    surface: str


class Place(Struct, frozen=True):
    """A mention in bytes: `start` and `end` are offsets, `name` the number of the name found there."""

    start: int
    end: int
    name: int


def compile(merged: Merged) -> Iterator[Row]:
    """The section `mentions`: every term with the names looked for; a headword that is not stands behind a separator.

    And the automaton that finds them all.
    """
    terms = []
    for key, term in merged.terms.items():
        names = ["", term.term] if key in merged.unscanned else [term.term]
        for name in (*term.aliases, *term.forms):
            folded = fold(name)
            if folded not in merged.terms and folded not in merged.unscanned and merged.keys[folded][0] == key:
                names.append(name)
        terms.append(_FIELD.join(names))
    compiled = _TERM.join(terms)
    yield SECTION, _AUTOMATON, Automaton(_Names(compiled).patterns).packed()
    yield SECTION, _NAMES, compiled.encode()


class _Name:
    """A name: the term it belongs to, and what the text must hold beyond its words.

    `capitals` has, for each word, how it must be written, or None where case does not matter; `between` what stands behind
    each word but the last, and `behind` what may stand behind that.
    """

    __slots__ = ("behind", "between", "capitals", "pattern", "term", "text")

    def __init__(self, name: str, term: int) -> None:
        folded = normalize("NFKC", name)
        words = list(_WORDS.finditer(folded))
        self.text, self.term = name, term
        self.pattern = b"".join(b" " + fold(word[0]).encode() for word in words)
        self.capitals = tuple(word[0] if word[0].rstrip("s").isupper() else None for word in words)
        self.between = tuple(_BLANKS.sub(" ", folded[one.end() : two.start()]) for one, two in pairwise(words))
        self.behind = folded[words[-1].end() :].strip().encode() if words else b""


class _Names:
    """All names, by number, with the terms they belong to, and the patterns that the automaton looks for.

    `by_pattern` has the numbers of the names with the same words, `beginnings` the first words of longer ones. These are
    looked for with two blanks behind them, since so many may stand in a name (CR LF, an indented or a quoted line). `first` has
    of each pattern how the first word of a name that begins like it must be written; nothing, where case does not matter.
    """

    __slots__ = ("beginnings", "by_pattern", "first", "headwords", "keys", "names", "patterns")

    def __init__(self, compiled: str) -> None:
        self.headwords: list[str] = []
        self.keys: list[str] = []
        self.names: list[_Name] = []
        for number, names in enumerate(compiled.split(_TERM) if compiled else ()):
            texts = names.split(_FIELD)
            headword = texts[0] or texts[1]
            self.headwords.append(headword)
            self.keys.append(fold(headword))
            self.names += (_Name(text, number) for text in (texts if texts[0] else texts[2:]))
        self.by_pattern: dict[bytes, list[int]] = {}
        self.beginnings: dict[bytes, None] = {}
        capitals: dict[bytes, set[bytes]] = {}
        for number, name in enumerate(self.names):
            if name.pattern:
                capitals.setdefault(_first_word(name.pattern), set()).add((name.capitals[0] or "").encode())
                self.by_pattern.setdefault(name.pattern, []).append(number)
                at = name.pattern.find(b" ", 1)
                while at > 0:
                    self.beginnings[name.pattern[:at]] = None
                    at = name.pattern.find(b" ", at + 1)
        every = map(_first_word, (*self.by_pattern, *self.beginnings))
        self.first = [() if b"" in capitals[word] else capitals[word] for word in every]
        self.patterns = [pattern + b" " for pattern in self.by_pattern] + [pattern + b"  " for pattern in self.beginnings]

    def at_once(self, pattern: bytes) -> int | None:
        """The name with this pattern, when the text need not be looked at to know that it is the one."""
        numbers = self.by_pattern[pattern]
        name = self.names[numbers[0]]
        one = len(numbers) == 1 or len({self.names[number].term for number in numbers}) == 1
        return numbers[0] if one and name.capitals == (None,) and not name.behind else None


def _first_word(pattern: bytes) -> bytes:
    return pattern.split(b" ", 2)[1]


class Finder:
    """Finds the mentions of a glossary's terms."""

    def __init__(self, store: Store) -> None:
        section = store.section(SECTION)
        names = self._names = _Names((section.get(_NAMES) or b"").decode())
        self._automaton = Automaton(names.patterns, section.get(_AUTOMATON))
        self._at_once = list(map(names.at_once, names.by_pattern)) + [None] * len(names.beginnings)
        self._lengths = list(map(len, names.patterns))

    def owner(self, name: str) -> str:
        """The key of the term with this headword, alias or form, or of no term."""
        return self._owners.get(fold(name), "")

    @cached_property
    def _owners(self) -> dict[str, str]:
        return {fold(name.text): self._names.keys[name.term] for name in self._names.names}

    def key(self, place: Place) -> str:
        """The key of the term that a place mentions."""
        return self._names.keys[self._names.names[place.name].term]

    def mentions(self, text: str) -> list[Mention]:
        """The mentions in a text that is prose from end to end."""
        data = text.encode("utf-8", "replace")
        return self.in_characters(data, data, self.places(data, data))

    def in_characters(self, data: bytes, masked: bytes, places: Iterable[Place]) -> list[Mention]:
        """Places in bytes as mentions in the characters of the masked text."""
        names, headwords, keys = self._names.names, self._names.headwords, self._names.keys
        count = _counter(masked)
        mentions = []
        at = characters = 0
        for place in places:
            surface = data[place.start : place.end].decode("utf-8", "replace")
            start = characters + count(at, place.start)
            at, characters = place.end, start + count(place.start, place.end)
            term = names[place.name].term
            mentions.append(Mention(headwords[term], keys[term], start, characters, surface))
        return mentions

    def places(self, data: bytes, masked: bytes) -> Iterator[Place]:
        """The mentions in `masked`, which is `data` with everything blanked that is not prose."""
        folded = Folded(b" " + masked + b" ")
        even, origin = folded.is_even, folded.origin
        look = _Look(self._names, folded, data)
        # In the order of the text; of those that begin at the same word the longest first.
        lengths = self._lengths
        found = sorted([(end - lengths[number], -end, number) for end, number in self._automaton.ends(folded.data)])
        resume = 0
        for start, end, pattern in found:
            if start < resume:
                continue
            name = self._at_once[pattern]
            if name is not None:
                resume = -end - 1
                first, last = (start, resume - 1) if even else (origin(start + 1) - 1, origin(resume) - 1)
                if not proper.is_part_of_a_name(data, first, last):
                    yield Place(first, last, name)
            elif looked_at := look.at(start) if look.may_begin(start, pattern) else None:
                resume, place = looked_at
                if place is not None:
                    yield place


def _counter(text: bytes) -> Callable[[int, int], int]:
    """A function that counts the characters between two offsets."""
    if text.isascii():
        return lambda start, end: end - start
    try:
        text.decode()
    except UnicodeDecodeError:
        return lambda start, end: len(text[start:end].decode("utf-8", "replace"))
    within = text.translate(_WITHIN)
    return lambda start, end: end - start - within.count(1, start, end)


class _Look:
    """A closer look at one text, word by word."""

    def __init__(self, names: _Names, folded: Folded, data: bytes) -> None:
        self._names, self._by_pattern, self._beginnings = names.names, names.by_pattern, names.beginnings
        self._first = names.first
        self._folded, self._data = folded, data

    def may_begin(self, start: int, pattern: int) -> bool:
        """Whether the word behind the blank at `start` is written as the first of a name with this pattern: "it" is not IT."""
        written = self._first[pattern]
        if not written:
            return True
        origin = self._folded.origin
        word = self._data[origin(start + 1) - 1 : origin(self._folded.data.find(b" ", start + 1)) - 1]
        return word in written or not word.isascii()

    def at(self, start: int) -> tuple[int, Place | None] | None:
        """The mention that begins with the word behind the blank at `start`, and where it ends.

        The longest one; unless a longer one begins within it: "the business technology" speaks of business technology. The
        place is None when the words are part of somebody's name, and mention nothing.
        """
        best = self._longest(start)
        if best is None:
            return None
        end, place = best
        text = self._folded.data
        within = text.find(b" ", start + 1, end)
        while within > 0:
            other = self._longest(within)
            if other is not None and other[0] > end and other[0] - within > end - start:
                end, place = other
            within = text.find(b" ", within + 1, best[0])
        if proper.is_part_of_a_name(self._data, place.start, place.end):
            return end, None
        return end, place

    def _longest(self, start: int) -> tuple[int, Place] | None:
        text = self._folded.data
        words: list[tuple[int, int]] = []
        pattern = b""
        best: tuple[int, Place] | None = None
        while True:
            end = text.find(b" ", start + 1)
            if end < 0:
                end = len(text)
            if end == start + 1:
                break
            pattern += text[start:end]
            numbers, goes_on = self._by_pattern.get(pattern, ()), pattern in self._beginnings
            if not (numbers or goes_on):
                break
            words.append((start + 1, end))
            if numbers:
                best = self._best(numbers, words) or best
            if not goes_on:
                break
            gap = _SPACES.match(text, end, end + _GAP_LIMIT)
            if gap is None:
                break
            start = gap.end() - 1
        return best

    def _best(self, numbers: Sequence[int], words: Sequence[tuple[int, int]]) -> tuple[int, Place] | None:
        """Of names with the same words the first that these words of the folded text may be."""
        origin = self._folded.origin
        originals = [(origin(start) - 1, origin(end) - 1) for start, end in words]
        for number in numbers:
            last = self._fits(self._names[number], originals)
            if last is not None:
                return words[-1][1], Place(originals[0][0], last, number)
        return None

    def _fits(self, name: _Name, words: Sequence[tuple[int, int]]) -> int | None:
        """The offset where the name ends, when the text is written as the name demands."""
        data = self._data
        for (start, end), capitals in zip(words, name.capitals, strict=True):
            if capitals is not None and _written(data[start:end]) != capitals:
                return None
        for (_, end), (start, _), wanted in zip(words, words[1:], name.between, strict=False):
            gap = data[end:start]
            if wanted in (" ", "-"):
                if not _BETWEEN.fullmatch(gap):
                    return None
            elif _BLANKS.sub(" ", gap.decode("utf-8", "replace")) != wanted:
                return None
        last = words[-1][1]
        return last + len(name.behind) if name.behind and data.startswith(name.behind, last) else last


def _written(word: bytes) -> str:
    text = word.decode("utf-8", "replace")
    return text if text.isascii() else normalize("NFKC", text.translate({0x00AD: None, 0x200B: None, 0x2060: None}))
