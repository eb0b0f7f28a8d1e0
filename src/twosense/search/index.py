"""Index: compile what can be searched for into one section of a view.

The first byte of a key says what kind it is:

    c  a name without spaces and punctuation -> numbers of names      i  initials -> numbers of names
    k  a word without its vowels -> words                           h  the sounds of a word -> words
    l  a length in letters -> words
    m  a stem -> numbers of headwords times LEVELS, plus a level    n  a number -> kind, name, headword
    s  a stem -> stems of like meaning (synonyms.txt)               w  a word -> numbers of names
    #  -> how many headwords

A name is a headword, an alias or a form. Numbers are four bytes, in the machine's order (a view never leaves its machine).
Invariant: the numbers of the headwords are those of the terms in their order, from 0.
"""

from __future__ import annotations

import os
from array import array
from collections import Counter, defaultdict
from functools import lru_cache

from twosense.paths import PACKAGED
from twosense.search.words import STOP, initials, key_of, skeleton, sounds, words
from twosense.text.fold import fold
from twosense.text.stems import strip_inflection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from twosense.glossary.merge import Merged
    from twosense.model import Term
    from twosense.store.lmdb import Row

SECTION = b"search"
HEADWORD, ALIAS, FORM = "e", "a", "f"
LEVELS = 32  # steps of how much a term's texts are about a stem
SEPARATOR = "\x1f"
# The weight of a word in a term's names, meanings, definitions, one-word cues, longer cues, clash and examples.
_WEIGHTS = (12.0, 4.0, 1.8, 2.5, 1.5, 0.6)
_SATURATION = 2.0
_LENGTH_EXPONENT = 0.15  # how much less the words of a long text count
# Above this number of terms, index names and meanings only: to index the definitions of 100,000 terms took as long as the rest
# of the build.
_FULL_TEXT_LIMIT = 20_000
_KEY_LIMIT = 400  # bytes of a key


def index_key(kind: bytes, text: str) -> bytes:
    """Return the key of a text of this kind; a long one is cut between two characters."""
    key = text.encode("utf-8", "replace")
    return kind + (key if len(key) <= _KEY_LIMIT else key[:_KEY_LIMIT].decode("utf-8", "ignore").encode())


class _IndexStems(dict[str, str]):
    """The stem of each word, computed once; "" for a word that is not indexed."""

    def __missing__(self, word: str) -> str:
        value = self[word] = "" if word in STOP or (len(word) == 1 and not word.isdigit()) else strip_inflection(word)
        return value


class _IndexBuilder:
    """The index while it is being compiled."""

    def __init__(self, headwords: int) -> None:
        self.headwords = headwords
        self.names: list[str] = []
        self.compact: dict[str, array[int]] = {}  # no default: nearly every key has one name only
        self.initials: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self.words: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self.stems: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self._stem = _IndexStems()

    def add_name(self, kind: str, text: str, headword: str, number: int) -> None:
        """Add a headword, alias or form of the term with this number."""
        name_number = len(self.names)
        self.names.append(f"{kind}{text}{SEPARATOR}{'' if kind == HEADWORD else headword}")
        found = words(key_of(text))
        if not found:
            return
        compact = "".join(found)
        if compact in self.compact:
            self.compact[compact].append(name_number)
        else:
            self.compact[compact] = array("I", (name_number,))
        for word in dict.fromkeys(found):  # in a fixed order, so that the same glossary gives the same index
            self.words[word].append(name_number)
        if len(found) > 1:
            self.add_initials(found, number)

    def add_initials(self, found: list[str], number: int) -> None:
        """Add the initials of the words of a name or a meaning."""
        for text in initials(found):
            numbers = self.initials[text]
            if not numbers or numbers[-1] != number:
                numbers.append(number)

    def add_meaning(self, number: int, text: str) -> None:
        """Add the stems of a term's meanings, all with the same weight."""
        posting = number * LEVELS + LEVELS // 2
        for found in set(map(self._stem.__getitem__, words(key_of(text)))):
            if found:
                self.stems[found].append(posting)

    def add_texts(self, number: int, parts: list[tuple[float, str]]) -> None:
        """Add the stems of a term's texts, each text with its weight.

        The weights of a stem are summed and saturate, as in BM25F (Robertson, Zaragoza and Taylor, 2004), in LEVELS steps.
        """
        sums: dict[str, float] = {}
        stems = self._stem
        for weight, text in parts:
            for word, count in Counter(words(key_of(text))).items():
                found = stems[word]
                sums[found] = sums.get(found, 0.0) + weight * count
        sums.pop("", None)
        base = number * LEVELS
        saturation = _SATURATION * (len(sums) / 100) ** _LENGTH_EXPONENT
        for found, weight in sums.items():
            self.stems[found].append(base + int(LEVELS * weight / (weight + saturation)))


