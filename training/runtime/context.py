"""Context: the words around the mentions of a text that tell anything, by their distance.

Invariant: what a mention itself says is no part of its context; a context is the same whatever mentions stand beside it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from math import exp, sqrt
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from .fields import unpack
from .words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .vectors import Vectors

REACH = 40  # slots to either side; exp(-40/12) of a neighbour's weight is left there
REGISTER_REACH = 120  # slots to either side in which all words count alike: what kind of text this is
_FADE = 12.0
UNIT = 255  # of a neighbour's weight: whole numbers add up faster, and to the same in any order
NEAR = [0, *(round(UNIT * exp(-(distance - 1) / _FADE)) for distance in range(1, REACH + 1))]
_SQUARED = [near * near for near in NEAR]
LEAST = 0.3  # how long a context counts at least: two vague words make no verdict
_OPEN, _CLOSED = "<s>", "</s>"
_MARKS = frozenset('.,:;("?)')


class Window(NamedTuple):
    """The words near a mention: their numbers, places among the words of the text, and what distance leaves of each."""

    numbers: Sequence[int]
    places: Sequence[int]
    near: Sequence[int]
    length: float


class Beside(NamedTuple):
    """The words next to a mention and next to these, or the mark that stands between."""

    before: str
    behind: str
    second_before: str
    second_behind: str


class Context:
    """The words of one text as numbers, prepared so that each mention costs no more than its own window."""

    def __init__(self, words: Words, vectors: Vectors) -> None:
        self.words, self._vectors = words, vectors
        get = vectors.numbers.get
        found = [(number, place) for place, number in enumerate(map(get, words.stems)) if number is not None]
        self._numbers = [number for number, _ in found]
        self._places = [place for _, place in found]
        self._slots = [words.slots[place] for place in self._places]
        self._packed = list(map(vectors.packed.__getitem__, self._numbers))
        self._rests = list(map(vectors.rests.__getitem__, self._numbers))
        self._texture: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Tell which words a mention at these characters holds: the first, and the one behind the last."""
        words = self.words
        first, last = bisect_right(words.ends, start), bisect_left(words.starts, end)
        return first, max(last, first + 1)

    def window(self, first: int, last: int) -> Window:
        """Give the words near the mention that the words `first:last` hold."""
        slots = self._slots
        left, right = self.words.slots[first], self.words.slots[last - 1]
        low, mid = bisect_left(slots, left - REACH), bisect_left(slots, left)
        after, high = bisect_right(slots, right), bisect_right(slots, right + REACH)
        distances = [left - slot for slot in slots[low:mid]] + [slot - right for slot in slots[after:high]]
        near = [NEAR[distance] for distance in distances]
        head = self._vectors.head
        measured = unpack(sum(map(mul, self._packed[low:mid] + self._packed[after:high], near)), head.measures)
        along = sum(map(mul, measured, measured)) * head.measure_scale * head.measure_scale
        squared = [_SQUARED[distance] for distance in distances]
        rest = sum(map(mul, self._rests[low:mid] + self._rests[after:high], squared)) * head.rest_scale
        return Window(
            self._numbers[low:mid] + self._numbers[after:high],
            self._places[low:mid] + self._places[after:high],
            near,
            sqrt(along + rest) / UNIT + LEAST,
        )

    def register(self, first: int, last: int) -> tuple[float, float, float]:
        """Tell what kind of text surrounds a mention: for each answer, what the words far and near add on the whole."""
        sums = self._texture
        if sums is None:
            texture = self._vectors.texture
            sums = self._texture = list(accumulate(map(texture.__getitem__, self._numbers), initial=0))
        slots = self._slots
        left, right = self.words.slots[first], self.words.slots[last - 1]
        low, mid = bisect_left(slots, left - REGISTER_REACH), bisect_left(slots, left)
        after, high = bisect_right(slots, right), bisect_right(slots, right + REGISTER_REACH)
        whole = sums[mid] - sums[low] + sums[high] - sums[after]
        one, two, three, *measured, rest = unpack(whole, 4 + self._vectors.head.measures)
        head = self._vectors.head
        length = sum(map(mul, measured, measured)) * head.measure_scale * head.measure_scale + rest * head.rest_scale
        much = sqrt(length) + LEAST
        scales = head.register_scales
        return one * scales[0] / much, two * scales[1] / much, three * scales[2] / much

    def beside(self, first: int, last: int, start: int, end: int) -> Beside:
        """Give what stands next to the mention, which is at these words and characters."""
        words = self.words
        text, written = words.text, words.words
        before = text[words.ends[first - 1] if first else 0 : start]
        behind = text[end : words.starts[last] if last < len(written) else len(text)]
        one = written[first - 1] if first else _OPEN
        two = written[first - 2] if first > 1 else _OPEN
        three = written[last] if last < len(written) else _CLOSED
        four = written[last + 1] if last + 1 < len(written) else _CLOSED
        if before.endswith("-"):
            one += "-"
        elif mark := before.rstrip()[-1:]:
            one = f"<{mark if mark in _MARKS else 'p'}>"
        elif "\n" in before and before.count("\n") > 1:
            one = two = _OPEN
        if behind.startswith("-"):
            three = "-" + three
        elif mark := behind.lstrip()[:1]:
            three = f"<{mark if mark in _MARKS else 'p'}>"
        elif "\n" in behind and behind.count("\n") > 1:
            three = four = _CLOSED
        return Beside(one, three, two, four)
