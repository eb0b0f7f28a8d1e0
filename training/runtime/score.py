"""Score: what the evidence around one mention comes to, and the answer that it makes likeliest.

For each of the answers marketing, it, none and unclear there is one sum: of what a term is mostly used for, of its form, of the
words next to it, of the cues that people named, of the words near by (each weighs less the further away it stands, and all
weigh less where many say the same), and of the kind of text. A softmax makes chances of the four sums.
Invariants: chances add up to one; one word alone, a name apart, never makes a reading surer than ALONE; every mention has a
lean, also where no side is given.
"""

from __future__ import annotations

from heapq import nlargest
from itertools import repeat
from math import exp
from operator import add, mul
from typing import TYPE_CHECKING

import msgspec

from .context import UNIT
from .fields import pack, unpack_three
from .vectors import GIVEN
from .words import stem_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .context import Beside, Context, Window
    from .cues import Cue, Cues
    from .vectors import Vectors

Three = tuple[float, float, float]

MARKETING, IT, NONE, UNCLEAR = range(4)
MAGIC = b"twosense weights 1\n"
_TELLING = 4  # words that a reading names
ALONE = 0.9  # how sure one word alone can make
SURE = 0.99  # nothing is surer
_CUE_REACH, _CUE_FADE = 32, 8.0
_CUE_NEAR = [1.0, *(exp(-(distance - 1) / _CUE_FADE) for distance in range(1, _CUE_REACH + 1))]
_FLAT = 0.7  # the power of a sum of cues: ten cues do not tell ten times as much
_DIRECTION = 4096  # a direction's unit, in whole numbers
_FINE = 256  # by how much finer a worked out weight is than what a window adds up
_ZERO = (0.0, 0.0, 0.0)
# What stands in front of a capital where no name begins: a text, a sentence, an item.
_STARTS = ("", ".", "!", "?", ":", "\u2022")
_KINDS = {"pattern": 0, "phrase": 1, "word": 2}


class Constants(msgspec.Struct, frozen=True):
    """What the fit worked out for all terms alike: a weight for each answer that is stored."""

    floors: tuple[float, float]  # what the chance of each side must reach to be given
    none_floor: float  # and that of none: below it, a mention that is given no side is unclear
    start: Three
    unknown_term: Three  # what a term that the fit never saw starts with, on top
    cues: list[list[Three]]  # by kind and by the side that the cue speaks for
    shapes: dict[str, Three]
    endings: dict[str, Three]
    beside: tuple[dict[str, Three], dict[str, Three], dict[str, Three], dict[str, Three]]
    likeness: list[Three]  # of the words near by to each side's centroid
    window: list[list[float]]  # by answer, the direction that speaks for it whatever the term
    before: list[list[float]]  # the same of the word in front of the mention
    behind: list[list[float]]  # and of the one behind it


class TermHead(msgspec.Struct, frozen=True):
    """What the fit worked out for one term; the rows stand in the file one behind the other."""

    start: Three
    forms: dict[str, Three]
    window_scales: Three
    before_scale: float
    behind_scale: float


class Head(msgspec.Struct, frozen=True):
    """What the file of weights says of itself."""

    words: int
    dims: int
    constants: Constants
    terms: dict[str, TermHead]
    learned_from: str
    vectors: str  # the hash of the vectors it goes with
    figures: dict[str, float]


class _Rows(dict[int, int]):
    """What each word weighs for the answers of a term, from the rows of the file."""

    def __init__(self, rows: Sequence[Sequence[int]]) -> None:
        super().__init__()
        self._rows = rows

    def __missing__(self, number: int) -> int:
        one, two, three = self._rows
        value = self[number] = pack((one[number], two[number], three[number]))
        return value

    def of_answer(self, answer: int, numbers: Iterable[int]) -> list[int]:
        """Give what each of these words weighs for one answer."""
        return list(map(self._rows[answer].__getitem__, numbers))


