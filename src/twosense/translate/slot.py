"""Slot: which part of speech a mention is in its sentence, and which wording of a sense can stand there.

Invariant: where the words on both sides do not tell, the answer is None. A wrong guess would break the sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twosense.text.stems import strip_inflection
from twosense.translate.grammar import (
    ADJECTIVES,
    ADVERBS,
    AUXILIARIES,
    BASES,
    BE,
    BE_OR_HAVE,
    BEFORE_NOUN,
    BEFORE_PREDICATE,
    BEFORE_THIRD,
    BEFORE_VERB,
    CONJUNCTIONS,
    DETERMINERS,
    FUNCTION,
    NOUNS_LIKE_ADJECTIVES,
    NUMBERS,
    OBJECTS,
    PREPOSITIONS,
    STEMS_OF_VERBS,
    SUBJECTS,
    is_no_noun,
)
from twosense.translate.surroundings import plain
from twosense.translate.wording import PASTS, PREPOSITION, participle

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from twosense.model import Slot
    from twosense.translate.surroundings import Surroundings

NOUNS: frozenset[Slot] = frozenset(("noun", "plural"))
VERBS: frozenset[Slot] = frozenset(("verb", "third", "past", "ing"))
_FINITE_VERBS = VERBS - {"ing"}
_FINITE = BE_OR_HAVE | AUXILIARIES | BASES | frozenset(PASTS.values())
_NO_OBJECT = FUNCTION - OBJECTS - NUMBERS - {"that"}
_BEFORE_PLURAL = frozenset("all both some these those".split())
_BEFORE_SINGULAR = frozenset("a an each every this".split())
_ARTICLE = re.compile(r"(?<![\w'’-])an?\s+(?:[\w’'-]+\s+)?[*_\"“(]*\Z", re.IGNORECASE)
_ADJECTIVE = re.compile(r"(?:al|ed|ic|ive|ous|ful|less|able|ible|ant|(?<!m)ent|ary|ory|est|-term)$")
# A word before one of these is often the name that it has on a screen or in code: "the data field".
_NAMED = frozenset(
    """
    argument attribute attributes button column columns dialog field fields flag header headers key keys label menu option page
    parameter parameters property properties section tab tag tags variable variables
    """.split()
)
_INTRANSITIVE = frozenset(("change", "changes", "function", "functions"))  # forms of nouns, and of verbs without an object
# A conjunction with a subject of up to four words, and what may follow a verb without an object.
_CLAUSE = re.compile(
    r"\b(?:as|how|if|once|unless|when|whenever|while) "
    r"(?:(?:an?|any|each|every|its|our|that|the|their|this|your) )?(?:[\w'’-]+ ){1,3}\Z",
    re.IGNORECASE,
)
_END_OF_CLAUSE = re.compile(r"[.,;:](?!\w)|\Z| (?:and|between|during|from|or|over|so|too|while|with)\b")
_NEEDS_OBJECT = re.compile(r" (?:of|in|for|on|to|with|from|after|through)$")


def slot_at(place: Surroundings, slots: Sequence[Slot]) -> Slot | None:
    """Return which of the slots that its form may fill a mention fills."""
    verbs = [slot for slot in slots if slot in VERBS]
    others = [slot for slot in slots if slot not in VERBS]
    is_verb = _is_verb(place, verbs[0], others) if verbs and others else bool(verbs)
    may_follow_subject = place.previous == "that" and place.last_but_one.endswith("s")
    if is_verb is None or (verbs and others and may_follow_subject):
        is_clear = may_follow_subject and verbs == ["verb"] and place.following in OBJECTS
        return "verb" if is_clear else None  # "groups that support them", but "the survey shows that support is slow"
    if verbs and not others and _looks_like_noun(place, verbs[0]):
        return "noun" if verbs[0] == "verb" else "plural"
    return verbs[0] if is_verb else _other_slot(place, others)


def _looks_like_noun(place: Surroundings, verb: Slot) -> bool:
    """Return whether a form of a verb is a noun, even if the glossary has none: "after the deploy", "safe refactors"."""
    if verb not in ("verb", "third"):
        return False
    if place.previous in DETERMINERS:
        return place.previous not in (_BEFORE_PLURAL if verb == "verb" else _BEFORE_SINGULAR)
    return is_described(place) or (verb == "third" and (is_adjective(place.previous) or place.following in BE_OR_HAVE))


def is_verb_of_another_sense(place: Surroundings, slots: Sequence[Slot], say: Collection[Slot]) -> bool:
    """Return whether a mention is a verb although no sense has a wording for verbs: "to report a fault".

    `say` has the slots for which a sense of the term, or one that may be meant, has a wording.
    """
    if not _FINITE_VERBS.isdisjoint(say):
        return False
    if not slots or set(slots) <= _FINITE_VERBS:
        return bool(slots)
    previous, before = place.previous, place.last_but_one
    if previous == "to" and ("plural" in slots or " " in place.surface):
        return False  # "access to customers", "an answer to big data problems"
    follows_subject = previous in ("he", "she", "it") and "noun" not in slots  # "it functions as a cache"
    if follows_subject or _ends_clause(place) or _follows_verb(place):
        return True
    if previous in ADVERBS or previous.endswith("ly"):
        has_object = previous not in ADVERBS and "noun" not in slots and bool({place.following} - FUNCTION - {""})
        return before in BEFORE_VERB or has_object  # "will likely change", "the plan usually projects sales"
    may_ask = previous in AUXILIARIES and (not before or before in CONJUNCTIONS)
    is_question = may_ask and not _FINITE_VERBS & set(slots) and place.following not in OBJECTS
    return previous in BEFORE_VERB and not is_question  # "can operations send the list?"


def _ends_clause(place: Surroundings) -> bool:
    """Return whether a mention is the verb of a clause without an object: "when the app's manifest changes"."""
    if place.surface.lower() not in _INTRANSITIVE or not _is_noun(place.previous):
        return False
    agrees = place.previous.endswith("s") != place.surface.endswith("s")
    return agrees and bool(_CLAUSE.search(place.plain_before)) and bool(_END_OF_CLAUSE.match(place.plain_behind))


def _follows_verb(place: Surroundings) -> bool:
    """Return whether a mention is the second of two verbs: "to open or change the settings", "must adapt and change"."""
    may_stand_alone = place.surface.lower() in _INTRANSITIVE and strip_inflection(place.last_but_one) in STEMS_OF_VERBS
    return place.previous in ("and", "or") and (place.following in DETERMINERS or may_stand_alone)


def _is_verb(place: Surroundings, verb: Slot, others: Sequence[Slot]) -> bool | None:
    """Return whether a mention that may be this verb or another part of speech is the verb."""
    previous, following = place.previous, place.following
    if "adjective" in others and verb in ("past", "ing"):
        return not (previous in BEFORE_NOUN and describes_noun(place))
    is_behind_adverb = previous.endswith("ly") and place.last_but_one in BEFORE_VERB  # "to safely scale"
    if is_behind_adverb or previous in (BEFORE_THIRD if verb == "third" else BEFORE_VERB):
        return True
    if is_described(place) or previous in BEFORE_NOUN or previous.endswith(("'s", "s'")) or previous.isdigit():
        return False
    if following in OBJECTS or (previous and (following in NUMBERS or following[:1].isdigit())):
        may_end_compound = verb == "verb" and _is_noun(previous) and not previous.endswith("s")
        return None if may_end_compound and place.last_but_one != "to" else True  # "the API host the browser calls"
    if verb == "ing" or following in BE_OR_HAVE or (verb == "third" and following in BASES):
        return False
    is_joined = previous in ("and", "or", "but")  # "to persuade and support"
    may_be_subject = previous not in FUNCTION and previous.endswith("s") == (verb == "verb")
    is_object = bool(following) and following not in FUNCTION
    return None if is_object or is_joined or (previous and may_be_subject) else False


def is_described(place: Surroundings) -> bool:
    """Return whether an adjective behind an article describes a mention, which is no verb then: "a standard release cycle"."""
    return is_adjective(place.previous) and place.last_but_one in DETERMINERS


def _other_slot(place: Surroundings, slots: Sequence[Slot]) -> Slot | None:
    noun: Slot | None = next((slot for slot in slots if slot in NOUNS), None)
    if "adjective" in slots and len(slots) > 1 and place.previous in BEFORE_PREDICATE:
        return None  # "is agile" or "is DR"
    may_describe = "adjective" in slots and describes_noun(place) and not (noun == "plural" and place.following in BASES)
    if may_describe:
        return "adjective" if place.previous in FUNCTION or not place.previous else None  # "analysis report tool"
    if len(slots) < 2:
        return slots[0] if slots else None
    is_adverb = "adverb" in slots and place.previous not in BEFORE_NOUN and place.following not in ("and", "or")
    return "adverb" if is_adverb else noun  # but "real-time and accurate estimates"


def describes_noun(place: Surroundings) -> bool | None:
    """Return whether a noun follows that the mention describes; None for a word such as "drops"."""
    following = place.following
    if not following or following.isdigit() or is_no_noun(following):
        return False
    if not re.search(r"[^su]s$|ing$", following):
        return True
    after = place.next_but_one  # "the cloud hosts two", "cloud hosts are"
    return False if after in OBJECTS or after in NUMBERS else True if after in _FINITE or after.endswith("ed") else None


def wording_at(place: Surroundings, slots: Sequence[Slot], say: Mapping[Slot, str]) -> tuple[Slot, str] | None:
    """Return the slot that a mention fills and the wording for it, or None if no wording fits there."""
    slot = slot_at(place, slots)
    if slot is None:
        return None
    if slot == "adjective" and slot not in say and describes_noun(place):
        nouns = [one for one in slots if one in NOUNS and one in say]
        slot = nouns[0] if nouns else slot
    wording = say.get(slot)
    if wording is None:
        return None
    if slot in VERBS:
        fitting = _verb_at(place, slot, wording)
        return (slot, fitting) if fitting else None
    if slot == "adjective" and not describes_noun(place) and "-" in wording:
        return None  # "is flexible-layout"
    if slot in NOUNS and not _noun_fits(place, slot, wording, say):
        return None
    return slot, wording


def _noun_fits(place: Surroundings, slot: Slot, wording: str, say: Mapping[Slot, str]) -> bool:
    before_noun = describes_noun(place) if slot == "noun" else describes_noun(place) and place.following not in BASES
    if before_noun is not False and (PREPOSITION.search(wording) or " and " in wording):
        return False
    return not (slot == "noun" and "plural" not in say and not before_noun and _ARTICLE.search(place.plain_before))


def is_replaceable(place: Surroundings, slot: Slot, wording: str, say: Mapping[Slot, str]) -> bool:
    """Return whether a wording may take the place of a mention.

    It may not take that of a noun that ends a compound ("usage computer data"), names a field, or has no article ("the impact
    of shift").
    """
    if slot in _FINITE_VERBS or slot == "adverb":
        return True
    if place.following in _NAMED or (slot != "adjective" and _ends_compound(place)):
        return False
    words = wording.split()
    is_acronym = "".join(word[0] for word in words).upper() == place.surface  # "for DR" is "for disaster recovery"
    needs_article = slot == "noun" and "plural" in say and words[0] not in DETERMINERS and not is_acronym
    return not (needs_article and _is_bare(place))


def _is_bare(place: Surroundings) -> bool:
    """Return whether a noun has no article behind a preposition or verb; "per host" needs none."""
    previous, before = place.previous, place.last_but_one
    if is_adjective(previous):
        previous, before = before, ""  # "offers similar functionality"
    if previous == "per" or describes_noun(place) is not False:
        return False
    is_verb = strip_inflection(previous) in STEMS_OF_VERBS and not previous.endswith("ed")
    return previous in PREPOSITIONS or (is_verb and before not in DETERMINERS)


def _ends_compound(place: Surroundings) -> bool:
    """Return whether a mention ends a compound of common nouns, as far as one can tell: "usage data", not "process data"."""
    previous, before = place.previous, place.last_but_one
    if not _is_noun(previous) or "-" in previous or previous.endswith(("ed", "ly")) or place.follows_name:
        return False
    if strip_inflection(previous) not in STEMS_OF_VERBS:
        return True
    if previous.endswith("ing"):  # "event tracking data", but "by tracking data", "quickly tracking data"
        return bool(before) and before not in FUNCTION - DETERMINERS and not before.endswith("ly")
    return before in BEFORE_NOUN or is_adjective(before)  # "the support team", "our new support team"


def is_adjective(word: str) -> bool:
    """Return whether a word is an adjective, by its ending or the list of the common ones."""
    return word in ADJECTIVES or (bool(_ADJECTIVE.search(word)) and word not in NOUNS_LIKE_ADJECTIVES)


def _is_noun(previous: str) -> bool:
    if not previous or previous.isdigit() or previous.endswith(("'s", "s'")):
        return False
    return not (is_no_noun(previous) or previous in BEFORE_NOUN or is_adjective(previous))


def _verb_at(place: Surroundings, slot: Slot, wording: str) -> str | None:
    is_noun = slot == "ing" and (place.previous in DETERMINERS or place.following == "of" or _is_noun(place.previous))
    if is_noun and wording.partition(" ")[0].endswith("ly"):
        return None  # "the automatically handling of a batch", "the data automatically handling cluster"
    may_describe = place.previous not in BE if slot == "ing" else slot == "past" and place.previous in BEFORE_NOUN
    does_describe = may_describe and (place.previous in DETERMINERS or is_adjective(place.previous))
    if (does_describe and _NEEDS_OBJECT.search(wording)) or (
        may_describe and PREPOSITION.search(wording) and describes_noun(place)
    ):
        return None  # "a putting faith in relation", "a splitting across servers strategy", "a prepared for lookup column"
    before = plain(place.plain_before).split()[-3:]
    has_object = bool(place.following) and place.following not in _NO_OBJECT
    if _NEEDS_OBJECT.search(wording) and not (has_object and (slot != "past" or BE.isdisjoint(before))):
        return None  # "was improved the results of"
    form = participle(wording)
    if slot != "past" or form == wording:
        return wording
    if not BE_OR_HAVE.isdisjoint(before):
        return form
    is_active = place.previous in SUBJECTS or place.following in OBJECTS or place.following in NUMBERS
    return wording if is_active else None  # "the job ran" or "the job that was run"
