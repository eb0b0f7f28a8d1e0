"""Levels: which mentions of a text are reported, and how serious each is for the audience.

A warning is something to change. A note is any other mention with a side or without one, an ordinary use is neither. The first
mention of a term that deserves a warning gets it and stands for the rest: whoever explains a word once, or replaces it, deals
with all of them. Invariant: a text has one warning for each term at most; the mentions that it stands for are notes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from twosense.model import MIXED, NONE, UNCLEAR, Level, Threshold
from twosense.senses import weights

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from collections.abc import Set as AbstractSet

    from twosense.mentions.mention_list import Mention
    from twosense.scan.summaries import SenseSummary, Summaries
    from twosense.senses.resolver import Reading

# The least doubt of a mention without a side that deserves a warning. Of 390 warnings in documents of others, judged one by
# one, 77 have a doubt of .1 to .2, and one of these was useful; of those above .2 whose term has no side so far, 5 in 33.
DOUBT = 0.2
# The same for an acronym, as a part of the chance that it has a sense at all. Of 116 labelled acronyms without a side, on which
# this was chosen, 41 are below: 39 have the sense that they lean to, 2 are ordinary.
_DOUBT_OF_ACRONYM = 0.1
_SHOWN: dict[Threshold, tuple[Level, ...]] = {
    "warning": ("warning",),
    "note": ("warning", "note"),
    "all": ("warning", "note", "ordinary"),
}
THRESHOLDS = tuple(_SHOWN)


def is_acronym(term: str) -> bool:
    """Return whether a term is an acronym, which does not say by itself what it stands for, however common one sense is.

    So a mention without a side deserves attention, unless the words around it leave hardly any doubt.
    """
    return term.isupper()


class Levels:
    """Chooses for an audience, a side or MIXED. The side of the author may be known. Terms may be ignored, by their keys."""

    def __init__(
        self, summaries: Summaries, audience: str, author: str | None, threshold: Threshold, ignored: Collection[str] = ()
    ) -> None:
        self._summaries, self._audience, self._author = summaries, audience, author
        self._shown, self._ignored = _SHOWN[threshold], frozenset(ignored)
        self._level = lru_cache(1 << 14)(self._level_of)
        self._quiet = frozenset(weights.load().quiet) if audience == MIXED else frozenset[str]()

    @property
    def leaves_out(self) -> bool:
        """Whether a warning stands for mentions that are not reported themselves."""
        return "note" not in self._shown

    def of_text(self, stated: Mapping[str, AbstractSet[str]], defined: Mapping[str, AbstractSet[str]]) -> LevelsOfText:
        """Return the levels of the mentions of one text.

        `stated` has for each term the sides that the text itself states, by a mark or in words, `defined` those in words.
        """
        # With one side stated, a mixed audience knows what is meant.
        known = {key for key, sides in stated.items() if len(sides) == 1} if self._audience == MIXED else set()
        return LevelsOfText(self, known, defined)

    def shown(self, key: str, level: Level) -> bool:
        """Return whether a mention of this term and level is reported."""
        return level in self._shown and key not in self._ignored

    def level_alone(self, mention: Mention, reading: Reading) -> Level:
        """Return the level that a mention with this reading would have if it were the only one."""
        if is_acronym(mention.term):
            is_clear = reading.doubt < _DOUBT_OF_ACRONYM * (reading.confidence + reading.doubt)
            level = self._level(mention.key, reading.side, reading.lean if is_clear else None)
            is_clear = is_clear and self._audience == MIXED  # readers of the other side may not know what it stands for
        else:
            is_clear = reading.doubt < DOUBT or self._is_quiet(mention.key)
            level = self._level(mention.key, reading.side, reading.lean)
        return "note" if level == "warning" and reading.side == UNCLEAR and is_clear else level

    def _is_quiet(self, key: str) -> bool:
        """Return whether readers of both sides understand a term well enough, as "project" or "data", where its sense is open.

        Two readers wanted none of 100 warnings about such terms, and 103 times one of 200 about others. A sense that somebody
        has added may be one that they know nothing of.
        """
        return key in self._quiet and all(sense.is_curated for sense in self._summaries.of(key).values())

    def _level_of(self, key: str, side: str, lean: str | None) -> Level:
        """Return the level of a mention with this term, side and lean, whatever its doubt."""
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
        return self._audience not in senses or (lean or self._author) != self._audience

    def _will_be_misread(self, senses: Mapping[str, SenseSummary], side: str) -> bool:
        """Return whether readers of one side understand something else, or nothing, as with the jargon of the other side."""
        if self._audience == MIXED:
            return False
        theirs, meant = senses.get(self._audience), senses.get(side)
        return theirs is None or (meant is not None and theirs.meaning != meant.meaning)


class LevelsOfText:
    """The levels of the mentions of one text, which come in its order.

    `known` has the terms whose sense the text states, `defined` for each term the sides that it explains in words.

    Where the mentions so far have one sense, readers take the next one for the same: a text seldom uses both (Gale, Church and
    Yarowsky 1992, "One sense per discourse").

    `is_stood_for` tells whether an earlier warning stands for the last one.
    """

    def __init__(self, levels: Levels, known: Collection[str], defined: Mapping[str, AbstractSet[str]]) -> None:
        self._levels, self._known, self._defined = levels, known, defined
        self._warnings: dict[str, int] = {}  # by term, how many mentions deserve a warning
        self._sides: dict[str, str | None] = {}  # by term, the side of all clear mentions so far; None if they differ
        self.is_stood_for = False

    def level(self, mention: Mention, reading: Reading) -> Level | None:
        """Return the level of the next mention, or None if it is not reported."""
        key = mention.key
        level = self._levels.level_alone(mention, reading)
        self.is_stood_for = False
        if level == "warning":
            is_known = reading.side == UNCLEAR and (key in self._known or self._sides.get(key))
            if is_known or reading.side in self._defined.get(key, ()):
                level = "note"
            else:
                before = self._warnings.get(key, 0)
                self._warnings[key] = before + 1
                if before:
                    level = "note"
                    self.is_stood_for = True
        if reading.side not in (NONE, UNCLEAR) and self._sides.setdefault(key, reading.side) != reading.side:
            self._sides[key] = None
        return level if self._levels.shown(key, level) else None

    def level_of_wrong_mark(self, key: str) -> Level | None:
        """Return the level of a mention whose mark names no side, which stands for itself only; None if it is not reported."""
        self.is_stood_for = False
        return "warning" if self._levels.shown(key, "warning") else None

    def more(self, key: str) -> int:
        """Return how many of the mentions so far the warning for a term stands for."""
        return self._warnings.get(key, 1) - 1
