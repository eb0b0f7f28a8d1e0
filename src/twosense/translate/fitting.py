"""Fitting: put a wording in the place of a mention, so that the sentence around it stays English.

It carries over the possessive, the capitals and the article before the mention.
Invariant: nothing is replaced but the mention, the article before it and the apostrophe behind it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twosense.text.inline_tags import INLINE_TAG
from twosense.text.stems import strip_inflection
from twosense.text.tokens import WORD
from twosense.translate.articles import article
from twosense.translate.grammar import FUNCTION
from twosense.translate.surroundings import HYPHENATED
from twosense.translate.wording import PREPOSITION, capitalised, in_capitals, in_title_case, possessive

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twosense.model import Slot
    from twosense.translate.surroundings import Surroundings

_LONGEST_ACRONYM = 5
_LONG_STEM = 6  # a shorter one may be in a word by chance: "cost" in "costume"
_ARTICLE = re.compile(rf"(?<![\w'’/-])(an?)((?:[ \t]+|[ \t]*\r?\n[ \t]*)(?:[*_\"“(]|{INLINE_TAG})*)\Z", re.IGNORECASE)
SENTENCE_START = re.compile(r"(?:\A|\||[.!?:](?=\W*\s)|(?:\A|\n)[\s>]*(?:[-*+#|]+|\d+[.)])\s|>\s*)[^\w,;]*\Z")


def fit(place: Surroundings, wording: str, slot: Slot) -> tuple[int, int, str] | None:
    """Return what to replace, from character to character, and by what; None if the wording does not fit here."""
    start, end = place.start, place.end
    stems, near = _stems(WORD.findall(wording)), _near(place)
    if stems & near or any(len(stem) >= _LONG_STEM and stem in word for stem in stems for word in near):
        return None  # "customer retention" for "retention" where "of customers" stands behind it
    if place.is_in_compound or place.is_contracted:
        return None  # "has DDoS'd the others"
    owner = place.possessive
    if owner and PREPOSITION.search(wording):
        return None  # "the route to customers' cost"
    if owner and (len(owner) > 1 or place.surface.lower().endswith("s")):
        end += len(owner)
        wording = possessive(wording, owner[0])
    fitted = _in_case(place, wording)
    before = _ARTICLE.search(place.before) if slot not in ("plural", "verb", "third") else None  # "an automated build"
    if before:
        wanted = article(fitted)
        if before[1].lower() != wanted:
            start -= len(before[0])
            fitted = _in_case_of(before[1], wanted) + before[2] + fitted
    return start, end, fitted


def _near(place: Surroundings) -> set[str]:
    """Return the stems of the content words among the three words on each side of a mention."""
    before = WORD.findall(place.plain_before)[-3:]
    behind = WORD.findall(place.plain_behind)[:3]
    return _stems((*before, *behind))


def _stems(words: Iterable[str]) -> set[str]:
    return {strip_inflection(word.lower()) for word in words if word.lower() not in FUNCTION}


def _in_case_of(found: str, wanted: str) -> str:
    """Return an article with the capitals of the one that was found."""
    if found.isupper() and len(found) > 1:
        return wanted.upper()
    return wanted.capitalize() if found[0].isupper() else wanted


def _in_case(place: Surroundings, wording: str) -> str:
    """Return a wording with the capitals that its place asks for."""
    surface = place.surface
    starts = bool(SENTENCE_START.search(place.plain_before))
    if surface.isupper() and len(surface) > 1:
        neighbours = HYPHENATED.findall(place.plain_before[-30:] + " " + place.plain_behind[:30])
        long_words = [word for word in neighbours if len(word) > 3]
        if len(surface) > _LONGEST_ACRONYM or (long_words and all(map(str.isupper, long_words))):
            return in_capitals(wording)
        if _is_titled(place):
            return in_title_case(wording)
        return capitalised(wording) if starts else wording
    if starts and surface[:1].isupper():
        return in_title_case(wording) if _is_titled(place) else capitalised(wording)
    has_title = any(word[:1].isupper() and word[1:].islower() for word in HYPHENATED.findall(surface))  # unlike "IT budget"
    if not has_title:
        return wording
    return in_title_case(wording) if place.follows_name or _is_titled(place) else capitalised(wording)


def _is_titled(place: Surroundings) -> bool:
    """Return whether a word with a capital follows: "DR Plan"."""
    behind = place.plain_behind.lstrip(" *_")
    return len(place.following) > 3 and behind[:1].isupper() and behind[1:2].islower()
