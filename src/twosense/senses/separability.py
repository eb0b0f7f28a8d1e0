"""Separability: how well a scan can tell the senses of a team's term apart, by what the glossary says of them.

Invariant: a term that was seen in training is left out, because its weights know more than its texts.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from operator import mul
from typing import TYPE_CHECKING

from msgspec import Struct

from twosense.senses.recognition import is_learned, own_stems, texts_of
from twosense.text import vectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from twosense.glossary.merge import Merged
    from twosense.senses.examples import Example

# Likeness of two senses above which they are hard to tell apart. Of the built-in terms, 7 of 83 are above, among them CDO.
ALIKE = 0.4


class Separability(Struct, frozen=True):
    """How alike the two most similar sides of a term are (-1 to 1), how many examples it has, and how many are read right."""

    term: str
    likeness: float
    examples: int
    right: int

    @property
    def is_poor(self) -> bool:
        """Whether a scan will often be unable to tell the senses apart."""
        return self.likeness > ALIKE or 2 * self.right < self.examples or not self.examples


def separability(merged: Merged, examples: Iterable[Example]) -> Iterator[Separability]:
    """Yield how well the senses of each term of several sides can be told apart. Each example was read with itself held out."""
    by_term: defaultdict[str, list[bool]] = defaultdict(list)
    for example in examples:
        by_term[example.key].append(example.side_read == example.side)
    for key, term in merged.terms.items():
        if is_learned(key, term) or len({sense.side for sense in term.senses}) < 2:
            continue
        texts = texts_of(term, merged.cues.get(key, {}), merged.sense_cues.get(key, {}))
        own = own_stems(term)
        centroids = [vectors.load().centroid(of_side, own) for of_side in list(texts.values())[:-1]]
        likeness = max(sum(map(mul, one, other)) for one, other in combinations(centroids, 2))
        yield Separability(term.term, round(likeness, 2), len(by_term[key]), sum(by_term[key]))
