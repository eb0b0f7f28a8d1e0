"""Ranking: the best terms for a query, in tiers.

    exact > alias, form > prefix > initials > spelling > meaning

Each tier has a band of scores, so that hits of different queries can be compared. Invariant: a headword finds itself first, and
adding a term does not change the tier of other hits. Every step reads a bounded number of keys, so that the time of a query
hardly grows with the glossary.
"""

from __future__ import annotations

from array import array
from math import log

from twosense.search.index import ALIAS, FORM, HEADWORD, index_key
from twosense.search.misspellings import EDITED, Spelling, name_similarity
from twosense.search.reader import IndexReader
from twosense.search.words import edits, initials, key_of, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from twosense.model import Tier
    from twosense.search.meaning import Meaning
    from twosense.store.lmdb import Store

SUGGESTIONS = 3
_LONGEST = 200  # characters of a query that count
_MOST_WORDS = 24
SCANNED = 120  # names read for a prefix; if that many are found, there may be more
_POSTINGS = 6000  # names read for one word of the vocabulary
_MOST_NAMES = 24_000  # names read for one typed word
_CANDIDATES = 120  # names that are compared letter by letter
_SPELLING_FLOOR = 0.66  # a name of lower quality is another word, not a misspelling
_BANDS: dict[Tier, tuple[float, float]] = {
    "exact": (99, 100),
    "alias": (97, 98),
    "form": (95, 96),
    "prefix": (80, 94),
    "initials": (70, 79),
    "spelling": (40, 69),
    "meaning": (10, 39),
}
_KINDS: dict[str, Tier] = {HEADWORD: "exact", ALIAS: "alias", FORM: "form"}


class Match:
    """A match before it is highlighted: the name that matched, and the parts of it that did.

    If the texts of the term matched, the name is None, the parts are stems, and `sense` is the number of the closest sense.
    """

    __slots__ = ("name", "parts", "score", "sense", "term", "tier")

    def __init__(
        self, term: str, tier: Tier, quality: float, name: str | None, parts: Iterable[str] = (), sense: int = 0
    ) -> None:
        low, high = _BANDS[tier]
        self.term, self.tier, self.name, self.sense = term, tier, name, sense
        self.score = round(low + (high - low) * quality, 1)
        self.parts = frozenset(parts)


