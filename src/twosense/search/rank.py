"""Ranking: the terms nearest to what was typed, by tiers.

    exact > alias, form > prefix > initials > spelling > meaning

A tier is a band of scores, so that hits of different queries can be compared. Invariant: a headword finds itself first, and no
term that is added changes the tier of another's hit. Every step asks the index for what it needs and is capped, so that the
time of a query hardly grows with the glossary.
"""

from __future__ import annotations

from array import array
from math import log

from twosense.search.index import ALIAS, FORM, HEADWORD, LEVELS, SECTION, SEPARATOR
from twosense.search.words import (
    STOP,
    edits,
    initials,
    is_hurried,
    is_subsequence,
    key_of,
    skeleton,
    words,
)
from twosense.text.stems import strip_suffixes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from twosense.model import Tier
    from twosense.store.lmdb import Store

SUGGESTIONS = 3
_LONGEST = 200  # characters of a query that count; a longer one is a text, not a query
_MOST_WORDS = 24
_SCAN = 120  # names looked at for a prefix
_NEAR = 48  # vocabulary words looked at for one beginning
_NEAREST = 160  # vocabulary words taken for one typed word
_POSTINGS = 6000  # names taken for one vocabulary word
_ROOM = 24_000  # names taken for one typed word
_CANDIDATES = 120  # names ranked closely
_EDITED = 30  # letters of a whole name that edits are tried on: 54 a letter
_SPELLING_FLOOR = 0.64  # quality below which a name is another word, not the same misspelt
_UNKNOWN_WEIGHT = 0.5  # of a word that no text holds, over one that a single text holds
_SYNONYM = 0.5  # how near a synonym is to the word itself
_TOGETHER = 0.2  # how much it counts that a term's texts speak of all that was typed, not of one word much
_MEANING_FLOOR = 0.2  # share of the query's weight below which a text speaks of something else
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
    """A match before it is highlighted: the name that matched (None: the term's texts did), and its words or stems."""

    __slots__ = ("marks", "name", "score", "term", "tier")

    def __init__(self, term: str, tier: Tier, quality: float, name: str | None, marks: Iterable[str] = ()) -> None:
        low, high = _BANDS[tier]
        self.term, self.tier, self.name = term, tier, name
        self.score = round(low + (high - low) * quality, 1)
        self.marks = frozenset(marks)