class _Directions(dict[int, int]):
    """What each word weighs for the answers, worked out from directions when a text first brings it up."""

    def __init__(self, vectors: Vectors, directions: Sequence[Sequence[float]], *, rare: bool) -> None:
        """`rare` words weigh more, the commonest nothing: so it is with those that stand some way off."""
        super().__init__()
        self._vectors, self._rare = vectors, rare
        self._packed = [pack([round(value * _DIRECTION) for value in values]) for values in zip(*directions, strict=True)]

    def __missing__(self, number: int) -> int:
        value = self._vectors.dots(number, self._packed)
        if self._rare:  # in the units of a row of the file, so that a window's sums stay small
            rarity = self._vectors.rarity(number) / _FINE
            value = pack([round(part * rarity) for part in unpack_three(value)])
        self[number] = value
        return value

    def of_answer(self, answer: int, numbers: Iterable[int]) -> list[int]:
        """Give what each of these words weighs for one answer."""
        return [unpack_three(self[number])[answer] for number in numbers]


class Term:
    """What is known of one term: what it starts with, what its forms and the words around it weigh, by answer."""

    __slots__ = ("before", "behind", "cues", "forms", "scales", "start", "surfaces", "window")

    def __init__(
        self,
        start: Three,
        forms: Mapping[str, Three],
        window: _Rows | _Directions,
        scales: Three,
        before: _Directions,
        behind: _Directions,
        cues: Cues | None,
    ) -> None:
        self.start, self.forms, self.window, self.scales = start, forms, window, scales
        self.before, self.behind, self.cues = before, behind, cues
        self.surfaces: dict[str, Three] = {}  # what each surface that a text had adds up to: few are ever seen


class Weights:
    """The weights of a file: constants for all terms, and rows for those that the fit saw."""

    def __init__(self, data: bytes, vectors: Vectors) -> None:
        """Raises ValueError where the bytes are not those of weights that go with these vectors."""
        if not data.startswith(MAGIC):
            raise ValueError("these are not the weights of this version")
        begin = len(MAGIC) + 4
        size = int.from_bytes(data[len(MAGIC) : begin], "little")
        head = self.head = msgspec.msgpack.decode(data[begin : begin + size], type=Head)
        if head.words != vectors.head.words or head.dims != vectors.head.dims:
            raise ValueError("these weights do not go with these vectors")
        self.constants, self.vectors = head.constants, vectors
        self._rows = memoryview(data)[begin + size :].cast("b")
        self._places = {key: number for number, key in enumerate(head.terms)}
        self._row = GIVEN * head.words + 2 * GIVEN * head.dims

    def of_term(self, key: str, cues: Cues | None = None) -> Term | None:
        """Give what the fit worked out for a term, or nothing where it never saw it."""
        number = self._places.get(key)
        if number is None:
            return None
        known, head = self.head.terms[key], self.head
        at = number * self._row
        window = [self._rows[at + one * head.words : at + (one + 1) * head.words] for one in range(GIVEN)]
        at += GIVEN * head.words
        beside = []
        for scale, general in ((known.before_scale, self.constants.before), (known.behind_scale, self.constants.behind)):
            directions = []
            for one in range(GIVEN):
                row = self._rows[at : at + head.dims]
                at += head.dims
                directions.append([value * scale + common for value, common in zip(row, general[one], strict=True)])
            beside.append(_Directions(self.vectors, directions, rare=False))
        return Term(known.start, known.forms, _Rows(window), known.window_scales, beside[0], beside[1], cues)

    def of_centroids(self, centroids: Sequence[Sequence[float]], cues: Cues | None = None) -> Term:
        """Give what the definitions of a term tell: one centroid for each side, and one for its other uses."""
        directions = []
        for one in range(GIVEN):
            direction = list(self.constants.window[one])
            for centroid, likeness in zip(centroids, self.constants.likeness, strict=True):
                direction = [value + likeness[one] * part for value, part in zip(direction, centroid, strict=True)]
            directions.append(direction)
        vectors, constants = self.vectors, self.constants
        scale = vectors.head.vector_scale * _FINE / _DIRECTION
        window = _Directions(vectors, directions, rare=True)
        before, behind = (_Directions(vectors, one, rare=False) for one in (constants.before, constants.behind))
        return Term(constants.unknown_term, {}, window, (scale, scale, scale), before, behind, cues)


