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
    from collections.abc import Iterable

    from twosense.prose.mentions import Mention

    Place = tuple[int, int]  # the first slot of a mention, and the one behind its last
    # A part of the slots: the first of them, the characters they are of, and whether they are the last or the first there.
    Part = tuple[int, int, int, bool]

REACH = 32  # slots to either side of a mention: 40 read no sentence better
_FAR = 12 * REACH  # characters in which so many slots are looked for
_CLAUSE, _SENTENCE, _PARAGRAPH = 1, 6, 20
WORD = re.compile(r"[^\W_]+(?:['\u2019]s\b)?")
_POSSESSIVE = ("'s", "\u2019s")
_INDENTATION = re.compile(r"\n[ \t]+")
_ITEM = re.compile(r"\n[-*+\u2022>|]+")
_SENTENCE_END = re.compile(r"[.!?\u2026][\"')\]\u201d\u2019]*$")
_CLAUSE_END = re.compile(r"[;:()\u2013\u2014]|^-$")
# What may stand behind a word; all other marks are looked for by the expressions above.
_ENDS = {",": 0, ".": _SENTENCE, "?": _SENTENCE, "!": _SENTENCE, ":": _CLAUSE, ";": _CLAUSE, ")": _CLAUSE}
_EDGE = ("", "", "")  # so that every mention has three slots in front of it, and three behind it
_MEMORY = 100_000  # pieces of text


class _Slots(dict[str, tuple[str, ...]]):
    """The slots of each piece of text that holds no blank, computed once; an end of a line stands in front of its line."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        if len(self) > _MEMORY:
            self.clear()
        value = self[piece] = tuple(_slots_of(piece))
        return value


_slots = _Slots().__getitem__


def stems_of(text: str) -> tuple[str, ...]:
    """The stems of the words of a text."""
    return tuple(map(_stem, WORD.findall(text)))


class Surroundings:
    """The slots around the mentions of a text, and the places of the mentions among them."""

    __slots__ = ("_parts", "_spans", "_text", "places", "stems")

    def __init__(self, text: str, mentions: Iterable[Mention]) -> None:
        """The mentions stand in the order of the text."""
        self._text = text
        self._parts: list[Part] = []
        self._spans: dict[int, dict[int, tuple[int, int]]] = {}
        self.places: list[Place] = []
        stems = self.stems = list(_EDGE)
        done = 0
        for mention in mentions:
            start, end = mention.start, mention.end
            before = len(stems)
            if start - done <= 2 * _FAR:
                self._parts.append((before, done, start, False))
                stems += _slots_in(text[done:start])
                if len(stems) > before + 2 * REACH:
                    tail = stems[-REACH:]
                    del stems[before + REACH :]
                    self._parts.append((len(stems), done, start, True))
                    stems += tail
            else:
                self._add_ends(done, start)
            first = len(stems)
            self._parts.append((first, start, end, False))
            stems += _slots_of_name(text[start:end])
            self.places.append((first, len(stems)))
            done = end + 2 if text.startswith(_POSSESSIVE, end) else end
        if done:
            self._parts.append((len(stems), done, done + _FAR, False))
            stems += _slots_in(text[done : done + _FAR])[:REACH]
        stems += _EDGE

    def _add_ends(self, start: int, end: int) -> None:
        """Of what stands between two mentions that are far from each other, what is within reach of either."""
        self._parts.append((len(self.stems), start, start + _FAR, False))
        head = _slots_in(self._text[start : start + _FAR])[:REACH]
        tail = _slots_in(self._text[end - _FAR : end])[-REACH:]
        self.stems += head
        self.stems += [""] * (2 * REACH - len(head) - len(tail))
        self._parts.append((len(self.stems), end - _FAR, end, True))
        self.stems += tail

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where the word in slot `first` starts and the one in front of slot `last` ends, in characters."""
        return self._word(first)[0], self._word(last - 1)[1]

    def words(self, first: int, last: int) -> str:
        """What stands in the slots `first:last`, as written, but for blanks and ends of lines."""
        start, end = self.span(first, last)
        return " ".join(self._text[start:end].split())

    def _word(self, slot: int) -> tuple[int, int]:
        number = bisect_right(self._parts, slot, key=itemgetter(0)) - 1
        spans = self._spans.get(number)
        if spans is None:
            spans = self._spans[number] = self._spans_of(number)
        return spans[slot]

    def _spans_of(self, number: int) -> dict[int, tuple[int, int]]:
        """The characters of each slot with a word in the part of this number."""
        begin, start, end, is_tail = self._parts[number]
        stop = self._parts[number + 1][0] if number + 1 < len(self._parts) else len(self.stems)
        slots = [slot for slot in range(begin, stop) if self.stems[slot]]
        spans = [word.span() for word in WORD.finditer(self._text, start, end)]
        return dict(zip(slots, spans[-len(slots) :] if is_tail else spans, strict=False))


def _slots_in(text: str) -> list[str]:
    if "\n" in text:
        if "\n " in text or "\n\t" in text:
            text = _INDENTATION.sub("\n", text)
        text = text.removesuffix("\n").replace("\n", " \n")
    return list(chain.from_iterable(map(_slots, text.split(" "))))


@lru_cache(_MEMORY)
def _slots_of_name(name: str) -> list[str]:
    return _slots_in(name)


def _slots_of(piece: str) -> list[str]:
    if piece.isalnum():  # most pieces are a word
        return [_stem(piece)]
    if piece[:-1].isalnum() and piece[-1] in _ENDS:
        return [_stem(piece[:-1])] + [""] * _ENDS[piece[-1]]
    if piece.isspace():
        return [""] * _PARAGRAPH if piece[0] == "\n" else []
    if _ITEM.fullmatch(piece):
        return [""] * _SENTENCE
    slots: list[str] = []
    done = 0
    for word in WORD.finditer(piece):
        slots += [""] * (_CLAUSE if _CLAUSE_END.search(piece[done : word.start()]) else 0)
        slots.append(_stem(word[0]))
        done = word.end()
    rest = piece[done:]
    if _SENTENCE_END.search(rest):
        return slots + [""] * _SENTENCE
    return slots + [""] * (_CLAUSE if _CLAUSE_END.search(rest) else 0)


@lru_cache(_MEMORY)
def _stem(word: str) -> str:
    """The stem of a word as it is written."""
    folded = word.lower() if word.isascii() else fold(word)
    return stem(folded[:-2] if folded.endswith(_POSSESSIVE) else folded) or word
