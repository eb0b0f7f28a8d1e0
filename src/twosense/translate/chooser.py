"""Chooser: which mentions of a text are edited for the readers, and which are questions.

Invariant: what is read as unclear or ordinary is not edited, unless the text tells the one sense that it uses elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations
from operator import mul
from typing import TYPE_CHECKING

from msgspec.structs import replace

from twosense.model import MIXED, NONE, UNCLEAR, Question, ReadingOfQuestion
from twosense.scan.levels import is_acronym
from twosense.text.fold import fold
from twosense.text.stems import stems_of
from twosense.text.vectors import RAREST, load
from twosense.translate.certainty import Votes, agreed
from twosense.translate.chosen_edits import ChosenEdits
from twosense.translate.compound import compound_end
from twosense.translate.gloss import in_plural, named, place_for_gloss, possible_glosses, together
from twosense.translate.proposal import propose, put
from twosense.translate.slot import NOUNS, VERBS, is_verb_of_another_sense, slot_at
from twosense.translate.spelling import american
from twosense.translate.wording import completed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosense.model import Edit, Slot, Style
    from twosense.scan.summaries import SenseSummary, Summaries
    from twosense.translate.found import Found
    from twosense.translate.surroundings import Surroundings
    from twosense.translate.untouched import Untouched

_CONTEXT = 300  # characters on each side that tell which sense of a side is meant
_NEAR = 100  # characters on each side whose very words tell it, too
# Of 223 mentions of terms with two senses of a side, likeness alone chose 186 as a reader did, and with these two 203.
_SHARED = 0.1  # worth of a rare word that the text shares with one sense
_FIRST = 0.1  # worth of being the first sense of a side: the glossary has the main one there
_UNCLEAR = 0.25  # two senses of a side that differ by less are both told: of the mentions above it, one in 20 was wrong
_MOST_TOGETHER = 4  # senses of a side: the ways to tell several of 24 together filled the memory. The package has three at most
_LIKELY = 0.5  # probability of an ordinary use: of edits above it that another mention had settled, a third were wrong
_DOER = re.compile(r"[eo]rs?$", re.IGNORECASE)
_MARKUP = re.compile(r"[*_`\"“”]+")
_WITH_ARTICLE = re.compile(r"the\b", re.IGNORECASE)
_BRACKET = re.compile(r"(?:[ \u00a0]\d[\d.]*)?[*_\"”’\])]{0,3}[ \t]*\((?!see\b)", re.IGNORECASE)


@lru_cache(1 << 8)  # without it, choosing among senses takes three times as long
def _about(texts: tuple[str, ...], own: frozenset[str]) -> tuple[list[float], dict[int, float]]:
    """Return the direction of texts, and how rare each of their telling words is; the stems in `own` tell nothing."""
    vectors = load()
    return vectors.centroid(texts, own), {word: vectors.rarities[word] / RAREST for word in vectors.weigh(texts, own)}


class Chooser:
    """Chooses for readers of a side or MIXED, in a style. The side of the author may be known.

    Without `details`, edits do not name the words that decided.
    """

    def __init__(self, summaries: Summaries, to: str, author: str | None, style: Style, *, details: bool) -> None:
        self._summaries, self._to, self._author, self._style, self._details = summaries, to, author, style, details
        self._senses_in = lru_cache(1 << 10)(self._spelt_senses)
        self._tellable_in = lru_cache(1 << 10)(self._all_tellable)
        self.sides = lru_cache(1 << 10)(self._sides_of)
        self._slots = lru_cache(1 << 12)(self._slots_of)
        self._said = lru_cache(1 << 10)(self._slots_said)
        self._ours = lru_cache(1 << 12)(self._around_in_ours)
        self.in_american = False  # the spelling of the text

    @property
    def reads_each_alone(self) -> bool:
        """Whether no mention that stays as it is has a say in the edit of another one; brackets behind it apart.

        The words that take the place of others have no say, either, when a text is translated again.
        """
        return self._style == "replace"

    def is_verb(self, one: Found) -> bool:
        """Return whether a mention is a verb in its sentence."""
        return slot_at(one.place, self._slots(one.term, one.surface)) in VERBS

    def concerns(self, key: str) -> bool:
        """Return whether the readers may misread the term with this key."""
        sides = self.sides(key)
        return len(sides) > 1 if self._to == MIXED else not sides <= {self._to}

    def choose(self, found: Sequence[Found]) -> tuple[list[Edit], list[Found]]:
        """Return the edits of a text and the mentions to ask about, in its order.

        Where the text explains one sense of a word, its unclear mentions have that sense, if the other mentions agree and no
        ordinary use is likelier.
        """
        chosen = self._once(found)
        settled = {name: min(sides) for name, sides in chosen.stated.items() if len(sides) == 1}
        open_ones = [one for one in chosen.asked if one.name in settled and one.ordinary < _LIKELY]
        # When a text is translated again, the words that a translation has put there have no say.
        keys = {one.key for one in open_ones}
        votes = Votes([one for one in found if one.key in keys and not self._is_ours(one.place, one.key)])
        offsets = {one.offset for one in open_ones if agreed(one, settled[one.name], votes)}
        if offsets:
            known = [replace(one, side=settled[one.name]) if one.offset in offsets else one for one in found]
            chosen = self._once(known)
        return chosen.edits, chosen.asked

    def _once(self, found: Sequence[Found]) -> ChosenEdits:
        """Return the edits, what to ask about, and the sides that the text explains then."""
        chosen = ChosenEdits(found)
        used: dict[str, set[str]] = {}
        for one in found:
            used.setdefault(one.key, set()).add(one.side)
        for preceding, one, following in zip((None, *found), found, (*found[1:], None), strict=False):
            if one.side == NONE and one.decision is None and not one.glossed:
                continue
            chosen.end = max(chosen.end, one.glossed_until)
            if one.glossed:
                chosen.explained.add((one.key, one.glossed))
                continue
            side = None if one.is_answered else self._side(one, used[one.key])
            if not (side or one.is_answered or (one.side == UNCLEAR and self._matters(one))):
                continue
            is_known = self._style == "gloss" and side is not None and (one.key, side) in chosen.explained
            if is_known or not one.may_change:
                continue
            if side and self._is_explained(one, side):
                chosen.explained.add((one.key, side))
                continue
            if one.offset < chosen.end:
                continue
            if side is None and not one.is_answered:
                chosen.asked.append(one)
                continue
            edit = self._edit(one, side, preceding)
            is_gloss = edit is not None and edit.style != "replace" and not one.decision
            if is_gloss and following and self._begins_compound(one, following):
                next_side = self._side(following, used[following.key])
                if following.glossed or (next_side and self._is_told(following, next_side, one, chosen.explained)):
                    continue  # of a compound, the last word is explained: "service account (...)"
            if edit is not None:
                chosen.add(one, side, edit, may_wait=is_gloss and self._may_wait(one))
        return chosen.finished()

    def _may_wait(self, one: Found) -> bool:
        """Return whether an explanation had better stand at another mention, because it may tear this sentence apart."""
        return not self.reads_each_alone and not place_for_gloss(one.place, self._slots(one.term, one.surface)).is_safe

    def _begins_compound(self, one: Found, following: Found) -> bool:
        slots = self._slots(one.term, one.surface)
        begins = one.precedes(following) and not NOUNS.isdisjoint(slots) and not self.is_verb(one)
        return begins and not self._is_ours(one.place, one.key)

    def _is_told(self, one: Found, side: str, preceding: Found, explained: set[tuple[str, str]]) -> bool:
        """Return whether brackets that tell this side stand or will stand behind a mention that follows another one."""
        is_known = self._style == "gloss" and (one.key, side) in explained
        if is_known or not one.may_change or one.is_answered:
            return False
        if self._is_explained(one, side):
            return True
        edit = self._edit(one, side, preceding)
        return edit is not None and edit.style != "replace" and not self._may_wait(one)

    def may_change(self, place: Surroundings, key: str, term: str, untouched: Untouched) -> bool:
        """Return whether nothing but its reading decides whether a mention is edited."""
        if place.is_in_code or untouched.covers(place.start) or self._is_ours(place, key):
            return False
        if term[:1].islower() and untouched.is_name(place):
            return False  # "a Deployment", "the team Integrations"; but "Kubernetes"
        if _WITH_ARTICLE.match(place.surface) and compound_end(place).at > place.end:
            return False  # "the business model": the article is that of the model
        return not is_verb_of_another_sense(place, self._slots(term, place.surface), self._said(key))

    def _is_explained(self, one: Found, side: str) -> bool:
        """Return whether brackets stand behind a mention, or its meaning before it: "DR (...)", "disaster recovery (DR)"."""
        if _BRACKET.match(one.place.behind):
            return True
        before = fold(_MARKUP.sub("", one.place.before))
        return before.endswith("(") and any(
            before.endswith(f"{fold(gloss)} (")
            for sense in self.tellable(one.key)
            if sense.side == side
            for gloss in possible_glosses(one.key, sense)
        )

    def _edit(self, one: Found, side: str | None, preceding: Found | None) -> Edit | None:
        """Return the edit of the text before all edits that tells the readers the sense of a side, if there is room for it.

        Without a side, it puts what a person wants in the place of the mention.
        """
        if side not in one.edits:
            edit = self._proposed(one, side, preceding) if side else self._put(one)
            one.edits[side] = replace(edit, offset=edit.offset - one.moved) if edit and one.moved else edit
        return one.edits[side]

    def _put(self, one: Found) -> Edit | None:
        return put(one.place, one.term, one.decision.wording) if one.decision and one.decision.wording else None

    def _proposed(self, one: Found, side: str, preceding: Found | None) -> Edit | None:
        slots, own = self._slots(one.term, one.surface), self._slots(one.term, one.term)
        if not VERBS.isdisjoint(own) and is_verb_of_another_sense(one.place, slots, self._said(one.key, side)):
            return None  # who views a page sees no screen; but what scales has scalability
        ends_compound = preceding is not None and self._begins_compound(preceding, one)  # "Kubernetes API"
        style = "gloss" if ends_compound and self._style == "replace" else self._style
        edit = propose(one.place, one.term, self._sense(one, side), style, slots, one.confidence, slots_of_term=own)
        return replace(edit, because=one.decided()) if edit and self._details else edit

    def _side(self, found: Found, used: set[str]) -> str | None:
        """Return the side whose sense the readers have to be told, or None; `used` has the sides of the term in this text.

        Where a text uses both senses of a term, a gloss of one would be taken for the meaning of all.
        """
        side = found.side
        if side == UNCLEAR and self._author and found.lean in (self._author, None):
            side = self._author
        if side in (UNCLEAR, NONE) or (side == self._to and (self._style == "replace" or not used - {side, UNCLEAR, NONE})):
            return None
        sides = self.sides(found.key)
        if side not in sides or (self._to == MIXED and len(sides) < 2):
            return None
        return side

    def _sides_of(self, key: str) -> frozenset[str]:
        return frozenset(sense.side for sense in self._summaries.senses(key))

    def _slots_said(self, key: str, side: str | None = None) -> frozenset[Slot]:
        """Return the slots for which a sense of the term, or of one of its sides, has a wording."""
        return frozenset(slot for sense in self.senses(key) if side in (None, sense.side) for slot in sense.say)

    def _matters(self, found: Found) -> bool:
        """Return whether an unclear mention may mislead the readers: not if it leans to their own sense and is no acronym."""
        sides = self.sides(found.key)
        is_theirs = found.lean == self._to and not is_acronym(found.term)
        return len(sides) > 1 and (self._to == MIXED or (self._to in sides and not is_theirs))

    def _sense(self, found: Found, side: str) -> SenseSummary:
        """Return which sense of a side is meant: the one with the meaning that a person has chosen.

        Otherwise, of those with a wording for the form of the mention (if there are any), the one whose texts are most like
        the text around it and share most words with what is near: "values" are no return on investment. The first is preferred.
        Those that are nearly as likely are told together with it, unless the side has many.
        """
        place, meaning = found.place, found.decision.meaning if found.decision else ""
        senses = [sense for sense in self.senses(found.key) if sense.side == side]
        are_few = len(senses) <= _MOST_TOGETHER
        senses = [sense for sense in senses if sense.meaning == meaning] or senses
        slots = self._slots(found.term, place.surface)
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

    def _is_ours(self, place: Surroundings, key: str) -> bool:
        """Return whether a mention stands inside a wording or a meaning that took the place of another mention, perhaps."""
        ours = self._ours(key, fold(place.surface), self.in_american) if self._style == "replace" else ()
        if not ours:
            return False
        before, behind = place.folded_before, place.folded_behind
        return any(before.endswith(left) and behind.startswith(right) for left, right in ours)

    def _slots_of(self, headword: str, surface: str) -> Sequence[Slot]:
        """Return the slots that a name of a term may fill, none for the doer of what the headword is: "owner" of ownership."""
        is_doer = _DOER.search(surface) and not _DOER.search(headword)
        return () if is_doer else self._summaries.slots(fold(headword), surface)

    def _around_in_ours(self, key: str, name: str, in_american: bool) -> list[tuple[str, str]]:
        """Return what stands before and behind a name of the term with this key in what a translation may write, folded."""
        enclosing = self._summaries.enclosing(key)
        if in_american:
            enclosing = list(map(american, enclosing))
        explained = (fold(named(key, sense)) for sense in self._senses_in(key, in_american))
        ours = dict.fromkeys((*enclosing, *map(in_plural, enclosing), *explained))
        return [
            (text[: found.start()], text[found.end() :])
            for text in ours
            for found in re.finditer(re.escape(name), text)
            if text != name
        ]

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

    def question(self, found: Found) -> Question:
        """Return the question which sense is meant; a mark that names no side is part of it."""
        place = found.place
        why = found.decided() if place.text.startswith("{", place.end) else ()
        mark = why[0] if why and why[0].startswith("{") else ""
        readings = (ReadingOfQuestion(side=sense.side, meaning=sense.meaning) for sense in self.senses(found.key))
        return Question(
            offset=found.offset,
            length=len(place.surface) + len(mark),
            line=0,
            column=0,
            surface=place.surface + mark,
            term=found.term,
            readings=tuple(readings),
            lean=found.lean,
        )