class Evidence(msgspec.Struct, frozen=True):
    """One thing that speaks for an answer: its kind, the words of the text it is (none where it is none), and its weights."""

    kind: str
    first: int
    last: int
    distance: int
    weights: Three

    def speaks(self, answer: int) -> float:
        """Tell how much this adds to an answer beyond what it adds to all of them."""
        every = (*self.weights, 0.0)
        return every[answer] - sum(every) / len(every)


class Reading(msgspec.Struct, frozen=True):
    """How one mention is read: the answer, the likelier side, how sure that is, and the chance of each answer."""

    answer: int
    lean: int
    confidence: float
    chances: tuple[float, float, float, float]


class Scorer:
    """Reads mentions by the weights of their terms."""

    def __init__(self, weights: Weights) -> None:
        self._constants, self._numbers = weights.constants, weights.vectors.every
        self._beside_scale = weights.vectors.head.vector_scale / _DIRECTION

    def read(
        self,
        context: Context,
        term: Term,
        start: int,
        end: int,
        evidence: list[Evidence] | None = None,
        without: Iterable[int] = (),
        because: list[tuple[int, int]] | None = None,
    ) -> Reading:
        """Read the mention of a term at these characters; `evidence` is given all that speaks for any answer.

        `because` is given the words of the text that decided, the most telling first: a few, and much sooner than all evidence.
        The words of the text in `without` are looked at as if they were not there: what would the answer be then?
        """
        first, last = context.span(start, end)
        constants = self._constants
        beside = context.beside(first, last, start, end)
        window = context.window(first, last)
        cues = term.cues.find(context.words.stems, context.words.slots, first, last, _CUE_REACH) if term.cues else []
        if without:
            hidden = set(without)
            kept = [place not in hidden for place in window.places]
            window = _without(window, kept)
            cues = [cue for cue in cues if hidden.isdisjoint(range(cue.first, cue.last))]
            beside = beside._replace(
                before="" if first - 1 in hidden else beside.before,
                behind="" if last in hidden else beside.behind,
                second_before="" if first - 2 in hidden else beside.second_before,
                second_behind="" if last + 1 in hidden else beside.second_behind,
            )
        one, two, three = self._start(context, term, start, end, first, last, evidence)
        for weights in self._beside(term, beside, first, last, evidence):
            one, two, three = one + weights[0], two + weights[1], three + weights[2]
        if cues:
            weights = self._of_cues(cues, evidence)
            one, two, three = one + weights[0], two + weights[1], three + weights[2]
        numbers, near = window.numbers, window.near
        rows, scales, length = term.window, term.scales, window.length * UNIT
        parts = unpack_three(sum(map(mul, map(rows.__getitem__, numbers), near)))
        one += parts[0] * scales[0] / length
        two += parts[1] * scales[1] / length
        three += parts[2] * scales[2] / length
        if evidence is not None:
            evidence += _near(window, term, first, last, context.words.slots)
        reading = self._reading(one, two, three)
        if because is not None:
            because += self._because(window, term, cues, reading)
        if reading.confidence > ALONE and reading.answer < NONE:
            best = _strongest(window, term, reading.answer)
            less = self._reading(one - best[0], two - best[1], three - best[2])
            if less.answer != reading.answer:
                return msgspec.structs.replace(reading, confidence=ALONE)
        return reading

    def _start(
        self, context: Context, term: Term, start: int, end: int, first: int, last: int, evidence: list[Evidence] | None
    ) -> Three:
        """Add up what does not depend on single words around: the term, its form, the kind of text."""
        constants = self._constants
        surface = context.words.text[start:end]
        written = term.surfaces.get(surface)
        if written is None:
            small = surface.lower()
            endings = (small[-1:], small[-2:], small[-3:], f"#{len(small.split())}")
            found = [term.forms.get(small, _ZERO), *(constants.endings.get(ending, _ZERO) for ending in endings)]
            written = term.surfaces[surface] = _sum([constants.start, term.start, *found])
        names = [constants.shapes.get(shape, _ZERO) for shape in shapes(context, start, end, first, last)]
        register = context.register(first, last)
        if evidence is not None:
            always = _sum([constants.start, term.start])
            form = written[0] - always[0], written[1] - always[1], written[2] - always[2]
            evidence.append(Evidence("term", 0, 0, 0, always))
            evidence.append(Evidence("form", first, last, 0, form))
            if names:
                evidence.append(Evidence("name", first, last, 0, _sum(names)))
            evidence.append(Evidence("register", 0, 0, 0, register))
        return _sum([written, *names, register])

    def _beside(self, term: Term, beside: Beside, first: int, last: int, evidence: list[Evidence] | None) -> Iterable[Three]:
        """Give what the words next to the mention weigh: as such, and by what they are about."""
        tables = self._constants.beside
        places = (first - 1, last, first - 2, last + 1)
        numbers = self._numbers
        for which, word in enumerate(beside):
            weights = tables[which].get(word, _ZERO)
            if which < 2 and word:
                number = numbers.get(stem_of(word.strip("-")))
                if number is not None:
                    parts = unpack_three((term.behind if which else term.before)[number])
                    scale = self._beside_scale
                    weights = weights[0] + parts[0] * scale, weights[1] + parts[1] * scale, weights[2] + parts[2] * scale
            if weights is not _ZERO:
                if evidence is not None:
                    evidence.append(Evidence("beside", places[which], places[which] + 1, which // 2 + 1, weights))
                yield weights

    def _of_cues(self, cues: Sequence[Cue], evidence: list[Evidence] | None) -> Three:
        """Add up the cues: by kind and side, patterns once, the others by distance and flattened."""
        sums: dict[tuple[int, int], float] = {}
        for cue in cues:
            slot = _KINDS[cue.kind], cue.side
            sums[slot] = 1.0 if not slot[0] else sums.get(slot, 0.0) + _CUE_NEAR[cue.distance]
        table = self._constants.cues
        flat = {slot: value**_FLAT for slot, value in sums.items()}
        if evidence is not None:
            for cue in cues:
                slot = _KINDS[cue.kind], cue.side
                whole = sum(other.kind == cue.kind and other.side == cue.side for other in cues)
                part = flat[slot] * (1 / whole if not slot[0] else _CUE_NEAR[cue.distance] / sums[slot])
                one, two, three = table[slot[0]][slot[1]]
                evidence.append(Evidence(cue.kind, cue.first, cue.last, cue.distance, (one * part, two * part, three * part)))
        weighed = [(table[kind][side], value) for (kind, side), value in flat.items()]
        return (
            sum(weights[0] * value for weights, value in weighed),
            sum(weights[1] * value for weights, value in weighed),
            sum(weights[2] * value for weights, value in weighed),
        )

    def _because(self, window: Window, term: Term, cues: Sequence[Cue], reading: Reading) -> list[tuple[int, int]]:
        """Name the words that did most for the answer, or for the lean where no answer was sure enough."""
        answer = reading.lean if reading.answer == UNCLEAR else reading.answer
        whole = window.length * UNIT
        gains = _gains(window, term, answer)
        told: dict[tuple[int, int], float] = {}
        for gain, place in nlargest(_TELLING, zip(gains, window.places, strict=True)):
            if gain > 0:
                told[place, place + 1] = gain / whole
        table = self._constants.cues
        for cue in cues:
            weights = table[_KINDS[cue.kind]][cue.side]
            if cue.side == answer:
                span = cue.first, cue.last
                told[span] = told.get(span, 0.0) + weights[answer] * _CUE_NEAR[cue.distance]
        return nlargest(_TELLING, told, key=told.__getitem__)

    def _reading(self, one: float, two: float, three: float) -> Reading:
        """Make chances of the sums, and an answer of the chances."""
        most = max(one, two, three, 0.0)
        odds = exp(one - most), exp(two - most), exp(three - most), exp(-most)
        whole = sum(odds)
        chances = odds[0] / whole, odds[1] / whole, odds[2] / whole, odds[3] / whole
        lean = MARKETING if chances[0] >= chances[1] else IT
        if chances[lean] >= self._constants.floors[lean]:
            return Reading(lean, lean, min(chances[lean], SURE), chances)
        if chances[NONE] >= self._constants.none_floor:
            return Reading(NONE, lean, min(chances[NONE], SURE), chances)
        return Reading(UNCLEAR, lean, min(chances[lean], SURE), chances)


def _gains(window: Window, term: Term, answer: int) -> list[float]:
    """Tell how much each word near by does for an answer against the others: in parts of the window's length."""
    scales = term.scales
    others = [other for other in range(GIVEN) if other != answer]
    gains = [0.0] * len(window.numbers)
    for which, factor in ((answer, 1.0), *((other, -0.5) for other in others)):
        if which < GIVEN:
            scale = factor * scales[which]
            gains = list(map(add, gains, map(mul, term.window.of_answer(which, window.numbers), repeat(scale))))
    return list(map(mul, gains, window.near))


def _strongest(window: Window, term: Term, answer: int) -> Three:
    """Give the weights of the word near by that does most for an answer against the others."""
    gains = _gains(window, term, answer)
    if not gains:
        return _ZERO
    at = gains.index(max(gains))
    found = unpack_three(term.window[window.numbers[at]])
    part = window.near[at] / (window.length * UNIT)
    return found[0] * term.scales[0] * part, found[1] * term.scales[1] * part, found[2] * term.scales[2] * part


def _weights(window: Window, term: Term) -> Iterator[Three]:
    """Give what each word near by weighs there."""
    one, two, three = term.scales
    whole = window.length * UNIT
    rows = term.window
    for number, near in zip(window.numbers, window.near, strict=True):
        part = near / whole
        found = unpack_three(rows[number])
        yield found[0] * one * part, found[1] * two * part, found[2] * three * part


def shapes(context: Context, start: int, end: int, first: int, last: int) -> list[str]:
    """Tell how the mention and the words next to it are written: capitals within a sentence make names."""
    words, text = context.words, context.words.text
    surface = text[start:end]
    ahead, behind = text[max(0, start - 2) : start], text[end : end + 2]
    name_before = ahead[1:] == " " and ahead[:1].isalnum() and first > 0 and text[words.starts[first - 1]].isupper()
    name_behind = behind[:1] == " " and behind[1:].isalnum() and last < len(words.starts) and text[words.starts[last]].isupper()
    if not surface[:1].isupper() or surface.isupper():
        found = ["small, name before"] if name_before and first > 1 and not surface[:1].isupper() else []
        if name_behind and not surface[:1].isupper():
            found.append("small, name behind")
        return found
    if text[max(0, start - 80) : start].rstrip()[-1:] in _STARTS:
        return ["starts", "starts, name behind"] if name_behind else ["starts"]
    found = ["capital"]
    if name_before:
        found.append("name before")
    if name_behind:
        found.append("name behind")
    return found if len(found) > 1 else ["capital", "capital alone"]


def _near(window: Window, term: Term, first: int, last: int, slots: Sequence[int]) -> list[Evidence]:
    """Give each word near by with what it weighs there."""
    left, right = slots[first], slots[last - 1]
    return [
        Evidence("near", place, place + 1, left - slots[place] if place < first else slots[place] - right, weights)
        for place, weights in zip(window.places, _weights(window, term), strict=True)
    ]


def _without(window: Window, kept: Sequence[bool]) -> Window:
    """Give the window without some of its words; what the others say is as much as before."""
    rows = [row for row, keep in zip(zip(window.numbers, window.places, window.near, strict=True), kept, strict=True) if keep]
    return Window([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows], window.length)


def _sum(weights: Sequence[Three]) -> Three:
    return sum([one[0] for one in weights]), sum([one[1] for one in weights]), sum([one[2] for one in weights])
