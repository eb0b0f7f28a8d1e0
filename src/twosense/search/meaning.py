"""Meaning: which terms a description in other words may mean.

Two kinds of evidence are added. The words of the query may be in the texts of a term, or be synonyms of words there; and they
may be close to one of its senses by their directions. A query is about something else, and finds nothing, if most of its words
are neither close to any sense nor in the texts of several terms. (Without that, 80 % of unrelated queries found nothing, with
it 91 %, while 0.5 % of the descriptions lost their term.)

Invariant: every step reads a bounded number of keys, so that the time of a query hardly grows with the glossary.
"""

from __future__ import annotations

from math import log

from twosense.search.directions import Directions
from twosense.search.index import LEVELS, index_key
from twosense.search.misspellings import EDITED
from twosense.search.words import STOP, edits
from twosense.text.stems import strip_inflection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence

    from twosense.search.reader import IndexReader
    from twosense.store.lmdb import Store

    _Match = tuple[float, array[int]]  # how similar a stem is, and its terms and levels as in the index

_POSTINGS = 6000  # terms read for one stem
_CANDIDATES = 120  # terms returned at most
_SYNONYM = 0.5  # similarity of a synonym
_MISSPELT = 0.8  # similarity of a stem that a word may misspell
_BEGUN = 0.5  # similarity of a stem that a word may begin
_CORRECTED = 6  # letters of the shortest stem that is corrected: with 5, a "steak" may be there to steal
_UNKNOWN_WEIGHT = 0.5  # weight of a word that is in no text, relative to one in the texts of a single term
_COVERAGE_SHARE = 0.2  # share of the score that prefers terms with many words of the query over terms that repeat one
# How much closeness counts, relative to the words in the texts. With words alone, a right term was first for 75 % of 336
# descriptions, with both for 78 %; from 0.3 to 0.8 it makes little difference.
_CLOSENESS_WEIGHT = 0.5
# Below the first a word is about something else, from the second on it is about a sense.
_FAR, _CLOSE = 0.4, 0.6
# Examples mention umbrellas and kitchens. A word in the texts is the glossary's own if it has this share of what all terms are
# about, or is in the texts of a few of them: "umbrella" is in 2 of the 83 built-in terms, "tagline" in 6, "churn" in 10.
_OWN_SHARE, _OWN_MOST = 0.05, 4.0
_SCENERY = 0.5  # evidence of any other word in the texts, and what it is worth there
# A query with less evidence is about something else. Beside a word of a name, less will do: "acme loyalty". These limits and
# those of closeness were chosen with all layers: to any word, some of 488 senses is closer than the closest of 218.
_LEAST_SUPPORT, _LEAST_SUPPORT_OF_NAME = 0.6, 0.4
# A term with a lower score, or a lower share of the best one, is about something else: every word is a little close to half of
# the senses.
_FLOOR, _SHARE_OF_BEST = 0.17, 0.6


class Described:
    """A term: its number, how well it fits, 0 to 1, the stems of its texts that match, and the number of the closest sense."""

    __slots__ = ("number", "quality", "sense", "stems")

    def __init__(self, number: int, quality: float, stems: set[str], sense: int) -> None:
        self.number, self.quality, self.stems, self.sense = number, quality, stems, sense


class _Word:
    """A word of a query: how rare it is, how close to each sense, and which terms have it in their texts.

    `texts` has for each term what the word is worth there, and the stem that matched. `weight` is the most it can be worth.
    """

    __slots__ = ("closeness", "evidence", "rarity", "texts", "weight")

    def __init__(
        self,
        rarity: float,
        closeness: Sequence[float],
        evidence: float,
        weight: float,
        texts: dict[int, tuple[float, str]],
    ) -> None:
        self.rarity, self.closeness, self.evidence, self.weight, self.texts = rarity, closeness, evidence, weight, texts


