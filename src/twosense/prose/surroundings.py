"""Surroundings: the words around the mentions of a text, as stems, one slot each.

The end of a clause, a sentence or a paragraph takes empty slots: what stands beyond it is further away than it looks, and no
run of words goes across it. How far apart two words are is then how far apart their slots are.
Invariant: between two mentions there are the slots of all words within reach of either.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import chain
from operator import itemgetter

from twosense.characters import fold
from twosense.prose.inflection import stem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosense.prose.mentions import Mention

    Place = tuple[int, int]  # the first slot of a mention, and the one behind its last

REACH = 32  # slots to either side of a mention: 40 read no sentence better
_FAR = 12 * REACH  # characters in which so many slots are looked for
_CLAUSE, _SENTENCE, _PARAGRAPH = 1, 6, 20
WORD = re.compile(r"[^\W_]+(?:['\u2019]s\b)?")
_POSSESSIVE = ("'s", "\u2019s")
_INDENTATION = re.compile(r"\n[ \t]+")
_ITEM = re.compile(r"\n[-*+\u2022>|]+")
_SENTENCE_END = re.compile(r"[.!?\u2026][\"')\]\u201d\u2019]*$")
_CLAUSE_WITHIN = re.compile(r"[;:()\u2013\u2014]")
_CLAUSE_END = re.compile(rf"{_CLAUSE_WITHIN.pattern}|^-$")
# What a single mark adds in front of a word, and behind one; others are looked for by the expressions above.
_OPENINGS = {"\n": (), '"': (), "'": (), "(": ("",) * _CLAUSE}
_ENDS = {",": (), **dict.fromkeys(".?!", ("",) * _SENTENCE), **dict.fromkeys(":;)", ("",) * _CLAUSE)}
_EDGE = ("",) * REACH  # so that as many slots stand in front of every mention, and behind it
_MEMORY = 100_000  # pieces of text


class _Slots(dict[str, tuple[str, ...]]):
    """The slots of each piece of text that holds no blank, computed once; an end of a line stands in front of its line."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        if len(self) > _MEMORY:
            self.clear()
        value = self[piece] = _slots_of(piece)
        return value


_slots = _Slots().__getitem__


def stems_of(text: str) -> tuple[str, ...]:
    """The stems of the words of a text."""
    return tuple(map(_stem, WORD.findall(text)))


class Surroundings:
    """The slots around the mentions of a text, and the places of the mentions among them."""

    __slots__ = ("_mentions", "_spans", "_text", "places", "stems")

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        """The mentions stand in the order of the text."""
        self._text, self._mentions = text, mentions
        self._spans: dict[tuple[int, int], list[tuple[int, int]]] = {}
        stems = self.stems = list(_EDGE)
        places: list[Place] = []
        self.places = places
        done = 0
        for mention in mentions:
            start, end = mention.start, mention.end
            stems += _slots_between(text, done, start)
            first = len(stems)
            stems += _slots_of_name(text[start:end])
            places.append((first, len(stems)))
            done = _behind(text, end)
        stems += _slots_in(text[done : done + _FAR])[:REACH]
        stems += _EDGE

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where the word in slot `first` starts and the one in front of slot `last` ends, in characters."""
        start, end = self._word(first)
        return start, end if last - first == 1 else self._word(last - 1)[1]

    def words(self, first: int, last: int) -> str:
        """What stands in the slots `first:last`, as written, but for blanks and ends of lines."""
        start, end = self.span(first, last)
        return " ".join(self._text[start:end].split())

    def _word(self, slot: int) -> tuple[int, int]:
        """The word in a slot: one of a mention's own, of the first behind one, or of the last in front of one."""
        number = bisect_right(self.places, slot, key=itemgetter(0))  # of the next mention
        begin, start = REACH, 0
        if number:
            mention, (first, last) = self._mentions[number - 1], self.places[number - 1]
            if slot < last:
                return self._nth_word(first, slot, mention.start, mention.end)
            begin, start = last, _behind(self._text, mention.end)
        is_last = number == len(self._mentions)
        end = len(self._text) if is_last else self._mentions[number].start
        far = _FAR if is_last or end - start > 2 * _FAR else end - start
        if slot < begin + REACH:
            return self._nth_word(begin, slot, start, start + far)
        return self._nth_word(self.places[number][0], slot, end - far, end)

    def _nth_word(self, origin: int, slot: int, start: int, end: int) -> tuple[int, int]:
        """The word in `slot` among those at `start:end`, the first of which is in slot `origin`, or the last in front of it."""
        spans = self._spans.get((start, end))
        if spans is None:
            spans = self._spans[start, end] = [word.span() for word in WORD.finditer(self._text, start, end)]
        if slot < origin:
            behind = self.stems[slot:origin]
            return spans[behind.count("") - len(behind)]
        before = self.stems[origin:slot]
        return spans[len(before) - before.count("")]


def _behind(text: str, end: int) -> int:
    """Where a mention's last word ends: "'s" belongs to it."""
    return end + 2 if text.startswith(_POSSESSIVE, end) else end


def _slots_between(text: str, start: int, end: int) -> list[str]:
    """The slots between two mentions, or where these are far from each other, those within reach of either."""
    if end - start <= 2 * _FAR:
        slots = _slots_in(text[start:end])
        if len(slots) > 2 * REACH:
            del slots[REACH:-REACH]
        return slots
    head = _slots_in(text[start : start + _FAR])[:REACH]
    tail = _slots_in(text[end - _FAR : end])[-REACH:]
    return head + [""] * (2 * REACH - len(head) - len(tail)) + tail


def _slots_in(text: str) -> list[str]:
    if "\n" in text:
        if "\n " in text or "\n\t" in text:
            text = _INDENTATION.sub("\n", text)
        text = text.removesuffix("\n").replace("\n", " \n")
    return list(chain.from_iterable(map(_slots, text.split(" "))))


@lru_cache(_MEMORY)
def _slots_of_name(name: str) -> list[str]:
    return _slots_in(name)


def _slots_of(piece: str) -> tuple[str, ...]:
    if piece.isalnum():  # most pieces are a word
        return (_stem(piece),)
    if piece[:-1].isalnum() and piece[-1] in _ENDS:
        return (_stem(piece[:-1]), *_ENDS[piece[-1]])
    if piece[1:2].isalnum() and piece[0] in _OPENINGS:
        return (*_OPENINGS[piece[0]], *_slots(piece[1:]))
    if piece.isspace():
        return ("",) * _PARAGRAPH if piece[0] == "\n" else ()
    if _ITEM.fullmatch(piece):
        return ("",) * _SENTENCE
    slots: list[str] = []
    done = 0
    for word in WORD.finditer(piece):
        slots += [""] * (_CLAUSE if _CLAUSE_WITHIN.search(piece[done : word.start()]) else 0)
        slots.append(_stem(word[0]))
        done = word.end()
    rest = piece[done:]
    if _SENTENCE_END.search(rest):
        return (*slots, *[""] * _SENTENCE)
    return (*slots, *[""] * (_CLAUSE if _CLAUSE_END.search(rest) else 0))


@lru_cache(_MEMORY)
def _stem(word: str) -> str:
    """The stem of a word as it is written."""
    folded = word.lower() if word.isascii() else fold(word)
    return stem(folded[:-2] if folded.endswith(_POSSESSIVE) else folded) or word