def compile_rows(merged: Merged) -> Iterator[Row]:
    """Compile the section `search`."""
    index = _IndexBuilder(len(merged.terms))
    for number, term in enumerate(merged.terms.values()):
        index.add_name(HEADWORD, term.term, term.term, number)
    is_full_text = len(merged.terms) <= _FULL_TEXT_LIMIT
    for number, (key, term) in enumerate(merged.terms.items()):
        for text in term.aliases:
            index.add_name(ALIAS, text, term.term, number)
        for text in term.variants:
            index.add_name(FORM, text, term.term, number)
        if not is_full_text:
            index.add_meaning(number, " ".join([sense.meaning for sense in term.senses]))
            continue
        for sense in term.senses:
            found = words(key_of(sense.meaning))
            if len(found) > 1:
                index.add_initials(found, number)
        index.add_texts(number, _texts(merged, key, term))
    yield from _rows(index)


def _texts(merged: Merged, key: str, term: Term) -> list[tuple[float, str]]:
    """Return the texts of a term, each with the weight of its words."""
    from twosense.model import OTHER  # a search does not need msgspec
    from twosense.search.texts import texts_of  # it imports typing, which no search needs

    by_side = (*merged.cues.get(key, {}).items(), *merged.sense_cues.get(key, {}).items())
    cues = [cue for side, texts in by_side if side != OTHER for cue in texts]
    # A glossary instead of the built-in ones has none of their phrases.
    if any(sense.layer in PACKAGED for sense in term.senses):
        cues += _phrases().get(key, ())
    texts = texts_of(term)
    weighted = (
        texts.names,
        texts.meanings,
        [*texts.definitions, *texts.wordings],
        [cue for cue in cues if " " not in cue],
        [cue for cue in cues if " " in cue],
        texts.rest,
    )
    return [(weight, " ".join(several)) for weight, several in zip(_WEIGHTS, weighted, strict=True)]


@lru_cache(1)
def _phrases() -> dict[str, list[str]]:
    """Return the phrases of phrases.txt by the key of their term: people search with them, but they are not cues of a sense.

    Without them a description finds a right term among the first three in 83 % of 336 cases, with them in 91 %.
    """
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "phrases.txt")
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n").split(": ", 1) for line in file]
    return {fold(term): texts.split("; ") for term, texts in lines}


def _rows(index: _IndexBuilder) -> Iterator[Row]:
    """Yield the rows in the order of their keys."""
    yield SECTION, b"#", index.headwords.to_bytes(4, "big")
    yield from _numbers(b"c", index.compact)
    skeletons: defaultdict[str, list[str]] = defaultdict(list)
    by_sound: defaultdict[str, list[str]] = defaultdict(list)
    lengths: defaultdict[int, list[str]] = defaultdict(list)
    for word in index.words:
        skeletons[skeleton(word)].append(word)
        for text in sounds(word):
            by_sound[text].append(word)
        lengths[min(len(word), 255)].append(word)
    for text in sorted(by_sound):
        if len(text) > 1:
            yield SECTION, index_key(b"h", text), "\n".join(by_sound[text]).encode()
    yield from _numbers(b"i", index.initials)
    for text in sorted(skeletons):
        if len(text) > 1:
            yield SECTION, index_key(b"k", text), "\n".join(skeletons[text]).encode()
    for length in sorted(lengths):
        yield SECTION, b"l" + bytes([length]), "\n".join(lengths[length]).encode()
    yield from _numbers(b"m", index.stems)
    for number, name in enumerate(index.names):
        yield SECTION, b"n" + number.to_bytes(4, "big"), name.encode()
    for text, others in sorted(_synonyms().items()):
        yield SECTION, index_key(b"s", text), "\n".join(others).encode()
    yield from _numbers(b"w", index.words)


def _synonyms() -> dict[str, dict[str, None]]:
    """Return for each stem the stems of the words on the same line of synonyms.txt."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "synonyms.txt")
    with open(path, encoding="utf-8") as file:
        for line in file:
            stems = [strip_inflection(word) for word in line.split()]
            for text in stems:
                found[text].update(dict.fromkeys(other for other in stems if other != text))
    return found


def _numbers(kind: bytes, table: dict[str, array[int]]) -> Iterator[Row]:
    for text in sorted(table):
        yield SECTION, index_key(kind, text), table[text].tobytes()
