"""Weights: how much each word and each circumstance speaks for an answer, learned from labelled mentions of real text.

`weights.bin` is written by training/, which says what it was learned from. What holds for any term is `Shared`. For the terms
that had labelled mentions there is a `TermWeights`.
Invariant: the answers are in the order marketing, it, none. The fourth, unclear, needs no weights: only differences between
answers matter, so its weights are all 0.
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.msgpack import Decoder

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "weights.bin")
SIDES = ("marketing", "it")  # the sides that the labels have
NONE_COLUMN = len(SIDES)
BIAS = 128  # what stands for 0 in a byte

PerAnswer = tuple[float, float, float]
PerAnswerVectors = tuple[list[float], list[float], list[float]]


class Shared(Struct, frozen=True):
    """What holds for any term.

    `floors` are the least probabilities with which each answer is given, `rare_floor` that of "none" for a term of which
    nothing was learned: somebody added it for its senses. `cues` has the weights of a cue by its kind and by the answer it
    speaks for; `distinctive` those of a word that the glossary's texts about this answer use more than its other texts do.
    `likeness` has the weights of a context that is like the centroid of each answer. The directions weigh any word by what it
    is about: near by (`window`), or just `before` or `behind` the mention.
    """

    floors: PerAnswer
    rare_floor: float
    start: PerAnswer
    shapes: dict[str, PerAnswer]
    cues: dict[str, tuple[PerAnswer, PerAnswer, PerAnswer]]
    distinctive: tuple[PerAnswer, PerAnswer, PerAnswer] = field(name="told")  # as in `weights.bin`
    likeness: tuple[PerAnswer, PerAnswer, PerAnswer]
    window: PerAnswerVectors
    before: PerAnswerVectors
    behind: PerAnswerVectors


class TermWeights(Struct, frozen=True):
    """What was learned about one term: `window` has a biased byte for each answer and stem, in units of `scales`.

    `senses` is the digest of the meanings that the labels were given by: of a term that means something else, nothing is known.
    """

    senses: str
    start: PerAnswer
    window: memoryview
    scales: PerAnswer


class Learned(Struct, frozen=True):
    """The contents of the file: `squares` has for each stem its share in the length of a context, in units of `square`.

    `quiet` has the keys of the terms that readers understand well enough where their sense is open.
    """

    shared: Shared
    squares: bytes
    square: float
    terms: dict[str, TermWeights]
    learned_from: str
    quiet: tuple[str, ...] = ()


def digest(meanings: Iterable[tuple[str, str]]) -> str:
    """Return the digest of the meanings of a term, each with its side."""
    return hashlib.sha256(repr(sorted(meanings)).encode()).hexdigest()[:16]


@lru_cache(1)
def load() -> Learned:
    """Return the weights that come with the package."""
    with open(FILE, "rb") as file:
        return Decoder(Learned).decode(file.read())
