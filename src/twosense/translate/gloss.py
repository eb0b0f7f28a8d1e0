"""Gloss: what stands in brackets behind a mention to say what it means.

Invariant: the gloss is the same part of speech as the mention, as far as its sentence and the glossary tell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twosense.scan.summaries import SenseSummary
from twosense.text.fold import fold
from twosense.text.stems import strip_inflection
from twosense.translate.compound import End, compound_end, verb_end
from twosense.translate.grammar import DETERMINERS, FUNCTION, STEMS_OF_VERBS
from twosense.translate.slot import NOUNS, VERBS, is_described, slot_at, wording_at
from twosense.translate.wording import participle, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosense.model import Slot
    from twosense.translate.surroundings import Surroundings

# A countable noun, and what begins behind it: "a figure | measured on a system". Whatever would have to agree with the noun
# ("a scheme that rewards", but not "a line that software shows") is left in the singular.
_COUNTABLE = re.compile(
    r"(?:an?|one) (?P<noun>(?:(?!that\b|or\b)[\w-]+ ){0,3}?(?!that\b|or\b)[\w-]+)(?P<rest>$"
    r"| (?:of|on|in|for|to|from|with|by|about|against|outside|behind|between|at|as|per|until|after|before|where)\b.*"
    r"| (?:inside|into|without)\b.*"
    r"| (?:taking|\w+ed|built|given|read|run|shown|told)\b.*"
    r"| that (?:(?!\w*s\b)|(?:\w+ ){1,2}(?:can|must|may)\b).*)"
)
_OR = ", or "  # between senses
_DERIVED = re.compile(r"(?:ation|ility)s?$", re.IGNORECASE)  # a noun for something else than the word that it is made of
_SINGULAR = re.compile(r"(?:^|, or )(?:an?|one|the|something) ")
_LIST = re.compile(r"an? (?P<nouns>(?:[\w-]+ )?[\w-]+(?:, [\w-]+)* or [\w-]+)")


def gloss(
    place: Surroundings, sense: SenseSummary, headword: str, slots: Sequence[Slot], own: Sequence[Slot]
) -> tuple[int, int, str]:
    """Return what to replace, from character to character, and by what: a mention with its meaning in brackets behind it.

    In a compound, the brackets stand behind all of it and name the word: "project managers (project: work with a deadline)".
    `slots` are those that the mention may fill, `own` those of the headword.
    """
    slot = slot_at(place, slots)
    alone = place.end if slot in VERBS else place.end + len(place.number)
    end = place_for_gloss(place, slots).at
    meaning = named(headword, sense) if end > alone else _meaning(place, sense, headword, slot, slots, own)
    return place.start, end, f"{place.text[place.start : end]} {f'[{meaning}]' if place.in_brackets else f'({meaning})'}"


def place_for_gloss(place: Surroundings, slots: Sequence[Slot]) -> End:
    """Return where an explanation of a mention stands: behind its compound."""
    slot = slot_at(place, slots)
    if slot == "adverb":
        return End(place.end, is_safe=True)
    if slot in VERBS and not _may_describe(place, slot):
        return verb_end(place)
    end, alone = compound_end(place), place.end + len(place.number)
    may_be_verb = slot is None and not VERBS.isdisjoint(slots) and not is_described(place)
    return End(end.at, is_safe=end.is_safe and not (may_be_verb and end.at > alone))


def _may_describe(place: Surroundings, slot: Slot | None) -> bool:
    """Return whether a form of a verb may describe a noun: "the cached data", "a long testing phase"."""
    previous = place.previous
    if previous in DETERMINERS:
        return slot in ("past", "ing")
    is_verb = previous.endswith("s") or previous in FUNCTION or strip_inflection(previous) in STEMS_OF_VERBS
    return slot == "ing" and bool(previous) and not is_verb  # "is testing tools", "teams testing tools", "keep testing tools"


def _meaning(
    place: Surroundings, sense: SenseSummary, headword: str, slot: Slot | None, slots: Sequence[Slot], own: Sequence[Slot]
) -> str:
    """Return the meaning for a mention that fills a slot, where the headword may fill its own."""
    is_headword = fold(place.surface) == fold(headword)
    is_derived = "noun" in own and bool(_DERIVED.search(place.surface)) and not _DERIVED.search(headword)
    if is_derived or (slot == "adjective" and slot in own and not is_headword):
        return named(headword, sense)  # "segmentation (segment: a group of similar buyers)", "loyal (loyalty: ...)"
    if slot == "plural" and "noun" in own:
        is_said = sense.meaning == sense.say.get("noun")
        meaning = sense.say.get("plural", "") if is_said else in_plural(sense.meaning)
        return named(headword, sense) if not meaning or _SINGULAR.search(meaning) else meaning
    if slot is None:
        may_be_no_noun = not is_headword and (NOUNS.isdisjoint(slots) or not VERBS.isdisjoint(slots))
        return named(headword, sense) if may_be_no_noun or not slots else sense.meaning
    is_verb = slot in VERBS and not VERBS.issuperset(own)
    if not is_verb and (slot in own or (slot in NOUNS and not NOUNS.isdisjoint(own))):
        return sense.meaning
    fitting = wording_at(place, slots, sense.say)
    return fitting[1] if fitting else named(headword, sense)


def possible_glosses(headword: str, sense: SenseSummary) -> tuple[str, ...]:
    """Return all that may stand in the brackets for a sense."""
    participles = (participle(sense.say["past"]),) if "past" in sense.say else ()
    return sense.meaning, in_plural(sense.meaning), named(headword, sense), *sense.say.values(), *participles


def named(headword: str, sense: SenseSummary) -> str:
    """Return the meaning of a sense for a mention of another part of speech: "innovation: something new that buyers notice"."""
    return f"{headword}: {sense.meaning}"


def together(senses: Sequence[SenseSummary]) -> SenseSummary:
    """Return several senses of a side, which a text does not tell apart, as one; no wording fits them all."""
    return senses[0] if len(senses) == 1 else SenseSummary(senses[0].side, _OR.join(sense.meaning for sense in senses), {})


def in_plural(meaning: str) -> str:
    """Return the meaning of a noun as that of its plural: "figures measured on a system"."""
    return _OR.join(map(_in_plural, meaning.split(_OR)))


def _in_plural(meaning: str) -> str:
    if found := _LIST.fullmatch(meaning):
        return re.sub(r"\b(?!or\b)[\w-]+(?=,| or\b|$)", lambda noun: plural(noun[0]), found["nouns"])
    found = _COUNTABLE.fullmatch(meaning)
    return plural(found["noun"]) + found["rest"] if found else meaning
