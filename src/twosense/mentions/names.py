"""Names: the headwords, aliases and forms that a text is searched for, and how the text must write them.

Invariant: a name belongs to one term. Names of the same words share one pattern.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import normalize

from twosense.text.fold import fold
from twosense.text.matcher import matcher

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twosense.glossary.merge import Merged
    from twosense.store.lmdb import Row

SECTION = b"mentions"
NAMES, MATCHER = b"names", b"matcher"
_TERM, _FIELD = "\x1e", "\x1f"  # a glossary's texts hold no control characters
BLANKS = re.compile(r"\s+")
_WORDS = re.compile(r"\w+")  # unlike `tokens.WORD` with the underscore, as in the folded bytes


def compile_rows(merged: Merged) -> Iterator[Row]:
    """Compile the section `mentions`: the names of every term, and the matcher that finds them.

    The record of a term begins with its headword, or with an empty field if the headword itself is not scanned for.
    """
    terms = []
    for key, term in merged.terms.items():
        names = ["", term.term] if key in merged.unscanned else [term.term]
        for name in (*term.aliases, *term.variants):
            folded = fold(name)
            if folded not in merged.terms and folded not in merged.unscanned and merged.keys[folded][0] == key:
                names.append(name)
        terms.append(_FIELD.join(names))
    compiled = _TERM.join(terms)
    yield SECTION, MATCHER, matcher(NameTable(compiled).patterns).packed()
    yield SECTION, NAMES, compiled.encode()


class Name:
    """A name, its term, and what the text must have besides its words.

    `capitals` has for each word how it must be written, or None if case does not matter. `separators` has the text after each
    word but the last, `suffix` what may follow the last word.
    """

    __slots__ = ("capitals", "pattern", "separators", "suffix", "term", "text")

    def __init__(self, name: str, term: int) -> None:
        folded = normalize("NFKC", name)
        words = list(_WORDS.finditer(folded))
        self.text, self.term = name, term
        self.pattern = b"".join(b" " + fold(word[0]).encode() for word in words)
        self.capitals = tuple(word[0] if word[0].rstrip("s").isupper() else None for word in words)
        self.separators = tuple(BLANKS.sub(" ", folded[one.end() : two.start()]) for one, two in pairwise(words))
        self.suffix = folded[words[-1].end() :].strip().encode() if words else b""


class NameTable:
    """All names by number, their terms, and the patterns of the matcher.

    `by_pattern` has the numbers of the names with the same words, `prefixes` the first words of longer ones. The matcher
    finds the names of one word; of longer ones the first two words, so that names that begin alike are found once, or the
    first word with two spaces after it, because two characters may separate words in a name (CR LF, an indented or a quoted
    line). `proved` has for each pattern the name for which a match is conclusive; None if the text must be checked as well.
    `required_capitals` has for each pattern how its first word may be written; nothing if case does not matter.
    """

    __slots__ = ("by_pattern", "headwords", "keys", "names", "patterns", "prefixes", "proved", "required_capitals")

    def __init__(self, compiled: str) -> None:
        self.headwords: list[str] = []
        self.keys: list[str] = []
        self.names: list[Name] = []
        for number, names in enumerate(compiled.split(_TERM) if compiled else ()):
            texts = names.split(_FIELD)
            headword = texts[0] or texts[1]
            self.headwords.append(headword)
            self.keys.append(fold(headword))
            self.names += (Name(text, number) for text in (texts if texts[0] else texts[2:]))
        self.by_pattern: dict[bytes, list[int]] = {}
        self.prefixes: dict[bytes, None] = {}
        capitals: dict[bytes, set[bytes]] = {}
        for number, name in enumerate(self.names):
            if name.pattern:
                capitals.setdefault(_first_word(name.pattern), set()).add((name.capitals[0] or "").encode())
                self.by_pattern.setdefault(name.pattern, []).append(number)
                at = name.pattern.find(b" ", 1)
                while at > 0:
                    self.prefixes[name.pattern[:at]] = None
                    at = name.pattern.find(b" ", at + 1)
        found: dict[bytes, int | None] = {}
        for pattern, numbers in self.by_pattern.items():
            first, *rest = pattern[1:].split(b" ", 2)
            if rest:
                found |= {b" %b %b " % (first, rest[0]): None, b" %b  " % first: None}
            else:
                found[b" %b " % first] = self._proved_by(numbers)
        self.patterns, self.proved = list(found), list(found.values())
        every = map(_first_word, self.patterns)
        self.required_capitals = [() if b"" in capitals[word] else capitals[word] for word in every]

    def _proved_by(self, numbers: Sequence[int]) -> int | None:
        """Of the names of one word, return the one that it proves without a look at the text, if there is one."""
        name = self.names[numbers[0]]
        one = len(numbers) == 1 or len({self.names[number].term for number in numbers}) == 1
        return numbers[0] if one and name.capitals == (None,) and not name.suffix else None


def _first_word(pattern: bytes) -> bytes:
    return pattern.split(b" ", 2)[1]
