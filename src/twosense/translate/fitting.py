"""Fitting: put a wording in the place of a mention, so that the sentence around it stays English.

It decides what the mention is in its sentence, and carries over number, possessive, capitals and the article before it.
Invariant: nothing is replaced but the mention, the article before it and the apostrophe behind it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from twosense.text.stems import strip_inflection
from twosense.text.tokens import WORD
from twosense.translate.articles import article
from twosense.translate.wording import capitalised, in_capitals, in_title_case, possessive

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from twosense.model import Slot

AROUND = 80  # characters that are looked at on each side
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PREPOSITION = re.compile(r" (?:of|in|for|to|with|on|by|from|at) ")
_LAST_WORD = re.compile(r"([^\W_]+(?:['’-][^\W_]+)*)[\s*_(\"“]*\Z")
_NEXT_WORD = re.compile(r"[*_]*[ \t]+[*_]*([^\W_]+(?:['’-][^\W_]+)*)")
_ARTICLE = re.compile(r"(?<![\w'’-])(an?)([ \t]+[*_\"“(]*|[ \t]*\r?\n[ \t]*[*_\"“(]*)\Z", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(['’])(s?)(?![\w])")
SENTENCE_START = re.compile(
    r"(?:\A\ufeff?|[.!?:][\"'”’)\]*_]*\s+|\n\s*\n|(?:\A|\n)[\s>]*(?:[-*+#|]+|\d+[.)])\s+|>\s*)[\s\"'“‘(\[*_]*\Z"
)
_BEFORE_VERB = frozenset(
    """
    to will would can could shall should may might must cannot not don't didn't doesn't won't can't please let's i we you they
    who help helps us them
    """.split()
)
_BEFORE_NOUN = frozenset(
    """
    a an the this that these those my your our their his her its each every any some no of in on at by for with from about into
    per as between across under over without new own more most less main key
    """.split()
)
_VERBS: frozenset[Slot] = frozenset(("verb", "third", "past"))
_OBJECTS = frozenset("a an the our your their this these it them all".split())
_FUNCTION = frozenset(
    """
    a an the and or but nor so yet if when while because as than that which who whose whom this these those it its he she we
    they you i is are was were be been being am has have had do does did will would can could shall should may might must of in
    on at by for with from to into onto about across after before between during under over through until per via without
    within not also only just then there here our your their his her my each every any some no all both more most less very
    too still even again
    """.split()
)


class Place(Struct, frozen=True):
    """A mention in a text, by its first and last character."""

    text: str
    start: int
    end: int

    @property
    def before(self) -> str:
        """The text before the mention."""
        return self.text[max(0, self.start - AROUND) : self.start]

    @property
    def behind(self) -> str:
        """The text behind the mention."""
        return self.text[self.end : self.end + AROUND]

    @property
    def surface(self) -> str:
        """The mention."""
        return self.text[self.start : self.end]


def slot_at(place: Place, slots: Sequence[Slot], say: Mapping[Slot, str]) -> Slot | None:
    """Return which of the slots that its form may fill a mention fills; None if there is no wording for it."""
    previous = _word(_LAST_WORD.search(place.before))
    following = _word(_NEXT_WORD.match(place.behind))
    verbs = [slot for slot in slots if slot in ("verb", "third", "past", "ing")]
    others = [slot for slot in slots if slot not in verbs]
    if verbs and (not others or _is_verb(previous, following)):
        return next((slot for slot in verbs if slot in say), None)
    if others == ["adjective"]:
        return "adjective" if "adjective" in say and _is_modifier(following) else None
    if "adverb" in others:
        return "adverb" if "adverb" in say else None
    if "noun" in others and _is_modifier(following):
        if previous and previous not in _FUNCTION:
            return None  # "analysis report tool": an adjective would split what belongs together
        return next((slot for slot in ("adjective", "noun") if slot in say), None)
    return next((slot for slot in others if slot in say and slot != "adjective"), None)


def is_verb_of_another_sense(place: Place, slots: Sequence[Slot], say: Collection[Slot]) -> bool:
    """Return whether a mention is a verb although no sense of its term has a wording for verbs: "to report a fault"."""
    if _VERBS & set(say):
        return False
    return set(slots) <= _VERBS or _word(_LAST_WORD.search(place.before)) in _BEFORE_VERB


def _word(found: re.Match[str] | None) -> str:
    return found[1].lower() if found else ""


def _is_verb(previous: str, following: str) -> bool:
    if previous in _BEFORE_NOUN:
        return False
    return previous in _BEFORE_VERB or following in _OBJECTS


def _is_modifier(following: str) -> bool:
    """Return whether the word that follows, with nothing but a space between, is a noun that the mention describes."""
    return following not in _FUNCTION and bool(following) and not following.endswith(("ly", "ed"))


def fit(place: Place, wording: str, slot: Slot) -> tuple[int, int, str] | None:
    """Return what to replace, from character to character, and by what; None if the text says it already."""
    start, end = place.start, place.end
    if _near(place) & {strip_inflection(word.lower()) for word in WORD.findall(wording)}:
        return None  # "customer retention" for "retention" where "of customers" stands behind it
    if re.match(r"-[^\W_]", place.behind) or re.search(r"[^\W_]-\Z", place.before):
        return None  # a part of a compound
    owner = _POSSESSIVE.match(place.behind)
    if owner and _PREPOSITION.search(wording):
        return None  # "the route to customers' cost"
    fitted = _in_case(place, wording)
    if owner and (owner[2] or place.surface.lower().endswith("s")):
        end += owner.end()
        fitted = possessive(fitted, owner[1])
    before = _ARTICLE.search(place.before) if slot in ("noun", "adjective", "ing") else None
    if before:
        wanted = article(fitted)
        if before[1].lower() != wanted:
            start -= len(before[0])
            fitted = _like(before[1], wanted) + before[2] + fitted
    return start, end, fitted


def _near(place: Place) -> set[str]:
    """Return the stems of the three words on each side of a mention that say something."""
    before = WORD.findall(place.before.rpartition("\n\n")[2])[-3:]
    behind = WORD.findall(place.behind.partition("\n\n")[0])[:3]
    return {strip_inflection(word.lower()) for word in (*before, *behind) if word.lower() not in _FUNCTION}


def _like(found: str, wanted: str) -> str:
    if found.isupper() and len(found) > 1:
        return wanted.upper()
    return wanted.capitalize() if found[0].isupper() else wanted


def _in_case(place: Place, wording: str) -> str:
    """Return a wording with the capitals that its place asks for."""
    surface = place.surface
    starts = bool(SENTENCE_START.search(place.before))
    if surface.isupper() and len(surface) > 1:
        shouted = [word for word in _WORD.findall(place.before[-30:] + " " + place.behind[:30]) if len(word) > 3]
        if shouted and all(word.isupper() for word in shouted):
            return in_capitals(wording)
        return capitalised(wording) if starts else wording
    if not surface[:1].isupper():
        return wording
    if starts:
        neighbour = _NEXT_WORD.match(place.behind)
        in_title = neighbour and neighbour[1][0].isupper() and len(neighbour[1]) > 3
        return in_title_case(wording) if in_title else capitalised(wording)
    return in_title_case(wording)
