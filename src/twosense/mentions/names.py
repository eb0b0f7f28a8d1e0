"""Names: the headwords, aliases and forms that a text is searched for, and how the text must write them.

Invariant: a name belongs to one term. Names of the same words share one pattern.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import normalize

from msgspec import Struct, msgpack

from twosense.text.fold import fold
from twosense.text.matcher import matcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from twosense.glossary.merge import Merged
    from twosense.store.lmdb import Row

SECTION = b"mentions"
NAMES, MATCHER = b"names", b"matcher"
BLANKS = re.compile(r"\s+")
_WORDS = re.compile(r"\w+")  # unlike `tokens.WORD` with the underscore, as in the folded bytes


class Name(Struct, array_like=True, gc=False):
    """A name, the number of its term, and what the text must have besides its words.

    `capitals` has for each word how it must be written, or None if case does not matter. `separators` has the text after each
    word but the last, `suffix` what may follow the last word.
    """

    text: str
    term: int
    pattern: bytes
    capitals: tuple[str | None, ...]
    separators: tuple[str, ...]
    suffix: bytes


class NameTable(Struct, array_like=True):
    """All names by number, their terms, and the patterns of the matcher.

    `by_pattern` has the numbers of the names with the same words, `prefixes` the first words of longer ones. The matcher
    finds the names of one word; of longer ones the first two words, so that names that begin alike are found once, or the
    first word with two spaces after it, because two characters may separate words in a name (CR LF, an indented or a quoted
    line). `proved` has for each pattern the name for which a match is conclusive; None if the text must be checked as well.
    `required_capitals` has for each pattern how its first word may be written; nothing if case does not matter.
    """

    headwords: list[str]
    keys: list[str]
    names: list[Name]
    by_pattern: dict[bytes, list[int]]
    prefixes: set[bytes]
    patterns: list[bytes]
    proved: list[int | None]
    required_capitals: list[frozenset[bytes]]


_DECODER = msgpack.Decoder(NameTable)


def compile_rows(merged: Merged) -> Iterator[Row]:
    """Compile the section `mentions`: the names of every term, and the matcher that finds them."""
    return rows_of(_names_by_term(merged))


def rows_of(terms: Iterable[tuple[str, list[str]]]) -> Iterator[Row]:
    """Compile the section for these headwords, each with the names that a scan looks for.

    A scan reads the table as it is: to make it of the names of the 278 built-in terms takes 20 ms, to decode it 1 ms.
    """
    table = _name_table(terms)
    yield SECTION, MATCHER, matcher(table.patterns).packed()
    yield SECTION, NAMES, msgpack.encode(table)


def decode(compiled: bytes) -> NameTable:
    """Return the table that was compiled. Raises `msgspec.DecodeError` if it is damaged."""
    return _DECODER.decode(compiled)


def _names_by_term(merged: Merged) -> Iterator[tuple[str, list[str]]]:
    """Yield the headword of each term, and its names; the headword is not among them if a scan does not look for it."""
    for key, term in merged.terms.items():
        names = [] if key in merged.unscanned else [term.term]
        for name in (*term.aliases, *term.variants):
            folded = fold(name)
            is_spelling = folded == key and term.term.isupper() and not name.isupper()  # PoC, of POC
            is_own = folded not in merged.terms and merged.keys[folded][0] == key
            if (is_spelling or is_own) and folded not in merged.unscanned:
                names.append(name)
        yield term.term, names


def _name_table(terms: Iterable[tuple[str, list[str]]]) -> NameTable:
    """Return the table of these headwords and names."""
    headwords: list[str] = []
    names: list[Name] = []
    for number, (headword, texts) in enumerate(terms):
        headwords.append(headword)
        names += (_name(text, number, headword.isupper()) for text in texts)
    by_pattern: dict[bytes, list[int]] = {}
    prefixes: set[bytes] = set()
    capitals: dict[bytes, set[bytes]] = {}
    for number, name in enumerate(names):
        if name.pattern:
            capitals.setdefault(_first_word(name.pattern), set()).add((name.capitals[0] or "").encode())
            by_pattern.setdefault(name.pattern, []).append(number)
            at = name.pattern.find(b" ", 1)
            while at > 0:
                prefixes.add(name.pattern[:at])
                at = name.pattern.find(b" ", at + 1)
    found: dict[bytes, int | None] = {}
    for pattern, numbers in by_pattern.items():
        first, *rest = pattern[1:].split(b" ", 2)
        if rest:
            found |= {b" %b %b " % (first, rest[0]): None, b" %b  " % first: None}
        else:
            found[b" %b " % first] = _proved_by(numbers, names)
    spellings = (capitals[_first_word(pattern)] for pattern in found)
    required = [frozenset() if b"" in written else frozenset(written) for written in spellings]
    keys = list(map(fold, headwords))
    return NameTable(headwords, keys, names, by_pattern, prefixes, list(found), list(found.values()), required)


def _name(text: str, term: int, of_acronym: bool) -> Name:
    """Return a name. Capitals matter in an acronym: also in "PoC" and "PoCs", if the headword is POC."""
    normal = normalize("NFKC", text)
    words = list(_WORDS.finditer(normal))
    return Name(
        text,
        term,
        pattern=b"".join(b" " + fold(word[0]).encode() for word in words),
        capitals=tuple(word[0] if _is_acronym(word[0], of_acronym) else None for word in words),
        separators=tuple(BLANKS.sub(" ", normal[one.end() : two.start()]) for one, two in pairwise(words)),
        suffix=normal[words[-1].end() :].strip().encode() if words else b"",
    )


def _is_acronym(word: str, of_acronym: bool) -> bool:
    return word.rstrip("s").isupper() or (of_acronym and sum(map(str.isupper, word)) > 1)


def _proved_by(numbers: Sequence[int], names: Sequence[Name]) -> int | None:
    """Of the names of one word, return the one that it proves without a look at the text, if there is one."""
    name = names[numbers[0]]
    one = len(numbers) == 1 or len({names[number].term for number in numbers}) == 1
    return numbers[0] if one and name.capitals == (None,) and not name.suffix else None


def _first_word(pattern: bytes) -> bytes:
    return pattern.split(b" ", 2)[1]
