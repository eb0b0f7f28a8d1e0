"""Levels: which mentions of a text are reported, and how serious each is for the audience.

A warning is something to change. A note is any other mention with a side or without one, an ordinary use is neither. The first
mention of a term that deserves a warning gets it and stands for the rest: whoever explains a word once, or replaces it, deals
with all of them. Invariant: a text has one warning for each term at most; the mentions that it stands for are notes.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from twosense.model import Level, Threshold
from twosense.senses.resolver import NONE, UNCLEAR

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from twosense.mentions.finder import Mention
    from twosense.scan.summaries import SenseSummary, Summaries
    from twosense.senses.resolver import Resolution

# The least doubt of a mention without a side that deserves a warning. Of 200 such mentions in documents of others, judged one
# by one, 70 had as much. A warning was useful for 7 % of these, and for 3 % of the rest.
DOUBT = 0.15
MIXED = "mixed"  # the audience that has readers of every side
_SHOWN: dict[Threshold, tuple[Level, ...]] = {
    "warning": ("warning",),
    "note": ("warning", "note"),
    "all": ("warning", "note", "ordinary"),
}
THRESHOLDS = tuple(_SHOWN)


class Reported(Struct, frozen=True):
    """A mention that is reported: its number in the text, its level, and the numbers of those left out that it stands for."""

    number: int
    level: Level
    others: tuple[int, ...] = ()


class Levels:
    """Chooses for an audience, a side or MIXED. The side of the author may be known. Terms may be ignored, by their keys."""

    def __init__(
        self, summaries: Summaries, audience: str, author: str | None, threshold: Threshold, ignored: Collection[str] = ()
    ) -> None:
        self._summaries, self._audience, self._author = summaries, audience, author
        self._shown, self._ignored = _SHOWN[threshold], frozenset(ignored)
        self._level = lru_cache(1 << 14)(self._level_alone)

    def reported(self, mentions: Sequence[Mention], resolution: Resolution, known: Collection[int] = ()) -> list[Reported]:
        """Return the mentions to report, in the order of the text; those in `known`, by their numbers, are not reported."""
        stated = self._stated(mentions, resolution)
        chosen: list[tuple[int, Level]] = []
        alike: dict[str, list[int]] = {}  # by term, the numbers of the mentions that deserve a warning
        for number, (mention, reading) in enumerate(zip(mentions, resolution.readings, strict=True)):
            key = mention.key
            if key in self._ignored or number in known:
                continue
            level = self._level(key, reading.side, reading.lean)
            if level == "warning":
                if reading.side == UNCLEAR and (reading.doubt < DOUBT or len(stated.get(key, ())) == 1):
                    level = "note"
                else:
                    same = alike.setdefault(key, [])
                    same.append(number)
                    if len(same) > 1:
                        level = "note"
            if level in self._shown:
                chosen.append((number, level))
        if "note" in self._shown:
            return [Reported(number, level) for number, level in chosen]
        return [Reported(number, level, tuple(alike[mentions[number].key][1:])) for number, level in chosen]

    def _stated(self, mentions: Sequence[Mention], resolution: Resolution) -> Mapping[str, AbstractSet[str]]:
        """Return for each term the sides that the text itself states: with one, a mixed audience knows what is meant."""
        stated: defaultdict[str, set[str]] = defaultdict(set)
        if self._audience == MIXED:
            for number, mention in enumerate(mentions):
                if resolution.is_declared(number) and resolution.readings[number].side != NONE:
                    stated[mention.key].add(resolution.readings[number].side)
        return stated

    def _level_alone(self, key: str, side: str, lean: str | None) -> Level:
        """Return the level that a mention with this term, side and lean would have if it were the only one."""
        if side == NONE:
            return "ordinary"
        senses = self._summaries.of(key)
        misread = self._may_be_misread(senses, lean) if side == UNCLEAR else self._will_be_misread(senses, side)
        return "warning" if misread else "note"

    def _may_be_misread(self, senses: Mapping[str, SenseSummary], lean: str | None) -> bool:
        """Return whether a mention that could have either sense is a risk.

        For readers of one side it is none if it leans to their own sense: nine in ten such mentions have that sense or neither.
        """
        if len({sense.meaning for sense in senses.values()}) < 2 or self._audience == self._author:
            return False
        return self._audience == MIXED or (self._audience in senses and (lean or self._author) != self._audience)

    def _will_be_misread(self, senses: Mapping[str, SenseSummary], side: str) -> bool:
        """Return whether readers of one side have a sense of their own for a mention that means another."""
        theirs, meant = senses.get(self._audience), senses.get(side)
        return theirs is not None and meant is not None and theirs.meaning != meant.meaning
