"""Bulk: what the cues around thousands of mentions come to, worked out with NumPy for many of them at once.

`surroundings` and `weighing` say what is worked out; this is how it is done in a quarter of the time. Importing NumPy takes
as long as a thousand mentions one by one.
Invariant: the sums are those that `Scales.weigh` gives for the same mentions, to the last unit.
"""

from __future__ import annotations

from functools import cache
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from twosense.prose import tables
from twosense.prose.declared import NONE
from twosense.prose.surroundings import REACH, Near, empty_slots, stem_of
from twosense.prose.weighing import (
    BEHIND,
    BEHIND_WORTH,
    FLAT,
    FLOOR,
    IN_FRONT,
    IN_FRONT_WORTH,
    ONE,
    ORDINARY_FLOOR,
    ORDINARY_WEIGHT,
    PATTERN_WEIGHT,
    SURE,
    UNCLEAR,
    UNCLEAR_ODDS,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from twosense.prose.cues import Cues
    from twosense.prose.mentions import Mention
    from twosense.store import Store

    Array = np.ndarray[Any, np.dtype[Any]]

_BATCH = 2048  # mentions worked out together: 1024 and 4096 take a fifth longer
_CONTEXT = 2 * REACH  # mentions beside a batch that may stand within its reach
_STEMS = 200_000  # remembered

_ALNUM = bytes((c < 128 and chr(c).isalnum()) or c == 255 for c in range(256))
_LETTER, _MARK = 255, 128  # stand for the characters outside ASCII that belong to words, and for the others
_OUTSIDE = np.uint64(0x8080808080808080)  # whether any of eight bytes stands for one
_LEADING = np.array([(1 << 8 * count) - 1 for count in range(9)], np.uint64)  # the first so many of eight bytes
_ODD = np.uint64(tables.ODD)
_BITS, _ASKED = 15, 4096  # of the places in a table, and the strings asked for before the others are looked up again
_WORTHS = np.concatenate((np.array(IN_FRONT_WORTH).T, np.array(BEHIND_WORTH).T))  # by column, and how many slots are its own


class _Table:
    """Numbers of byte strings by their keys; what has none yet, or no key, is asked for by its text.

    Two places for each string, so that few push each other out.
    """

    def __init__(self, number: Callable[[str], int]) -> None:
        self._number = number
        self._keys = np.zeros(2 << _BITS, np.uint64)
        self._numbers = np.zeros(2 << _BITS, np.int64)

    def numbers(self, keys: Array, text: str, starts: Array, ends: Array) -> Array:
        """The numbers of strings given by their keys, or 0, and as places in a text."""
        numbers, missing = self._look_up(keys)
        while len(missing):
            asked, missing = missing[:_ASKED], missing[_ASKED:]
            places = map(slice, starts[asked].tolist(), ends[asked].tolist())
            numbers[asked] = list(map(self._number, map(text.__getitem__, places)))
            self._note(keys[asked], numbers[asked])
            numbers[missing], still = self._look_up(keys[missing])
            missing = missing[still]
        return numbers

    def _look_up(self, keys: Array) -> tuple[Array, Array]:
        """The numbers of these keys, and which of them are missing."""
        first = (keys >> np.uint64(64 - _BITS)).astype(np.int64)
        numbers = self._numbers[first]
        missing = np.flatnonzero((self._keys[first] != keys) | (keys == 0))
        second = first[missing] ^ (1 << _BITS)
        numbers[missing] = self._numbers[second]
        return numbers, missing[(self._keys[second] != keys[missing]) | (keys[missing] == 0)]

    def _note(self, keys: Array, numbers: Array) -> None:
        """Remember the numbers of these keys; what stood in their first places goes to its second ones."""
        keys, numbers = keys[keys != 0], numbers[keys != 0]
        here = (keys >> np.uint64(64 - _BITS)).astype(np.int64)
        there = here ^ (1 << _BITS)
        self._keys[there], self._numbers[there] = self._keys[here], self._numbers[here]
        self._keys[here], self._numbers[here] = keys, numbers


class _Words:
    """The words of a text: where they start and end, in characters, and their slots, behind REACH empty ones."""

    def __init__(self, text: str, stems: _Table, gaps: _Table) -> None:
        raw = _bytes(text)
        starts, ends = _runs(raw)
        keys = _keys(raw.lower(), starts, ends)
        possessives = _possessives(text, raw, starts, ends)
        ends[possessives - 1] = ends[possessives]
        starts, ends, keys = (np.delete(column, possessives) for column in (starts, ends, keys))
        self.starts, self.ends = starts, ends
        numbers = stems.numbers(keys, text, starts, ends)
        empty = _empty(text, raw, ends, np.append(starts[1:], len(text)), gaps)
        self.slots = REACH + np.concatenate(([0], np.cumsum(empty + 1)))
        self.stems = np.zeros(int(self.slots[-1]) + REACH + 1, np.int64)
        self.stems[self.slots[:-1]] = numbers

    def places(self, spans: Array) -> tuple[Array, Array]:
        """The first slots of what stands at these places, and those behind the last."""
        first, last = np.searchsorted(self.ends, spans[:, 0], "right"), np.searchsorted(self.starts, spans[:, 1])
        here = self.slots[first]
        return here, np.where(last > first, self.slots[last - 1] + 1, here)


def _bytes(text: str) -> bytes:
    """A byte for each character, none of them NUL, and some blanks behind them."""
    raw = text.encode() if text.isascii() else _outside_ascii(text)
    return raw.replace(b"\0", b"\1") + b" " * 16


def _outside_ascii(text: str) -> bytes:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    outside = np.flatnonzero(codes > 127)
    characters, which = np.unique(codes[outside], return_inverse=True)
    kinds = np.array([_LETTER if chr(code).isalnum() else _MARK for code in characters.tolist()], np.uint8)
    raw = codes.astype(np.uint8)
    raw[outside] = kinds[which]
    return raw.tobytes()


def _runs(raw: bytes) -> tuple[Array, Array]:
    """Where the words start and end."""
    is_word = np.frombuffer(raw.translate(_ALNUM), np.uint8)
    bounds = np.flatnonzero(is_word[1:] != is_word[:-1]) + 1
    if is_word[0]:
        bounds = np.concatenate(([0], bounds))
    return bounds[::2].copy(), bounds[1::2].copy()


def _keys(raw: bytes, starts: Array, ends: Array) -> Array:
    """Keys of the bytes at these places, up to sixteen of ASCII; 0 for others. Of up to eight bytes no two have the same."""
    eight = np.ndarray((len(raw) - 7,), "<u8", raw, 0, (1,))
    lengths = ends - starts
    keys = eight[starts] & _LEADING[np.minimum(lengths, 8)]
    keys[keys & _OUTSIDE != 0] = 0
    longer = np.flatnonzero(lengths > 8)
    tails = eight[starts[longer] + 8] & _LEADING[np.minimum(lengths[longer] - 8, 8)]
    fits = (lengths[longer] <= 16) & (tails & _OUTSIDE == 0) & (keys[longer] != 0)
    keys[longer] = np.where(fits, keys[longer] * _ODD ^ tails ^ (tails >> np.uint64(32)), 0)
    return keys * _ODD  # type: ignore[no-any-return]


def _possessives(text: str, raw: bytes, starts: Array, ends: Array) -> Array:
    """Which words are no words but the end of the one before: the "s" of "it's"."""
    codes = np.frombuffer(raw, np.uint8)
    single = np.flatnonzero((ends - starts == 1) & (codes[starts] == ord("s")) & (codes[ends] != ord("_")))
    found: list[int] = []
    for number in single.tolist():
        at = starts[number] - 1
        if number and ends[number - 1] == at and text[at] in "'\u2019" and not (found and found[-1] == number - 1):
            found.append(number)
    return np.array(found, np.int64)


def _empty(text: str, raw: bytes, starts: Array, ends: Array, gaps: _Table) -> Array:
    """How many slots are empty behind each word; what stands there is a blank mostly."""
    empty = np.zeros(len(starts), np.int64)
    codes = np.frombuffer(raw, np.uint8)
    others = np.flatnonzero((ends - starts > 1) | (codes[starts] != ord(" ")))
    starts, ends = starts[others], ends[others]
    empty[others] = gaps.numbers(_keys(raw, starts, ends), text, starts, ends)
    return empty


class _Tables:
    """The cues of all terms, looked up many at once."""

    def __init__(self, store: Store) -> None:
        get = store.section(tables.SECTION).get

        def column(name: bytes, kind: str) -> Array:
            return np.frombuffer(get(name) or b"", kind)

        self._keys = column(tables.KEYS, "u8")
        self._firsts, self._counts = column(tables.CELLS, "i4").reshape(-1, 2).T.astype(np.int64)
        self._rows = column(tables.ROWS, "i4").reshape(-1, 3).T.astype(np.int64)
        runs = int(self._rows[2].max(initial=-1)) + 1
        self._before, self._behind = (
            column(name, "u8").reshape(-1 if runs else 0, runs) for name in (tables.BEFORE, tables.BEHIND)
        )
        # How many stems each run has in front of its slot, and behind it.
        self.ahead, self.onward = ((columns != 0).sum(axis=0) for columns in (self._before, self._behind))
        self._shift = np.uint64(65 - len(self._keys).bit_length())

    def rows(self, keys: Array) -> tuple[Array, Array]:
        """What stands under these keys: of each row, the number of its key, and the row."""
        places = (keys >> self._shift).astype(np.int64)
        found = self._keys[places]
        there = [np.flatnonzero(found == keys)]
        left = np.flatnonzero((found != keys) & (found != 0))
        while len(left):
            places[left] = (places[left] + keys[left].astype(np.int64)) & (len(self._keys) - 1)
            found = self._keys[places[left]]
            there.append(left[found == keys[left]])
            left = left[(found != keys[left]) & (found != 0)]
        asked = np.concatenate(there)
        firsts, counts = self._firsts[places[asked]], self._counts[places[asked]]
        rows = np.repeat(firsts - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        return np.repeat(asked, counts), self._rows[:, rows]

    def stand(self, numbers: Array, stems: Array, runs: Array, before: Array, behind: Array) -> Array:
        """Whether each run stands in front of slot `before` and from slot `behind` on."""
        stand = np.ones(len(runs), bool)
        for columns, start, step in ((self._before, before - 1, -1), (self._behind, behind, 1)):
            for distance, column in enumerate(columns):
                wanted = column[runs]
                stand &= (wanted == 0) | (numbers[stems.take(start + step * distance, mode="clip")] == wanted)
        return stand


class Bulk:
    """Weighs the cues around the mentions of texts, many at once; any thread may ask."""

    def __init__(self, store: Store, cues: Cues) -> None:
        """The cues are those of the same store."""
        self._cues, self._size = cues, len(cues.sides) + 1
        self._tables = _Tables(store)
        self._term = cache(tables.number_of)
        self._own = cache(lambda key: sum(1 << side for side in cues.meanings_of(key).sides))
        self._lock = Lock()
        self._begin()

    def _begin(self) -> None:
        """Remember no words."""
        self._stems: dict[str, int] = {"": 0}
        self._numbers = np.zeros(1, np.uint64)  # by stem, what `tables` calls it
        self._tells = np.zeros(1, bool)  # by stem, whether it tells anything
        self._topics = np.zeros((2, 1), np.int64)  # by stem, the side that it is a topic of, and how much it weighs
        self._words = _Table(lambda word: self._stems.setdefault(stem_of(word), len(self._stems)))
        self._gaps = _Table(empty_slots)

    def _learn(self) -> None:
        """Know what the tables have of the stems that have come up since the last time."""
        done = len(self._numbers)
        if len(self._stems) > done:
            new = list(map(tables.number_of, islice(self._stems, done, None)))
            self._numbers = np.append(self._numbers, np.array(new, np.uint64))
            self._topics = np.append(self._topics, np.zeros((2, len(new)), np.int64), axis=1)
            at, (sides, weights, _) = self._tables.rows(_mixed(np.uint64(tables.TOPIC), self._numbers[done:]))
            self._topics[:, done + at] = sides, weights
            self._tells = np.append(self._tells, np.zeros(len(new), bool))
            self._tells[done + at] = True

    def read(self, text: str, mentions: Sequence[Mention]) -> Iterator[tuple[str, str | None, float]]:
        """What `Weighing` says of each mention: answer, lean and confidence; the mentions stand in the order of the text."""
        own = np.array([self._own(mention.key) for mention in mentions])[:, None] >> np.arange(self._size - 1) & 1
        answers, leans, confidences = _answers(self.sums(text, mentions), own)
        sides = self._cues.sides
        names, leaning = (*sides, NONE, UNCLEAR), (*sides, None)  # the last one for -1
        return zip([names[answer] for answer in answers], [leaning[lean] for lean in leans], confidences, strict=True)

    def sums(self, text: str, mentions: Sequence[Mention]) -> Array:
        """What the cues around each mention come to: of each side, in front of it and behind it."""
        batches = []
        for begin in range(0, len(mentions), _BATCH):
            before = max(0, begin - _CONTEXT)
            around = mentions[before : begin + _BATCH + _CONTEXT]
            with self._lock:  # the words are numbered as they come up
                if len(self._stems) > _STEMS:
                    self._begin()
                batches.append(self._batch(Near(text, around), around, slice(begin - before, begin - before + _BATCH)))
        return np.concatenate(batches)

    def _batch(self, near: Near, mentions: Sequence[Mention], wanted: slice) -> Array:
        words = _Words(near.text, self._words, self._gaps)
        self._learn()
        first, last = words.places(np.array(near.spans))
        terms = np.array([self._term(mention.key) for mention in mentions], np.uint64)
        in_front, behind = _rooms(terms, first, last)
        terms, first, last, in_front, behind = (column[wanted] for column in (terms, first, last, in_front, behind))
        numbers, own = self._numbers, np.stack((in_front, behind))

        # The slots near mentions whose stems tell anything, a third of all: of each the mention, and which of 2 * REACH it is.
        windows = sliding_window_view(self._tells[words.stems], REACH)
        at, column = np.divmod(np.flatnonzero(np.concatenate((windows[first - REACH], windows[last]), axis=1)), 2 * REACH)
        is_behind = column // REACH
        slot = np.stack((first, last))[is_behind, at] + column - REACH
        stems = words.stems[slot]
        worths = _WORTHS[column, own[is_behind, at]]
        sums = (2 * at + is_behind) * self._size  # the first of those that each slot adds to; there is one for each side
        added = [(sums + self._topics[0, stems], self._topics[1, stems] * worths)]

        which, (sides, weights, runs) = self._tables.rows(_mixed(terms[at], numbers[stems]))
        weights *= worths[which]
        phrases = np.flatnonzero(runs >= 0)
        if len(phrases):
            its, middle = at[which[phrases]], slot[which[phrases]]
            runs = runs[phrases]
            is_apart = (middle - self._tables.ahead[runs] >= last[its]) | (middle + self._tables.onward[runs] <= first[its])
            weights[phrases] *= is_apart & self._tables.stand(numbers, words.stems, runs, middle, middle)
        added.append((sums[which] + sides, weights))

        beside = [numbers[words.stems[slot]] for slot in (first - 2, first - 1, last, last + 1, last + 2)]
        keys = [
            _mixed(terms, np.uint64(form), *beside[2 - ahead : 2 + onward]) for form, (ahead, onward) in enumerate(tables.FORMS)
        ]
        at, (sides, _, runs) = self._tables.rows(np.concatenate(keys))
        at %= len(terms)
        holds = (runs < 0) | self._tables.stand(numbers, words.stems, runs, first[at], last[at])
        added.append(((2 * at + 1) * self._size + sides, holds * PATTERN_WEIGHT))
        targets, amounts = map(np.concatenate, zip(*added, strict=True))
        total = np.bincount(targets, amounts, len(terms) * 2 * self._size)
        return total.astype(np.int64).reshape(len(terms), 2, self._size)


def _mixed(*numbers: Array | np.uint64) -> Array:
    """The keys that `tables.mixed` makes."""
    key: Any = np.uint64(0)
    for number in numbers:
        key = (key ^ number) * _ODD
        key = key ^ (key >> np.uint64(tables.SHIFT))
    return key | np.uint64(1)  # type: ignore[no-any-return]


def _answers(sums: Array, own: Array) -> tuple[list[int], list[int], list[float]]:
    """What `Weighing` makes of sums: answers and leans, by number of the side, and confidences; -1 is no lean."""
    in_front, behind = np.moveaxis((sums / ONE) ** FLAT, 1, 0)
    totals = np.where(own, IN_FRONT * in_front[:, :-1] + BEHIND * behind[:, :-1], 0.0)
    best = totals.max(axis=1, keepdims=True)
    leads = (best[:, 0] > 0) & ((totals == best).sum(axis=1) == 1)
    leans = np.where(leads, totals.argmax(axis=1), -1)
    ordinary = np.exp(ORDINARY_WEIGHT * (in_front[:, -1] + behind[:, -1]))
    whole = (np.exp(totals) * own).sum(axis=1) + ordinary + UNCLEAR_ODDS
    confidences = np.where(leads, np.exp(best[:, 0]), ordinary) / whole
    given = leads & (confidences >= FLOOR)
    none = ~given & (ordinary >= ORDINARY_FLOOR * whole)
    confidences = np.where(none, ordinary / whole, confidences)
    leans[none] = -1
    sides = own.shape[1]
    answers = np.where(given, leans, np.where(none, sides, sides + 1))
    return answers.tolist(), leans.tolist(), np.round(np.minimum(confidences, SURE), 3).tolist()


def _rooms(terms: Array, first: Array, last: Array) -> tuple[Array, Array]:
    """How many slots each mention has to itself in front of it, and behind it: beyond are other mentions of the term."""
    order = np.argsort(terms, kind="stable")
    before, after = order[:-1], order[1:]
    apart = np.where(terms[before] == terms[after], np.clip(first[after] - last[before], 0, REACH), REACH)
    in_front, behind = np.full(len(terms), REACH), np.full(len(terms), REACH)
    in_front[after] = behind[before] = apart
    return in_front, behind
