"""Vocabulary: what a translation can tell of each term, in the spelling of its text, and which sense of a side is meant.

Invariant: what it tells is in the spelling that was set last, American or British.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations
from operator import mul
from typing import TYPE_CHECKING

from msgspec.structs import replace

from twosense.text.fold import fold
from twosense.text.stems import stems_of
from twosense.text.vectors import RAREST, load
from twosense.translate.gloss import in_plural, named, together
from twosense.translate.slot import NOUNS, VERBS, slot_at
from twosense.translate.spelling import american
from twosense.translate.wording import completed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosense.model import Slot
    from twosense.scan.summaries import SenseSummary, Summaries
    from twosense.translate.found import Found
    from twosense.translate.surroundings import Surroundings

_CONTEXT = 300  # characters on each side that tell which sense of a side is meant
_NEAR = 100  # characters on each side whose very words tell it, too
# Of 223 mentions of terms with two senses of a side, likeness alone chose 186 as a reader did, and with these two 203.
_SHARED = 0.1  # worth of a rare word that the text shares with one sense
_FIRST = 0.1  # worth of being the first sense of a side: the glossary has the main one there
# Two senses of a side that differ by less are both told. Above .25, one mention in 20 had the other sense; where both are told
# and one fits, readers of edits find the sense right.
_UNCLEAR = 0.4
_MOST_TOGETHER = 4  # senses of a side: the ways to tell several of 24 together filled the memory. The package has three at most
_DOER = re.compile(r"(?P<root>.+?)i?[eo]rs?")  # "supplier" of supply


@lru_cache(1 << 8)  # without it, choosing among senses takes three times as long
def _about(texts: tuple[str, ...], own: frozenset[str]) -> tuple[list[float], dict[int, float]]:
    """Return the direction of texts, and how rare each of their telling words is; the stems in `own` tell nothing."""
    vectors = load()
    return vectors.centroid(texts, own), {word: vectors.rarities[word] / RAREST for word in vectors.weigh(texts, own)}


class Vocabulary:
    """The senses, wordings and meanings of one glossary; `in_american` sets the spelling of the text.

    `sides(key)` returns the sides of a term, `slots(headword, surface)` the slots that one of its names may fill, and
    `said(key, side)` those for which its senses, or those of one side, have a wording.
    """

    def __init__(self, summaries: Summaries) -> None:
        self._summaries = summaries
        self._senses_in = lru_cache(1 << 10)(self._spelt_senses)
        self._tellable_in = lru_cache(1 << 10)(self._all_tellable)
        self._enclosing = lru_cache(1 << 12)(self._around)
        self.sides = lru_cache(1 << 10)(self._sides_of)
        self.slots = lru_cache(1 << 12)(self._slots_of)
        self.said = lru_cache(1 << 10)(self._said_slots)
        self.in_american = False

    def tellable(self, key: str) -> Sequence[SenseSummary]:
        """Return what an edit may tell of the term with this key: each sense, and several of a side together."""
        return self._tellable_in(key, self.in_american)

    def _all_tellable(self, key: str, in_american: bool) -> Sequence[SenseSummary]:
        senses = self._senses_in(key, in_american)
        of_sides = [[sense for sense in senses if sense.side == side] for side in self.sides(key)]
        counts = ((own, count) for own in of_sides if len(own) <= _MOST_TOGETHER for count in range(2, len(own) + 1))
        return *senses, *(together(some) for own, count in counts for some in combinations(own, count))

    def senses(self, key: str) -> Sequence[SenseSummary]:
        """Return the senses of the term with this key, in the spelling of the text."""
        return self._senses_in(key, self.in_american)

    def _spelt_senses(self, key: str, in_american: bool) -> Sequence[SenseSummary]:
        senses = [
            sense if sense.is_curated else replace(sense, say=completed(sense.say)) for sense in self._summaries.senses(key)
        ]
        if not in_american:
            return senses
        return [
            replace(
                sense, meaning=american(sense.meaning), say={slot: american(wording) for slot, wording in sense.say.items()}
            )
            for sense in senses
        ]

    def sense_of(self, found: Found, side: str) -> SenseSummary:
        """Return which sense of a side a mention has: the one with the meaning that a person has chosen.

        Otherwise, of those with a wording for the form of the mention (if there are any), the one whose texts are most like
        the text around it and share most words with what is near: "values" are no return on investment. The first is preferred.
        Those that are nearly as likely are told together with it, unless the side has many.
        """
        place, meaning = found.place, found.decision.meaning if found.decision else ""
        senses = [sense for sense in self.senses(found.key) if sense.side == side]
        are_few = len(senses) <= _MOST_TOGETHER
        senses = [sense for sense in senses if sense.meaning == meaning] or senses
        slots = self.slots(found.term, place.surface)
        slot = slot_at(place, slots)
        filled = (slot,) if slot in VERBS else slots  # who wants to process a file starts no process
        senses = [sense for sense in senses if not sense.say.keys().isdisjoint(filled)] or senses
        if len(senses) == 1:
            return senses[0]
        own = frozenset(stems_of(place.surface))
        direction = load().centroid((place.around(_CONTEXT),), own)
        near = load().weigh((place.around(_NEAR),), own)
        known = [_about((sense.meaning, *sense.say.values(), sense.about), own) for sense in senses]
        told_by_all = set.intersection(*(set(words) for _, words in known))

        def likeness(number: int) -> float:
            there, words = known[number]
            shared = sum(rarity for word, rarity in words.items() if word in near and word not in told_by_all)
            return sum(map(mul, direction, there), 0.0) + _SHARED * shared + (0.0 if number else _FIRST)

        likely = list(map(likeness, range(len(senses))))
        best = max(likely)
        if not are_few:
            return senses[likely.index(best)]
        return together([sense for sense, one in zip(senses, likely, strict=True) if one > best - _UNCLEAR])

    def may_be_within(self, place: Surroundings, key: str) -> bool:
        """Return whether a mention stands inside a wording or a meaning: a translation may have put them there."""
        enclosing = self._enclosing(key, fold(place.surface), self.in_american)
        if not enclosing:
            return False
        before, behind = place.folded_before, place.folded_behind
        return any(before.endswith(left) and behind.startswith(right) for left, right in enclosing)

    def _sides_of(self, key: str) -> frozenset[str]:
        return frozenset(sense.side for sense in self._summaries.senses(key))

    def _said_slots(self, key: str, side: str | None = None) -> frozenset[Slot]:
        """Return the slots for which a sense of the term, or of one of its sides, has a wording."""
        return frozenset(slot for sense in self.senses(key) if side in (None, sense.side) for slot in sense.say)

    def _slots_of(self, headword: str, surface: str) -> Sequence[Slot]:
        """Return the slots that a name of a term may fill, none for the doer of what the headword is: "owner" of ownership."""
        key = fold(headword)
        slots, doer = self._summaries.slots(key, surface), _DOER.fullmatch(fold(surface))
        is_doer = doer and NOUNS.issuperset(slots) and key.startswith(doer["root"]) and not _DOER.fullmatch(key)
        return () if is_doer else slots

    def _around(self, key: str, name: str, in_american: bool) -> list[tuple[str, str]]:
        """Return what stands before and behind a name of the term with this key in what a translation may write, folded."""
        enclosing = self._summaries.enclosing(key)
        if in_american:
            enclosing = list(map(american, enclosing))
        explained = (fold(named(key, sense)) for sense in self._senses_in(key, in_american))
        whole = dict.fromkeys((*enclosing, *map(in_plural, enclosing), *explained))
        return [
            (text[: found.start()], text[found.end() :])
            for text in whole
            for found in re.finditer(re.escape(name), text)
            if text != name
        ]
