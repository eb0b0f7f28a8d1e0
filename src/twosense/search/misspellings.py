"""Misspellings: which words of the glossary a typed word may mean.

Invariant: every step reads a bounded number of keys, so that the time hardly grows with the glossary.
"""

from __future__ import annotations

from twosense.search.index import index_key
from twosense.search.words import STOP, edits, has_few_vowels, is_subsequence, skeleton, sounds, syllables
from twosense.text.stems import strip_inflection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from twosense.search.reader import IndexReader

EDITED = 30  # letters of the longest word for which edits are enumerated: 54 for each letter
_SCANNED = 48  # words read for one prefix
# Sounds of a word: one with fewer is like too many others. A word with exactly this many must match in its number of syllables,
# too, and a longer one nearly: a "spider" is not "speed".
_LEAST_SOUNDS = 3
_MOST_SILENT = 3  # letters that a word may have more than one that sounds like it
_MOST = 160  # words returned for one typed word
_MEMORY = 4096  # typed words whose similar words are cached; without the cache a keystroke takes 28 % longer


class Spelling:
    """Finds similar words in the vocabulary of an index."""

    def __init__(self, index: IndexReader) -> None:
        self._index = index
        self._similar: dict[tuple[str, bool], dict[str, float]] = {}

    def similar(self, word: str, *, last: bool) -> dict[str, float]:
        """Return the words of the vocabulary that a typed word may mean, each with its similarity, 0 to 1.

        The `last` word of a query may be incomplete.
        """
        known = self._similar.get((word, last))
        if known is not None:
            return known
        found = self._typed_so_far(word, last=last)
        size = len(word)
        if not found and 3 <= size <= EDITED:
            found = self._one_edit_away(word, last=last)
        if not found and size > 4:
            found = self._with_same_root(word)
        self._add_unabbreviated(found, word)
        if not found:
            found = self._sounding_alike(word)
        if not found and 5 <= size <= EDITED and not self._index.get(index_key(b"m", strip_inflection(word))):
            found = self._two_edits_away(word) or self._with_same_start(word)
        if len(found) > _MOST:
            found = dict(sorted(found.items(), key=lambda item: -item[1])[:_MOST])
        if len(self._similar) > _MEMORY:
            self._similar.clear()
        self._similar[word, last] = found
        return found

    def _typed_so_far(self, word: str, *, last: bool) -> dict[str, float]:
        """Return the word itself, and for the last word of a query the words that it begins."""
        found: dict[str, float] = {}
        if self._index.get(index_key(b"w", word)):
            found[word] = 1.0
        if last and len(word) > 1:
            for text, _ in self._index.scan(index_key(b"w", word), _SCANNED):
                other = text[1:].decode()
                found.setdefault(other, 0.7 + 0.25 * len(word) / len(other))
        return found

    def _one_edit_away(self, word: str, *, last: bool) -> dict[str, float]:
        """Return the words one edit away, or for the last word of a query those that begin one edit away."""
        size = len(word)
        found: dict[str, float] = {}
        for other in edits(word):
            if self._index.get(index_key(b"w", other)):
                found[other] = 1 - (1.0 if other[0] == word[0] else 1.25) / max(size, len(other))
        for other in edits(word) if last and size > 3 and not found else ():
            for text, _ in self._index.scan(index_key(b"w", other), 3):
                name = text[1:].decode()
                found.setdefault(name, (1 - 1.1 / size) * (0.75 + 0.25 * size / len(name)))
        return found

    def _with_same_root(self, word: str) -> dict[str, float]:
        """Return the words that only differ in their suffixes."""
        root = strip_inflection(word)
        others = (text[1:].decode() for text, _ in self._index.scan(index_key(b"w", root), _SCANNED))
        return {other: 0.85 for other in others if strip_inflection(other) == root}

    def _add_unabbreviated(self, found: dict[str, float], word: str) -> None:
        """Add the words that a word abbreviates by leaving out vowels."""
        consonants = skeleton(word)
        if word not in found and len(consonants) > 1 and has_few_vowels(word):
            self._add_abbreviated(found, word, consonants, 0.88)
            for edited in edits(consonants) if len(consonants) > 3 and not found else ():
                self._add_abbreviated(found, word, edited, 0.78)

    def _sounding_alike(self, word: str) -> dict[str, float]:
        """Return the words that sound like this one, or nearly."""
        found = {}
        spoken = syllables(word)
        for sound in sounds(word):
            for other in self._index.words(index_key(b"h", sound)) if len(sound) >= _LEAST_SOUNDS else ():
                apart = abs(syllables(other) - spoken)
                if abs(len(other) - len(word)) <= _MOST_SILENT and apart <= (len(sound) > _LEAST_SOUNDS):
                    found[other] = 0.74
        return found

    def _add_abbreviated(self, found: dict[str, float], word: str, consonants: str, similarity: float) -> None:
        """Add the words with these consonants that a word may abbreviate."""
        for other in self._index.words(index_key(b"k", consonants)):
            if len(other) > len(word) and is_subsequence(word, other):
                found[other] = similarity

    def _with_same_start(self, word: str) -> dict[str, float]:
        """Return the words that share their start with this one, at least six in ten letters of the longer word."""
        found: dict[str, float] = {}
        for end in range(len(word) - 1, max(4, int(0.6 * len(word)) - 1), -1):
            for text, _ in self._index.scan(index_key(b"w", word[:end]), _SCANNED):
                other = text[1:].decode()
                share = end / max(len(word), len(other))
                if share >= 0.6:
                    found.setdefault(other, 0.55 + 0.2 * share)
            if found:
                break
        return found

    def _two_edits_away(self, word: str) -> dict[str, float]:
        """Return the words two edits away: optimal string alignment with all words of about that length."""
        from rapidfuzz.distance.OSA import distance
        from rapidfuzz.process import extract

        size = len(word)
        found = {}
        for length in range(size - 2, size + 3):
            choices = self._index.words(b"l" + bytes([length]))
            for other, edited, _ in extract(word, choices, scorer=distance, score_cutoff=2, limit=_SCANNED // 2):
                found[other] = 1 - (edited if other[0] == word[0] else edited + 0.4) / max(size, length)
        return found


def name_similarity(typed: list[str], similar: list[dict[str, float]], name: list[str]) -> tuple[float, set[str]]:
    """Return how similar a name is to the typed words, 0 to 1, and which of its words match.

    Typed words count by their letters, further words of the name count a third, and a changed order costs a little.
    """
    score = weight = covered = 0.0
    matching: set[str] = set()
    used: list[int] = []
    for word, matches in zip(typed, similar, strict=True):
        best, meant = 0.0, -1
        for position, other in enumerate(name):
            if other in matches and matches[other] > best and position not in used:
                best, meant = matches[other], position
        size = _size(word)
        weight += size
        if meant >= 0:
            score += best * size
            covered += _size(name[meant])
            used.append(meant)
            matching.add(name[meant])
    order = 0.02 * (used != sorted(used))
    return (score / weight) * (0.62 + 0.38 * covered / sum(map(_size, name))) - order, matching


def _size(word: str) -> int:
    """Return how much a word counts: its letters, or 1 for a stop word."""
    return 1 if word in STOP else len(word)