class Meaning:
    """Searches the texts and the directions of one store."""

    def __init__(self, store: Store, index: IndexReader) -> None:
        self._index = index
        self._directions = Directions(store)

    def find(self, typed: list[str]) -> list[Described]:
        """Return the terms that the typed words may describe."""
        asked = list(dict.fromkeys(part for whole in typed for part in self._split_joined(whole)))
        asked = [word for word in asked if word not in STOP and len(word) > 1]
        described = [self._describe(strip_inflection(word)) for word in asked]
        if not described or self._is_elsewhere(asked, described):
            return []
        scores = {number: value for number, (value, _) in described[0].texts.items()}
        for word in described[1:]:
            for number, (value, _) in word.texts.items():
                scores[number] = scores.get(number, 0.0) + value
        total = sum(word.weight for word in described)
        closest = self._closest(described)
        best = 1 + _CLOSENESS_WEIGHT if closest else 1
        found = []
        heaviest = sorted(sorted(scores), key=scores.__getitem__, reverse=True)[:_CANDIDATES]
        for number in dict.fromkeys((*heaviest, *closest)):
            stems = [word.texts[number][1] for word in described if number in word.texts]
            coverage = 1 - _COVERAGE_SHARE + _COVERAGE_SHARE * len(stems) / len(described)
            closeness, sense = closest.get(number, (0.0, 0))
            quality = (scores.get(number, 0.0) / total * coverage + _CLOSENESS_WEIGHT * closeness) / best
            found.append(Described(number, min(1.0, quality), set(stems), sense))
        floor = max(_FLOOR, _SHARE_OF_BEST * max((term.quality for term in found), default=0.0))
        return [term for term in found if term.quality >= floor]

    def _describe(self, stem: str) -> _Word:
        """Return what is known of a word of the query."""
        close = self._directions.closeness(stem)
        matches = self._matches(stem, guess=not close.senses)
        if not close.senses and matches and stem not in matches:  # it means what it misspells or begins
            close = self._directions.closeness(max(matches, key=lambda text: len(matches[text][1])))
        evidence = self._evidence(matches, close.best) if self._directions.terms else 1.0
        weight = close.rarity * self._weight(stem, matches)
        return _Word(close.rarity, close.senses, evidence, weight, _postings(matches, weight * evidence))

    def _is_elsewhere(self, asked: list[str], described: list[_Word]) -> bool:
        """Return whether a query is about something else. Without directions nobody can tell."""
        if not self._directions.terms:
            return False
        named = any(self._index.get(index_key(b"w", word)) for word in asked)
        least = _LEAST_SUPPORT_OF_NAME if named else _LEAST_SUPPORT
        return sum(word.rarity * (word.evidence - least) for word in described) <= 0

    def _evidence(self, matches: dict[str, _Match], closeness: float) -> float:
        """Return how sure it is that a word belongs to a description of a term, 0 to 1."""
        fit = (closeness - _FAR) / (_CLOSE - _FAR)
        if matches:
            most = max(sum([number % LEVELS + 1 for number in numbers]) for _, numbers in matches.values()) / LEVELS
            fit = max(fit, _SCENERY, most / min(_OWN_MOST, _OWN_SHARE * self._index.size))
        return min(1.0, max(0.0, fit))

    def _weight(self, stem: str, matches: dict[str, _Match]) -> float:
        """Return how much a word tells: the fewer terms have it, or one that is similar, the more."""
        if not matches:
            return _UNKNOWN_WEIGHT * log(1 + self._index.size)
        of_stem = matches.get(stem)
        least = len(of_stem[1]) if of_stem else min(len(numbers) for _, numbers in matches.values())
        return log(1 + self._index.size / (1 + least))

    def _closest(self, described: list[_Word]) -> dict[int, tuple[float, int]]:
        """Return for each term how close its closest sense is to the query, and which of its senses that is."""
        terms = self._directions.terms
        closeness = [0.0] * len(terms)
        for word in described:
            if word.closeness:
                closeness = [total + word.rarity * value for total, value in zip(closeness, word.closeness, strict=True)]
        rarities = sum(word.rarity for word in described)
        closest: dict[int, tuple[float, int]] = {}
        last, sense = -1, 0
        for number, value in zip(terms, closeness, strict=True):
            sense = sense + 1 if number == last else 0
            last = number
            if value / rarities > closest.get(number, (0.0, 0))[0]:
                closest[number] = value / rarities, sense
        return closest

    def _split_joined(self, word: str) -> list[str]:
        """Return a word, or its two parts if one term says a lot about both: a space is missing."""
        if len(word) >= 9 and not self._has(strip_inflection(word)):
            for end in range(4, len(word) - 3):
                first, second = strip_inflection(word[:end]), strip_inflection(word[end:])
                if self._has(first) and self._has(second) and not self._often(first).isdisjoint(self._often(second)):
                    return [word[:end], word[end:]]
        return [word]

    def _often(self, stem: str) -> set[int]:
        """Return the terms that say a lot about a stem: a term whose texts have it only in passing says little."""
        return {number // LEVELS for number in self._index.numbers(b"m", stem) if number % LEVELS >= LEVELS // 2}

    def _matches(self, stem: str, *, guess: bool) -> dict[str, _Match]:
        """Return the stems of the texts that are similar to one; with `guess`, it may be misspelt or incomplete."""
        others = (self._index.get(index_key(b"s", stem)) or b"").decode().split("\n")
        found = self._existing(others, _SYNONYM) | self._existing([stem], 1.0)
        if guess and not found and _CORRECTED <= len(stem) <= EDITED:
            found = self._existing([other for other in edits(stem) if other[0] == stem[0]], _MISSPELT)
        if guess and not found and len(stem) > 4:
            found = self._existing([key[1:].decode() for key, _ in self._index.scan(index_key(b"m", stem), 6)], _BEGUN)
        return found

    def _existing(self, stems: list[str], similarity: float) -> dict[str, _Match]:
        """Return those of the stems that are in the texts, with this similarity."""
        return {text: (similarity, self._index.numbers(b"m", text)[:_POSTINGS]) for text in stems if self._has(text)}

    def _has(self, stem: str) -> bool:
        return self._index.get(index_key(b"m", stem)) is not None


def _postings(matches: dict[str, _Match], weight: float) -> dict[int, tuple[float, str]]:
    """Return the terms whose texts have some of the stems, each with what they are worth together, and the best of them.

    They add up like chances: a text with "tagline" and "slogan" is about a tagline more than a text with one of them.
    """
    found: dict[int, tuple[float, str]] = {}
    for text, (similarity, numbers) in sorted(matches.items(), key=lambda match: -match[1][0]):
        shares = [similarity * (level + 1) / LEVELS for level in range(LEVELS)]
        values = [(weight * share, text) for share in shares]
        if not found:  # nearly always; a common word has thousands of numbers
            found = {number // LEVELS: values[number % LEVELS] for number in numbers}
            continue
        for number in numbers:
            value, best = found.get(number // LEVELS, (0.0, text))
            found[number // LEVELS] = value + (weight - value) * shares[number % LEVELS], best
    return found
