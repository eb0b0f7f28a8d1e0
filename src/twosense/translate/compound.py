"""Compound: where the compound noun ends that a mention is part of: "project management teams".

Invariant: where the words behind the mention do not tell, the end is not called safe.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from twosense.text.inline_tags import INLINE_TAG
from twosense.text.stems import strip_inflection
from twosense.translate.grammar import (
    ADVERBS,
    AUXILIARIES,
    BE_OR_HAVE,
    CONJUNCTIONS,
    FUNCTION,
    GERUNDS,
    NEVER_NOUNS,
    NUMBERS,
    OBJECTS,
    STEMS_OF_VERBS,
    is_no_noun,
)
from twosense.translate.slot import is_adjective
from twosense.translate.surroundings import NUMBER, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twosense.translate.surroundings import Surroundings

LONGEST = 4  # words behind the mention
REACH = 120  # characters behind the mention that are looked at
_SPACE = r"(?:[ \t\u00a0]|[ \t]?\r?\n[ \t]*(?=[a-z]))"  # a line that begins with a capital may be a sentence of its own
_MARKUP = rf"(?:[*_]|{INLINE_TAG})*"
_WORD = r"(?:(?:[^\W_]|(?<=[A-Z])&(?=[A-Z]))+(?:['’-][^\W_]+)*)"
_NEXT = re.compile(rf"[\"”]?{_MARKUP}{_SPACE}{_MARKUP}(?P<word>{_WORD})", re.IGNORECASE)
_AS_A_SERVICE = re.compile(r"[ -]as[ -](?:an?[ -])?(?:service|code)\b", re.IGNORECASE)
# What may stand behind a compound: no sign that joins it to something else, and no brackets, which may explain it themselves.
_CLEAN = re.compile(rf"[\"”’*_]*(?:{INLINE_TAG})*(?:\Z|(?!\s*[(\[{{])[\s,;:!?)\]<|…—–]|\.(?!\w)|\\)", re.IGNORECASE)
_OBJECTS = OBJECTS | NUMBERS | {"another"}  # what an object begins with
_ADVERBS_TOO = frozenset(("back", "first", "home"))  # "the client back end"
_NOUNS_TOO = frozenset(("core", "key", "standard", "visual"))
_THIRDS_AND_NOUNS = frozenset(("costs", "moves", "needs", "uses"))
_NAME_IN_CODE = re.compile(r"[a-z][A-Z]")
_POSSESSIVE = re.compile(r"['’]s$|s['’]$")
# Verbs that need no object, or the nouns that look like them: "the team reports to her", "team reports to the board".
_WITHOUT_OBJECT = frozenset(
    """
    answers asks benefits calls changes compares competes connects crashes drifts feeds flows functions grants integrates
    launches leads links lists loads logs looks matches migrates moves ranks refers registers replies reports responds restarts
    rotates scales shifts ships signs slides spans splits switches talks transfers travels triggers updates upgrades visits
    votes
    """.split()
)
_STEMS_OF_VERBS = STEMS_OF_VERBS | frozenset(map(strip_inflection, _WITHOUT_OBJECT))
_CLAUSES = frozenset("because how if that what when whether who why".split())  # what often begins behind a verb
_BEHIND_VERB = (_CLAUSES | ADVERBS) - {"that"}
_CLAUSE = re.compile(
    r"\b(?:after|before|if|once|unless|until|when|whenever|while) (?:[\w'’-]+ ){0,3}\Z", re.IGNORECASE
)  # "before the old service restarts"
_PARTICLES = frozenset("away back down off out up".split())
_BEHIND_A_VERB = _PARTICLES | frozenset("him it me them us you".split())  # unstressed, with nothing between it and the verb
_GERUND = re.compile(r"\w{3}ing$")
_PLURAL = re.compile(r"(?<![su'’i])s$")
_DESCRIBES_IN_PLURAL = re.compile(r"(?:ics|netes)$|^(?:communications|goods|news|operations|relations|sales|services|systems)$")


class End(NamedTuple):
    """Where a compound ends, and whether that is certain: otherwise an explanation may tear the sentence apart there."""

    at: int
    is_safe: bool


@lru_cache(1 << 4)  # is asked for again while a mention is decided on
def compound_end(place: Surroundings) -> End:
    """Return where the compound of nouns ends that begins with a mention: behind the mention if it stands alone."""
    start, reach = place.end + len(place.number), place.end + REACH
    found = _AS_A_SERVICE.match(place.text, start, reach)
    last, end = (place.surface, start) if found is None else ("service", found.end())
    behind = list(_words(place.text, end, reach))
    words = [word for word, _ in behind]
    is_safe = True
    for number, (word, at) in enumerate(behind):
        joins = _joins(last, words[number:], is_first=not number, is_small=place.surface.islower())
        if joins is None or (joins and number == LONGEST):
            return End(end, is_safe=False)
        if not joins or (word.lower() in _WITHOUT_OBJECT and _CLAUSE.search(place.plain_before)):
            break
        last, end = word, at
        is_safe = word.lower() not in _WITHOUT_OBJECT or _is_noun_before(words[number + 1 :])
    if end == start:
        return End(start, is_safe=True)
    is_noun = (last.lower() in _NOUNS_TOO or not is_adjective(last.lower())) and not _POSSESSIVE.search(last)
    is_free = place.until is None or end <= place.until
    if not is_noun or not is_free:
        return End(start, is_safe=False)
    is_clean = bool(_CLEAN.match(place.text, end))
    return End(end if is_clean or place.text.startswith(" (", end) else start, is_safe and is_clean)


def verb_end(place: Surroundings) -> End:
    """Return where a verb ends, with its particle or a pronoun behind it: "scale out", "deploy it"."""
    word, at = next(_words(place.text, place.end, place.end + REACH), ("", place.end))
    is_free = place.until is None or at <= place.until
    is_followed = plain(word) in _BEHIND_A_VERB and is_free and bool(_CLEAN.match(place.text, at))
    return End(at if is_followed else place.end, is_safe=True)


def _words(text: str, at: int, reach: int) -> Iterator[tuple[str, int]]:
    """Yield the words from a place to another with nothing but spaces and markup between them, each with its end."""
    for _ in range(LONGEST + 2):
        following = _NEXT.match(text, at, reach)
        if following is None:
            return
        at = following.end()
        yield following["word"], at


def _is_noun_before(behind: Sequence[str]) -> bool:
    """Return whether what may be a noun or a verb without an object is a noun: "data feeds are", not "data feeds into"."""
    after = plain(behind[0]) if behind else ""
    return after in ("and", "or") or after in BE_OR_HAVE | AUXILIARIES or after in NEVER_NOUNS - FUNCTION


def is_rest_of_compound(behind: str) -> bool:
    """Return whether this text, which follows a mention, is nothing but the rest of its compound, or what belongs to a verb."""
    number = NUMBER.match(behind)
    at = number.end() if number else 0
    found = _AS_A_SERVICE.match(behind, at)
    at = found.end() if found else at
    following = _NEXT.match(behind, at)
    if following and plain(following["word"]) in _BEHIND_A_VERB:
        return following.end() == len(behind)
    while following := _NEXT.match(behind, at):
        if plain(following["word"]) in FUNCTION:
            return False
        at = following.end()
    return at == len(behind)


def _joins(last: str, behind: Sequence[str], *, is_first: bool, is_small: bool) -> bool | None:
    """Return whether the first word behind goes on with a compound whose last word is known; None if it may be a verb."""
    word, after = [*map(plain, behind[:2]), ""][:2]
    ends_here = not after or is_no_noun(after)
    joins: bool | None = True
    if behind[0].istitle() and word not in FUNCTION:
        joins = not is_small  # a name: "the CDO Council", but "the cloud Amazon runs"
    elif _NAME_IN_CODE.search(behind[0]):
        joins = None
    elif word in _THIRDS_AND_NOUNS and after not in _OBJECTS and (not after or after in FUNCTION - {"to"}):
        joins = True  # "customer needs and wishes"
    elif is_no_noun(word):
        joins = None if word in _ADVERBS_TOO and not ends_here else False
    elif word.isdigit():
        joins = ends_here
    elif is_adjective(word) and word not in _NOUNS_TOO:
        joins = not ends_here  # but "content relevant to us"
    elif _GERUND.search(word):
        joins = _gerund_joins(word, after)
        joins = False if joins is None and not is_first else joins  # "policies governing data"
    elif after in _OBJECTS and (_PLURAL.search(word) or _PLURAL.search(last) or _is_verb(word)):
        joins = False  # "this consent grants the app more"
    elif _PLURAL.search(word) and (after in _PARTICLES or (word in _WITHOUT_OBJECT and after in _BEHIND_VERB)):
        joins = False  # "the program crashes when", "the officer signs off", "the product looks very good"
    elif _PLURAL.search(word):
        is_noun = not _is_verb(word) or (ends_here and not after.endswith("ly")) or _GERUND.search(after)
        joins = True if is_noun else None  # "cloud hosts need power", "a cloud hosts virtual machines"
    elif _PLURAL.search(last) and _is_verb(word):
        joins = None if _DESCRIBES_IN_PLURAL.search(last.lower()) and after not in _CLAUSES else False  # "managers need"
    elif _PLURAL.search(last) and not _DESCRIBES_IN_PLURAL.search(last.lower()):
        joins = None  # "flags decouple", "accounts setup"; but "operations team"
    return joins


def _gerund_joins(word: str, after: str) -> bool | None:
    if after in _OBJECTS or after.isdigit():
        return False
    if word in GERUNDS or not after or after in BE_OR_HAVE or after in CONJUNCTIONS:
        return True
    return False if is_no_noun(after) else None  # "identity proofing services", "a host running Linux"


def _is_verb(word: str) -> bool:
    return strip_inflection(word) in _STEMS_OF_VERBS