class Ranker:
    """Ranks the terms of one store for queries."""

    def __init__(self, store: Store) -> None:
        self._index = IndexReader(store)
        self._spelling = Spelling(self._index)
        self._store = store
        self._meaning: Meaning | None = None

    def search(self, query: str, limit: int = 10, exact: bool = False) -> list[Match]:
        """Return the best matches for a query, best first; with `exact`, only exact headwords, aliases and forms."""
        key = key_of(query[: 2 * _LONGEST])[:_LONGEST]
        typed = words(key)[:_MOST_WORDS]
        if not typed:
            return []
        found: dict[str, Match] = {}

        def add(match: Match) -> None:
            other = found.get(match.term)
            if other is None or match.score > other.score:
                found[match.term] = match

        compact = "".join(typed)
        for match in self._by_name(compact, key):
            if not exact or match.name is None or key_of(match.name) == key:
                add(match)
        if not exact:
            for step in (self._by_prefix, self._by_initials):
                for match in step(compact, key):
                    add(match)
            if len(found) < limit:
                for match in self._by_spelling(compact, typed, whole=not found):
                    add(match)
            if len(found) < limit and len(compact) > 2:
                for match in self._by_meaning(typed):
                    add(match)
        return sorted(found.values(), key=lambda match: (-match.score, len(match.term), match.term))[:limit]

    def suggest(self, query: str) -> tuple[str, ...]:
        """Return the headwords that the query most likely means, at most three; by meaning only if no name is similar."""
        ranked = self.search(query, limit=SUGGESTIONS)
        named = [match for match in ranked if match.tier != "meaning"]
        return tuple(match.term for match in named or ranked)

    def _by_name(self, compact: str, key: str) -> Iterable[Match]:
        """Yield names that differ from the query in spaces and punctuation at most."""
        names = [self._index.name(number) for number in self._index.numbers(b"c", compact)]
        same_key = [key_of(name) == key for _, name, _ in names]
        literal = {headword for (_, _, headword), same in zip(names, same_key, strict=True) if same}
        for (kind, name, headword), same in zip(names, same_key, strict=True):
            if same or headword not in literal:
                yield Match(headword, _KINDS[kind], float(same), name)

    def _by_prefix(self, compact: str, key: str) -> Iterable[Match]:
        """Yield names that begin with the query, the shorter the better."""
        for text, value in self._index.scan(index_key(b"c", compact), SCANNED):
            if len(text) == len(compact.encode()) + 1:
                continue
            share = len(compact) / len(text)
            for number in array("I", value):
                kind, name, headword = self._index.name(number)
                literal = key_of(name).startswith(key)
                quality = 0.65 * share + 0.3 * literal + 0.05 * (kind == HEADWORD)
                yield Match(headword, "prefix", quality, name, (compact,))

    def _by_initials(self, compact: str, key: str) -> Iterable[Match]:
        """Yield terms whose headword, alias or meaning has these initials, or has them without a plural s."""
        if not 2 <= len(compact) <= 8 or (" " in key and max(map(len, key.replace(".", " ").split())) > 2):
            return
        for text in (compact, compact.removesuffix("s")):
            for number in self._index.numbers(b"i", text)[:SCANNED] if len(text) > 1 else ():
                _, name, headword = self._index.name(number)
                own = text in initials(words(key_of(name)))
                yield Match(headword, "initials", 0.5 * (text == compact) + 0.4 * own, name if own else None, (text,))

    def _by_spelling(self, compact: str, typed: list[str], *, whole: bool) -> Iterable[Match]:
        """Yield names a few edits away: as a whole, as a prefix, and word by word in any order."""
        if whole and 4 <= len(compact) <= EDITED:
            for text in edits(compact):
                for found, value in self._index.scan(index_key(b"c", text), 4):
                    rest = len(found) - 1 - len(text.encode())
                    quality = 1 - 1.2 / len(compact) - (0.08 + 0.1 * rest / len(found) if rest else 0)
                    if rest and len(compact) < 5:
                        continue
                    for number in array("I", value):
                        _, name, headword = self._index.name(number)
                        yield Match(headword, "spelling", quality, name, words(key_of(name)))
        last = len(typed) - 1
        similar = [self._spelling.similar(word, last=index == last) for index, word in enumerate(typed)]
        for number in self._candidates(similar):
            _, name, headword = self._index.name(number)
            quality, matching = name_similarity(typed, similar, words(key_of(name)))
            if quality >= _SPELLING_FLOOR:
                yield Match(headword, "spelling", quality, name, matching)

    def _candidates(self, similar: list[dict[str, float]]) -> list[int]:
        """Return at most _CANDIDATES names with words similar to most of the typed ones, the heaviest first."""
        tables: list[dict[int, float]] = []
        for matches in similar:
            taken: list[dict[int, float]] = []
            left = _MOST_NAMES
            for word in sorted(matches, key=matches.__getitem__, reverse=True):
                numbers = self._index.numbers(b"w", word)
                weight = matches[word] * (1 + log(self._index.size / len(numbers))) if numbers else 0
                taken.append(dict.fromkeys(numbers[:_POSTINGS], weight))
                left -= len(taken[-1])
                if left < 0:
                    break
            table: dict[int, float] = {}
            for names in reversed(taken):  # a name with two of the words counts by the more similar one
                table.update(names)
            if table:
                tables.append(table)
        if not tables:
            return []
        common = set(tables[0]).intersection(*tables[1:])
        if len(common) < _CANDIDATES:
            # Names that lack a typed word, from the rarest words first, because these are the best evidence.
            for table in sorted(tables, key=len):
                common.update(list(table)[-_CANDIDATES:])
        weights = {number: sum([table.get(number, 0) for table in tables]) for number in common} if tables[1:] else tables[0]
        return _heaviest(weights)

    def _by_meaning(self, typed: list[str]) -> Iterable[Match]:
        """Yield terms that the typed words may describe."""
        if self._meaning is None:
            from twosense.search.meaning import Meaning  # a word that is misspelt does without it, and without 10 ms

            self._meaning = Meaning(self._store, self._index)
        for found in self._meaning.find(typed):
            name = self._index.name(found.number)[2]
            yield Match(name, "meaning", found.quality, None, found.stems, found.sense)


def _heaviest(weights: dict[int, float]) -> list[int]:
    """Return the _CANDIDATES best-weighted names, ties by the lower number; two sorts without a lambda are fastest."""
    return sorted(sorted(weights), key=weights.__getitem__, reverse=True)[:_CANDIDATES]
