"""Chooser: which mentions of a text are edited for the readers, and which are questions.

Invariant: what is read as unclear or ordinary is not edited, unless the text tells the one sense that it uses elsewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from twosense.model import MIXED, NONE, UNCLEAR, Question, ReadingOfQuestion
from twosense.scan.levels import is_acronym
from twosense.text.fold import fold
from twosense.text.stems import stems_of
from twosense.translate.certainty import Votes, agreed, may_be_replaced
from twosense.translate.chosen_edits import ChosenEdits
from twosense.translate.compound import compound_end
from twosense.translate.gloss import place_for_gloss, possible_glosses
from twosense.translate.proposal import propose, put
from twosense.translate.slot import NOUNS, VERBS, is_verb_of_another_sense, slot_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosense.model import Edit, Style
    from twosense.translate.found import Found
    from twosense.translate.surroundings import Surroundings
    from twosense.translate.untouched import Untouched
    from twosense.translate.vocabulary import Vocabulary

_LIKELY = 0.5  # probability of an ordinary use: of edits above it that another mention had settled, a third were wrong
_MARKUP = re.compile(r"[*_`\"“”]+")
_WITH_ARTICLE = re.compile(r"the\b", re.IGNORECASE)
# Brackets behind a mention, but not the target of a link.
_BRACKET = re.compile(r"(?:[ \u00a0]\d[\d.]*)?[*_\"”’\])]{0,3}[ \t]*\((?<!\]\()(?!see\b)", re.IGNORECASE)
_LONGEST_TOLD = 300  # characters in brackets


class Chooser:
    """Chooses for readers of a side or MIXED, in a style. The side of the author may be known.

    Without `details`, edits do not name the words that decided.
    """

    def __init__(self, vocabulary: Vocabulary, to: str, author: str | None, style: Style, *, details: bool) -> None:
        self._to, self._author, self._style, self._details = to, author, style, details
        self._vocabulary = vocabulary

    @property
    def explains_once(self) -> bool:
        """Whether an explanation speaks for all later mentions."""
        return self._style == "gloss"

    def has_two_sides(self, key: str) -> bool:
        """Return whether the term with this key has senses of several sides."""
        return len(self._vocabulary.sides(key)) > 1

    def is_verb(self, one: Found) -> bool:
        """Return whether a mention is a verb in its sentence."""
        return slot_at(one.place, self._vocabulary.slots(one.term, one.surface)) in VERBS

    def concerns(self, key: str) -> bool:
        """Return whether the readers may misread the term with this key."""
        sides = self._vocabulary.sides(key)
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
        offsets = {one.offset for one in open_ones if agreed(one, settled[one.name], votes, self)}
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
            is_known = self.explains_once and side is not None and (one.key, side) in chosen.explained
            if is_known or not one.may_change:
                continue
            if side and self._tells(one, side):
                chosen.explained.add((one.key, side))
                continue
            if one.offset < chosen.end or (side and _BRACKET.match(one.place.behind)):
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
        slots = self._vocabulary.slots(one.term, one.surface)
        return self._style != "replace" and not place_for_gloss(one.place, slots).is_safe

    def _begins_compound(self, one: Found, following: Found) -> bool:
        slots = self._vocabulary.slots(one.term, one.surface)
        begins = one.precedes(following) and not NOUNS.isdisjoint(slots) and not self.is_verb(one)
        return begins and not self._is_ours(one.place, one.key)

    def _is_told(self, one: Found, side: str, preceding: Found, explained: set[tuple[str, str]]) -> bool:
        """Return whether brackets that tell this side stand or will stand behind a mention that follows another one."""
        is_known = self.explains_once and (one.key, side) in explained
        if is_known or not one.may_change or one.is_answered:
            return False
        if _BRACKET.match(one.place.behind) or self._tells(one, side):
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
        return not is_verb_of_another_sense(place, self._vocabulary.slots(term, place.surface), self._vocabulary.said(key))

    def _tells(self, one: Found, side: str) -> bool:
        """Return whether a text tells a sense at a mention: "DR (disaster recovery)", "disaster recovery (DR)"."""
        place, before = one.place, fold(_MARKUP.sub("", one.place.before))
        bracket = _BRACKET.match(place.behind)
        if not bracket and not before.endswith("("):
            return False
        glosses = [
            gloss
            for sense in self._vocabulary.tellable(one.key)
            if sense.side == side
            for gloss in possible_glosses(one.key, sense)
        ]
        if not bracket:
            return before.endswith(tuple(f"{fold(gloss)} (" for gloss in glosses))
        start = place.end + bracket.end()
        told = place.text[start : start + _LONGEST_TOLD].partition(")")[0]
        return stems_of(told) in map(stems_of, glosses)

    def _edit(self, one: Found, side: str | None, preceding: Found | None) -> Edit | None:
        """Return the edit that tells the readers the sense of a side, or None where the text leaves no room for it.

        Without a side, it puts what a person wants in the place of the mention. Its offset is that before all edits.
        """
        if side not in one.edits:
            edit = self._proposed(one, side, preceding) if side else self._put(one)
            one.edits[side] = replace(edit, offset=edit.offset - one.moved) if edit and one.moved else edit
        return one.edits[side]

    def _put(self, one: Found) -> Edit | None:
        return put(one.place, one.term, one.decision.wording) if one.decision and one.decision.wording else None

    def _proposed(self, one: Found, side: str, preceding: Found | None) -> Edit | None:
        slots, own = self._vocabulary.slots(one.term, one.surface), self._vocabulary.slots(one.term, one.term)
        if not VERBS.isdisjoint(own) and is_verb_of_another_sense(one.place, slots, self._vocabulary.said(one.key, side)):
            return None  # who views a page sees no screen; but what scales has scalability
        ends_compound = preceding is not None and self._begins_compound(preceding, one)  # "Kubernetes API"
        is_explained = ends_compound or (self.has_two_sides(one.key) and not may_be_replaced(one))
        style = "gloss" if is_explained and self._style == "replace" else self._style
        edit = propose(
            one.place, one.term, self._vocabulary.sense_of(one, side), style, slots, one.confidence, slots_of_term=own
        )
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
        sides = self._vocabulary.sides(found.key)
        if side not in sides or (self._to == MIXED and len(sides) < 2):
            return None
        return side

    def _is_ours(self, place: Surroundings, key: str) -> bool:
        """Return whether a mention may be part of what took the place of another mention."""
        return self._style == "replace" and self._vocabulary.may_be_within(place, key)

    def _matters(self, found: Found) -> bool:
        """Return whether an unclear mention may mislead the readers: not if it leans to their own sense and is no acronym."""
        sides = self._vocabulary.sides(found.key)
        is_theirs = found.lean == self._to and not is_acronym(found.term)
        return len(sides) > 1 and (self._to == MIXED or (self._to in sides and not is_theirs))

    def question(self, found: Found) -> Question:
        """Return the question which sense is meant; a mark that names no side is part of it."""
        place = found.place
        why = found.decided() if place.text.startswith("{", place.end) else ()
        mark = why[0] if why and why[0].startswith("{") else ""
        readings = (ReadingOfQuestion(side=sense.side, meaning=sense.meaning) for sense in self._vocabulary.senses(found.key))
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
