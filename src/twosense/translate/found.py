"""Found: a mention of a text, how it is read, and what a person has decided about it.

Invariant: the words that decided are worked out only when they are asked for; that takes longer than reading the mention.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from twosense.model import NONE, Decision, Edit
from twosense.senses.resolver import Reading
from twosense.translate.surroundings import Surroundings


class Glossed(NamedTuple):
    """Up to where a mention is explained, with its compound, and the sides of the senses that the explanation may tell."""

    until: int
    sides: Sequence[str]


NOT_GLOSSED = Glossed(0, ())


class Found(Struct, frozen=True, dict=True):
    """A mention, `moved` characters behind where it was before the edits of its text.

    `side` is that of `reading`; "none" where the glossary names the use as ordinary, "unclear" if the reading is not certain.
    `decided` tells the words that decided, `is_free` works out `may_change`. `glossed` is the side of the sense in brackets
    behind it or its compound, `glossed_until` where these begin, before the edits. If it is `disputed`, the mentions of its
    term contradict each other. `decision` is None if nobody has said anything. `edits` keeps the edits worked out for it, by
    side.
    """

    place: Surroundings
    term: str
    key: str
    side: str
    reading: Reading
    decided: Callable[[], tuple[str, ...]]
    is_free: Callable[[], bool]
    moved: int = 0
    decision: Decision | None = None
    glossed: str | None = None
    glossed_until: int = 0
    disputed: bool = False
    edits: dict[str | None, Edit | None] = {}

    @property
    def surface(self) -> str:
        """The mention as it is written."""
        return self.place.surface

    @property
    def lean(self) -> str | None:
        """The likelier side."""
        return self.reading.lean

    @property
    def confidence(self) -> float:
        """The confidence of the reading."""
        return self.reading.confidence

    @property
    def ordinary(self) -> float:
        """The probability of an ordinary use."""
        return self._chances[1]

    @property
    def chance(self) -> float:
        """The probability of the likelier side."""
        return self._chances[0]

    @property
    def _chances(self) -> tuple[float, float]:
        answer, rest = self.confidence, 1 - self.confidence - self.reading.doubt
        return (rest, answer) if self.reading.side == NONE else (answer, rest)

    @property
    def offset(self) -> int:
        """Where the mention begins in the text before its edits."""
        return self.place.start - self.moved

    def precedes(self, other: Found) -> bool:
        """Return whether nothing but a space stands between the mention and another one."""
        gap = other.offset - self.offset - len(self.surface)
        between = self.place.text[self.place.end : self.place.end + gap] if gap > 0 else ""
        return between.isspace() and between.count("\n") < 2

    @property
    def name(self) -> tuple[str, str]:
        """The term and the word for it, of which a text has one sense if it explains only one."""
        return self.key, self.surface

    @cached_property
    def may_change(self) -> bool:
        """Whether nothing but its reading decides whether the mention is edited."""
        return self.is_free()

    @property
    def is_answered(self) -> bool:
        """Whether a person wants the mention to stay, or has words of their own for it."""
        return self.decision is not None and self.decision.side is None
