"""Context: the words around the mentions of a text, as numbers, with their distances.

A distance is a number of steps: one to the next word, and more if a clause, a sentence or a paragraph ends between the two.
Invariant: the words of a mention are not part of its context; the context is the same whatever other mentions there are.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate, compress
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from twosense.model import CUE_LIMIT
from twosense.text.stems import WORD, stem_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REACH = 40  # steps on each side of a mention
MARGIN = REACH + CUE_LIMIT  # words that may decide on a mention, on each side; a cue has fewer words than characters
MOST = 16  # telling words on each side: more of them gain nothing
UNIT = 255  # nearness of a word next to the mention; with whole numbers a sum does not depend on the order
_FADE = 16.0  # steps in which nearness falls to 1/e
NEARNESS = [0, *(round(UNIT * exp(-(distance - 1) / _FADE)) for distance in range(1, REACH + 1))]
_CLAUSE, _SENTENCE, _PARAGRAPH = 1, 6, 20
_WORDS = re.compile(rf"({WORD.pattern})")
_BLANKS = re.compile(r"[^\S\n]+")
_ITEM = re.compile(r"\n[-*+\u2022>|]+")
_SENTENCE_END = re.compile(r"[.!?\u2026][\"')\]\u201d\u2019]*$")
_CLAUSE_WITHIN = re.compile(r"[;:()\u2013\u2014]")
_CLAUSE_END = re.compile(rf"{_CLAUSE_WITHIN.pattern}|^-$")
_ADJACENT = frozenset((" ", "-", "\n", "\r\n"))  # gaps between a mention and its neighbour
_GAPS = 10_000  # cached gaps between words
# Characters. A gap of this length is not cached; if it has it even with its blanks joined, it is taken for further than REACH.
_LONG_GAP = 1_000


class ContextWindow(NamedTuple):
    """The telling words near a mention: their numbers, their indexes among the words of the text, and their nearness."""

    numbers: Sequence[int]
    indexes: Sequence[int]
    nearness: Sequence[int]


class Context:
    """The words of a text or of a part of it: their stems, their starts and ends, and how many steps each is from the first."""

    __slots__ = ("_indexes", "_numbers", "_telling_steps", "ends", "starts", "stems", "steps", "text")

    def __init__(self, text: str, telling: Mapping[str, int], start: int = 0, end: int | None = None) -> None:
        """Split `text[start:end]` into words; `telling` numbers the stems that tell something from afar, from 1."""
        self.text = text
        # The gap before the first word, the word, the gap between it and the next word ...
        pieces = _WORDS.split(text[start:end])
        bounds = list(accumulate(map(len, pieces), initial=start))
        self.starts, self.ends = bounds[1:-1:2], bounds[2::2]
        self.stems = list(map(stem_of, pieces[1::2]))
        self.steps = list(accumulate(map(_steps_between, pieces[2:-1:2]), initial=0)) if self.stems else []
        numbers = list(map(telling.get, self.stems))
        self._numbers: list[int] = list(compress(numbers, numbers))  # type: ignore[arg-type]  # None is left out
        self._indexes = list(compress(range(len(numbers)), numbers))
        self._telling_steps = list(compress(self.steps, numbers))

    def words(self, start: int, end: int) -> tuple[int, int]:
        """Return the words that the mention at these characters has: the first, and the one after its last."""
        first = min(bisect_right(self.ends, start), len(self.ends) - 1)
        return first, max(bisect_left(self.starts, end), first + 1)

    def window(self, first: int, last: int) -> ContextWindow:
        """Return the telling words near the mention that has the words `first:last`."""
        steps = self._telling_steps
        left, right = self.steps[first], self.steps[last - 1]
        mid = bisect_left(steps, left, 0, min(first, len(steps)))
        low = bisect_left(steps, left - REACH, max(0, mid - MOST), mid)
        after = bisect_right(steps, right, mid, min(mid + last - first, len(steps)))
        high = bisect_right(steps, right + REACH, after, min(after + MOST, len(steps)))
        nearness = [NEARNESS[left - step] for step in steps[low:mid]]
        nearness += [NEARNESS[step - right] for step in steps[after:high]]
        return ContextWindow(
            self._numbers[low:mid] + self._numbers[after:high], self._indexes[low:mid] + self._indexes[after:high], nearness
        )

    def neighbours(self, first: int, last: int) -> tuple[str, str]:
        """Return the stems of the words next to the mention that has the words `first:last`; "" across punctuation."""
        text, starts, ends, stems = self.text, self.starts, self.ends, self.stems
        before = stems[first - 1] if first and text[ends[first - 1] : starts[first]] in _ADJACENT else ""
        behind = stems[last] if last < len(stems) and text[ends[last - 1] : starts[last]] in _ADJACENT else ""
        return before, behind


class _Steps(dict[str, int]):
    """How many steps each gap between two words takes.

    Without it a scan takes 17 % longer.
    """

    def __missing__(self, gap: str) -> int:
        plain = _BLANKS.sub(" ", gap.replace("\r\n", "\n").replace("\r", "\n"))
        steps = 1 + (_extra_steps(plain) if len(plain) < _LONG_GAP else 2 * REACH)
        if len(gap) < _LONG_GAP:
            if len(self) >= _GAPS:
                self.clear()
            self[gap] = steps
        return steps


_steps_between = _Steps().__getitem__


def _extra_steps(gap: str) -> int:
    behind, *pieces = gap.replace("\n ", "\n").replace("\n", " \n").split(" ")
    if not pieces:
        return _CLAUSE if _CLAUSE_WITHIN.search(behind) else 0
    *between, before = pieces
    empty = _at_end(behind) + (_CLAUSE if _CLAUSE_WITHIN.search(before) else 0)
    for piece in between:
        if piece == "\n":
            empty += _PARAGRAPH
        else:
            empty += _SENTENCE if _ITEM.fullmatch(piece) else _at_end(piece)
    return min(empty, 2 * REACH)


def _at_end(punctuation: str) -> int:
    if _SENTENCE_END.search(punctuation):
        return _SENTENCE
    return _CLAUSE if _CLAUSE_END.search(punctuation) else 0