class Index:
    """What the compiled index knows, asked key by key."""

    def __init__(self, store: Store) -> None:
        self._get = store.section(SECTION).get
        self._scan = store.prefix_scanner(SECTION)
        self._names = max(1, int.from_bytes(self._get(b"#") or b"", "big"))
        self._near_memo: dict[tuple[str, bool], dict[str, float]] = {}
        self._lengths: dict[int, list[str]] = {}

    def search(self, query: str, limit: int = 10, exact: bool = False) -> list[Match]:
        """The best hits for a query, the best first; with `exact`, only headwords, aliases and forms as they are."""
        key = key_of(query[: 2 * _LONGEST])[:_LONGEST]
        typed = words(key)[:_MOST_WORDS]
        if not typed:
            return []
        found: dict[str, Match] = {}

        def add(hit: Match) -> None:
            other = found.get(hit.term)
            if other is None or hit.score > other.score:
                found[hit.term] = hit

        compact = "".join(typed)
        for hit in self._equal(compact, key):
            if not exact or hit.name is None or key_of(hit.name) == key:
                add(hit)
        if not exact:
            for step in (self._prefixed, self._abbreviated):
                for hit in step(compact, key):
                    add(hit)
            if len(found) < limit:
                for hit in self._misspelt(compact, typed, whole=not found):
                    add(hit)
            if len(found) < limit and len(compact) > 2:
                for hit in self._described(typed):
                    add(hit)
        return sorted(found.values(), key=lambda hit: (-hit.score, len(hit.term), hit.term))[:limit]

    def suggest(self, query: str) -> tuple[str, ...]:
        """The headwords that were most likely meant, at most three; described ones only where no name is near."""
        hits = self.search(query, limit=SUGGESTIONS)
        named = [hit for hit in hits if hit.tier != "meaning"]
        return tuple(hit.term for hit in named or hits)

    def _numbers(self, kind: bytes, text: str) -> array[int]:
        numbers = array("I")
        value = self._get(kind + text.encode("utf-8", "replace")) if len(text) < 400 else None
        if value:
            numbers.frombytes(value)
        return numbers

    def _name(self, number: int) -> tuple[str, str, str]:
        """The kind of a name, the name, and its headword."""
        kind, name, headword = "", "", ""
        value = self._get(b"n" + number.to_bytes(4, "big"))
        if value:
            text = value.decode()
            kind = text[0]
            name, headword = text[1:].split(SEPARATOR)
        return kind, name, headword or name

    def _equal(self, compact: str, key: str) -> Iterable[Match]:
        """Names that differ from what was typed by blanks and marks at most."""
        names = [self._name(number) for number in self._numbers(b"c", compact)]
        same_key = [key_of(name) == key for _, name, _ in names]
        literal = {headword for (_, _, headword), same in zip(names, same_key, strict=True) if same}
        for (kind, name, headword), same in zip(names, same_key, strict=True):
            if same or headword not in literal:
                yield Match(headword, _KINDS[kind], float(same), name)

    def _prefixed(self, compact: str, key: str) -> Iterable[Match]:
        """Names that begin with what was typed, the shorter the better."""
        for text, value in self._scan(b"c" + compact.encode(), _SCAN):
            if len(text) == len(compact.encode()) + 1:
                continue
            share = len(compact) / len(text)
            for number in array("I", value):
                kind, name, headword = self._name(number)
                literal = key_of(name).startswith(key)
                quality = 0.65 * share + 0.3 * literal + 0.05 * (kind == HEADWORD)
                yield Match(headword, "prefix", quality, name, (compact,))

    def _abbreviated(self, compact: str, key: str) -> Iterable[Match]:
        """Terms whose headword, alias or meaning has these initials, or has them but for a plural s."""
        if not 2 <= len(compact) <= 8 or (" " in key and max(map(len, key.replace(".", " ").split())) > 2):
            return
        for text in (compact, compact.removesuffix("s")):
            for number in self._numbers(b"i", text)[:_SCAN] if len(text) > 1 else ():
                _, name, headword = self._name(number)
                own = text in initials(words(key_of(name)))
                yield Match(headword, "initials", 0.5 * (text == compact) + 0.4 * own, name if own else None, (text,))

    def _misspelt(self, compact: str, typed: list[str], *, whole: bool) -> Iterable[Match]:
        """Names a few edits away: as a whole, as the beginning of one, and word by word in any order."""
        if whole and 4 <= len(compact) <= _EDITED:
            for text in edits(compact):
                for found, value in self._scan(b"c" + text.encode(), 4):
                    rest = len(found) - 1 - len(text.encode())
                    quality = 1 - 1.2 / len(compact) - (0.08 + 0.1 * rest / len(found) if rest else 0)
                    if rest and len(compact) < 5:
                        continue
                    for number in array("I", value):
                        _, name, headword = self._name(number)
                        yield Match(headword, "spelling", quality, name, words(key_of(name)))
        last = len(typed) - 1
        near = [self._near(word, last=place == last) for place, word in enumerate(typed)]
        for number in self._candidates(near):
            _, name, headword = self._name(number)
            quality, marks = _closeness(typed, near, words(key_of(name)))
            if quality >= _SPELLING_FLOOR:
                yield Match(headword, "spelling", quality, name, marks)

    def _candidates(self, near: list[dict[str, float]]) -> list[int]:
        """The names that hold words near most of the typed ones, the most telling first, at most so many."""
        tables: list[dict[int, float]] = []
        for matches in near:
            taken: list[dict[int, float]] = []
            room = _ROOM
            for word in sorted(matches, key=matches.__getitem__, reverse=True):
                numbers = self._numbers(b"w", word)
                weight = matches[word] * (1 + log(self._names / len(numbers))) if numbers else 0
                taken.append(dict.fromkeys(numbers[:_POSTINGS], weight))
                room -= len(taken[-1])
                if room < 0:
                    break
            table: dict[int, float] = {}
            for names in reversed(taken):  # a name that holds two of the words counts by the nearer one
                table.update(names)
            if table:
                tables.append(table)
        if not tables:
            return []
        common = set(tables[0]).intersection(*tables[1:])
        if len(common) < _CANDIDATES:
            # Names that lack a typed word: from the rarest words first, since those tell most.
            for table in sorted(tables, key=len):
                common.update(list(table)[-_CANDIDATES:])
        weights = {number: sum([table.get(number, 0) for table in tables]) for number in common} if tables[1:] else tables[0]
        return _heaviest(weights)

    def _near(self, word: str, *, last: bool) -> dict[str, float]:
        """The vocabulary's words near a typed one, and how near, 0 to 1."""
        memo = self._near_memo.get((word, last))
        if memo is not None:
            return memo
        found: dict[str, float] = {}
        if self._get(b"w" + word.encode()[:400]):
            found[word] = 1.0
        size = len(word)
        if last and size > 1:
            for text, _ in self._scan(b"w" + word.encode(), _NEAR):
                other = text[1:].decode()
                found.setdefault(other, 0.7 + 0.25 * size / len(other))
        if not found and 3 <= size <= _EDITED:
            for other in edits(word):
                if self._get(b"w" + other.encode()):
                    found[other] = 1 - (1.0 if other[0] == word[0] else 1.25) / max(size, len(other))
            if last and size > 3:
                for other in edits(word) if not found else ():
                    for text, _ in self._scan(b"w" + other.encode(), 3):
                        name = text[1:].decode()
                        found.setdefault(name, (1 - 1.1 / size) * (0.75 + 0.25 * size / len(name)))
        if not found and size > 4:
            root = strip_suffixes(word)
            for text, _ in self._scan(b"w" + root.encode(), _NEAR):
                other = text[1:].decode()
                if strip_suffixes(other) == root:
                    found[other] = 0.85
        bones = skeleton(word)
        if word not in found and len(bones) > 1 and is_hurried(word):
            self._add_hurried(found, word, bones, 0.88)
            for bent in edits(bones) if len(bones) > 3 and not found else ():
                self._add_hurried(found, word, bent, 0.78)
        if not found and len(bones) > 2:
            for other in (self._get(b"k" + bones.encode()) or b"").decode().split("\n"):
                if other and abs(len(other) - size) < 3 and other[0] == word[0]:
                    found[other] = 0.72
        if not found and 5 <= size <= _EDITED:
            found = self._twice_misspelt(word) or self._of_one_root(word)
        if len(found) > _NEAREST:
            found = dict(sorted(found.items(), key=lambda item: -item[1])[:_NEAREST])
        if len(self._near_memo) > 4096:
            self._near_memo.clear()
        self._near_memo[word, last] = found
        return found

    def _add_hurried(self, found: dict[str, float], word: str, bones: str, closeness: float) -> None:
        """The vocabulary's words with that skeleton that a word may be short for."""
        for other in (self._get(b"k" + bones.encode()) or b"").decode().split("\n"):
            if len(other) > len(word) and is_subsequence(word, other):
                found[other] = closeness

    def _of_one_root(self, word: str) -> dict[str, float]:
        """The vocabulary's words that begin as this one does, for six in ten letters of the longer: often its relatives."""
        found: dict[str, float] = {}
        for end in range(len(word) - 1, max(4, int(0.6 * len(word)) - 1), -1):
            for text, _ in self._scan(b"w" + word[:end].encode(), _NEAR):
                other = text[1:].decode()
                share = end / max(len(word), len(other))
                if share >= 0.6:
                    found.setdefault(other, 0.55 + 0.2 * share)
            if found:
                break
        return found

    def _twice_misspelt(self, word: str) -> dict[str, float]:
        """The vocabulary's words two edits away, by optimal string alignment over all words of about that length."""
        from rapidfuzz.distance.OSA import distance
        from rapidfuzz.process import extract

        size = len(word)
        found = {}
        for length in range(size - 2, size + 3):
            choices = self._lengths.get(length)
            if choices is None:
                choices = self._lengths[length] = (self._get(b"l" + bytes([length])) or b"").decode().split("\n")
            for other, edited, _ in extract(word, choices, scorer=distance, score_cutoff=2, limit=_NEAR // 2):
                if other:
                    found[other] = 1 - (edited if other[0] == word[0] else edited + 0.4) / max(size, length)
        return found

    def _described(self, typed: list[str]) -> Iterable[Match]:
        """Terms whose texts speak of what was typed: the share of its weight that they hold."""
        total = 0.0
        tables: list[dict[int, tuple[float, str]]] = []
        unknown = log(1 + self._names)
        for word in dict.fromkeys(part for whole in typed for part in self._parted(whole)):
            if word in STOP or len(word) < 2:
                continue
            matches = self._stems(strip_suffixes(word))
            rarest = 0.0
            best: dict[int, tuple[float, str]] = {}
            for text, closeness in matches.items():
                numbers = self._numbers(b"m", text)
                weight = log(1 + self._names / (1 + len(numbers)))
                rarest = max(rarest, weight)
                values = [(closeness * weight * (level + 1) / LEVELS, text) for level in range(LEVELS)]
                if not best:  # as nearly always; and a common word has thousands of numbers
                    best = {number // LEVELS: values[number % LEVELS] for number in numbers[:_POSTINGS]}
                    continue
                for number in numbers[:_POSTINGS]:
                    weighed = values[number % LEVELS]
                    if weighed[0] > best.get(number // LEVELS, (0.0, ""))[0]:
                        best[number // LEVELS] = weighed
            total += rarest or _UNKNOWN_WEIGHT * unknown
            tables.append(best)
        scores: dict[int, float] = {}
        for table in tables:
            if not scores:
                scores = {number: value for number, (value, _) in table.items()}
                continue
            for number, (value, _) in table.items():
                scores[number] = scores.get(number, 0.0) + value
        for number in _heaviest(scores):
            marks = {table[number][1] for table in tables if number in table}
            quality = scores[number] / total * (1 - _TOGETHER + _TOGETHER * len(marks) / len(tables))
            if quality >= _MEANING_FLOOR:
                yield Match(self._name(number)[2], "meaning", min(1.0, quality), None, marks)

    def _parted(self, word: str) -> list[str]:
        """A word, or the two that somebody forgot to part, when the texts know both and not the one."""
        if len(word) >= 9 and not self._get(b"m" + strip_suffixes(word).encode()[:400]):
            for end in range(4, len(word) - 3):
                if all(self._get(b"m" + strip_suffixes(part).encode()[:400]) for part in (word[:end], word[end:])):
                    return [word[:end], word[end:]]
        return [word]

    def _stems(self, text: str) -> dict[str, float]:
        """The index's stems near one, and how near."""
        encoded = text.encode("utf-8", "replace")[:400]
        others = (self._get(b"s" + encoded) or b"").decode().split("\n")
        found = {other: _SYNONYM for other in others if self._get(b"m" + other.encode())}
        if self._get(b"m" + encoded):
            found[text] = 1.0
        if not found and len(text) > 4:
            for other in edits(text) if len(text) <= _EDITED else ():
                if self._get(b"m" + other.encode()):
                    found[other] = 0.8
            if not found:
                for key, _ in self._scan(b"m" + encoded, 6):
                    found[key[1:].decode()] = 0.6
        return found


def _heaviest(weights: dict[int, float]) -> list[int]:
    """The numbers of the most weight, at most so many, of equals the smaller ones first: two sorts, both without a lambda."""
    return sorted(sorted(weights), key=weights.__getitem__, reverse=True)[:_CANDIDATES]


def _closeness(typed: list[str], near: list[dict[str, float]], name: list[str]) -> tuple[float, set[str]]:
    """How near a name is to what was typed, 0 to 1, and which of its words were meant.

    What was typed counts by the letters, what the name has beyond it counts a third, and a changed order a little.
    """
    got = weight = held = 0.0
    marks: set[str] = set()
    places: list[int] = []
    for word, matches in zip(typed, near, strict=True):
        best, meant = 0.0, -1
        for place, other in enumerate(name):
            if other in matches and matches[other] > best and place not in places:
                best, meant = matches[other], place
        size = _size(word)
        weight += size
        if meant >= 0:
            got += best * size
            held += _size(name[meant])
            places.append(meant)
            marks.add(name[meant])
    order = 0.02 * (places != sorted(places))
    return (got / weight) * (0.72 + 0.28 * held / sum(map(_size, name))) - order, marks


def _size(word: str) -> int:
    """How much a word counts: its letters, or next to nothing if it only holds others together."""
    return 1 if word in STOP else len(word)
