"""Wording: make a replacement fit where a word stood: its number, its possessive, its inflection and its capitals.

Invariant: a word that is not inflected or capitalised stays as it was given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twosense.model import Slot

PREPOSITION = re.compile(r"[ -](?:of|in|for|to|with|on|by|from|at|per|into|under|between|about)[ -]")
_PLURALS = {
    "analysis": "analyses",
    "appendix": "appendices",
    "axis": "axes",
    "basis": "bases",
    "bus": "buses",
    "child": "children",
    "crisis": "crises",
    "criterion": "criteria",
    "diagnosis": "diagnoses",
    "echo": "echoes",
    "half": "halves",
    "hero": "heroes",
    "hypothesis": "hypotheses",
    "knife": "knives",
    "leaf": "leaves",
    "life": "lives",
    "man": "men",
    "matrix": "matrices",
    "medium": "media",
    "person": "people",
    "phenomenon": "phenomena",
    "quiz": "quizzes",
    "self": "selves",
    "series": "series",
    "shelf": "shelves",
    "species": "species",
    "synopsis": "synopses",
    "thesis": "theses",
    "thief": "thieves",
    "veto": "vetoes",
}
_HARD_CH = ("epoch", "monarch", "stomach", "tech")
_NOT_MEN = ("german", "human", "norman", "roman", "shaman", "talisman")
# Verbs whose past form the rules below do not give: base form, past form.
PASTS = dict(
    pair.split(":")
    for pair in """
        be:was become:became begin:began bid:bid break:broke bring:brought build:built buy:bought catch:caught choose:chose
        come:came cost:cost cut:cut deal:dealt do:did draw:drew drive:drove fall:fell feed:fed feel:felt fight:fought
        find:found fit:fitted fly:flew forget:forgot get:got give:gave go:went grow:grew have:had hear:heard hide:hid hit:hit
        hold:held keep:kept know:knew lay:laid lead:led learn:learned leave:left lend:lent let:let lose:lost make:made
        mean:meant meet:met offset:offset pay:paid put:put quit:quit read:read rebuild:rebuilt relay:relayed rid:rid ride:rode
        rise:rose run:ran say:said see:saw seek:sought sell:sold send:sent set:set shake:shook show:showed shut:shut sit:sat
        speak:spoke spend:spent split:split spread:spread stand:stood stick:stuck strike:struck take:took teach:taught
        tell:told think:thought throw:threw undertake:undertook understand:understood wake:woke wear:wore win:won
        withdraw:withdrew write:wrote
        """.split()
)
# Past participles that are not the past form: past form, participle.
PARTICIPLES = dict(
    pair.split(":")
    for pair in """
        became:become began:begun broke:broken came:come chose:chosen did:done drew:drawn drove:driven fell:fallen flew:flown
        forgot:forgotten gave:given grew:grown hid:hidden knew:known ran:run rode:ridden rose:risen saw:seen shook:shaken
        showed:shown spoke:spoken stole:stolen took:taken undertook:undertaken was:been went:gone withdrew:withdrawn woke:woken
        wore:worn wrote:written
        """.split()
)
_PREFIXED = re.compile(r"(fore|mis|out|over|re-?|under|un|up|with)(.+)")
# Verbs that double their last consonant: those of one syllable, and longer ones that end in one or are stressed at the end.
_DOUBLED = re.compile(
    r"^(?:re-)?(?:y?[^aeiouy]*|s?qu)[aeiou][bdgklmnprt]$|(?:[^aeiou]|[iu](?=[ae]))[aeiou]l$"
    r"|(?:allot|begin|bid|bug|cur|cut|deter|drop|embed|[ens]fer|forget|format|handicap|kidnap|lap|(?<!li)mit|plug|program|put|quip"
    r"|rebut|regret|run|set|worship|wrap)$"
)
_THIRDS = {"be": "is", "do": "does", "go": "goes", "have": "has"}
_SMALL = frozenset("a an and as at but by for from in into of on or per the to vs with".split())
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def plural(wording: str) -> str:
    """Return the plural of a noun of one or more words: points of contact, SLAs, analyses."""
    at = found.start() if (found := PREPOSITION.search(wording)) else len(wording)
    return _plural_of_phrase(wording[:at]) + wording[at:]


def _plural_of_phrase(phrase: str) -> str:
    at = max(phrase.rfind(" "), phrase.rfind("-"), phrase.rfind("/")) + 1
    word = phrase[at:]
    return phrase[:at] + _like(word, _plural_of_word(word.lower()) if word[1:].islower() or len(word) < 2 else word + "s")


def _plural_of_word(word: str) -> str:
    for irregular, plural_form in _PLURALS.items():
        is_ending = irregular in ("man", "person") and not word.endswith(_NOT_MEN)  # "salesman", "woman"
        if word == irregular or (is_ending and word.endswith(irregular)):
            return word.removesuffix(irregular) + plural_form
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    if re.search(r"(?:s|x|z|sh)$", word) or (word.endswith("ch") and not word.endswith(_HARD_CH)):
        return word + "es"
    return word + "s"


def completed(say: Mapping[Slot, str]) -> Mapping[Slot, str]:
    """Return wordings with what follows from the only one there is: the plural of a noun, the inflected forms of a verb."""
    if set(say) == {"noun"}:
        return {**say, "plural": plural(say["noun"])}
    if set(say) == {"verb"}:
        verb = say["verb"]
        return {**say, "third": third_person(verb), "past": past_form(verb), "ing": ing_form(verb)}
    return say


def possessive(wording: str, apostrophe: str = "'") -> str:
    """Return the possessive of a noun in the singular or plural: boss's, customers', people's."""
    is_plural = re.search(r"(?<![su'’i])s$", wording, re.IGNORECASE) or re.search(r"[A-Z]{2,}s$", wording)
    return wording + apostrophe + ("" if is_plural else "s")


def third_person(verb: str) -> str:
    """Return the third person of a verb in its base form: carries out."""
    head, rest = _head(verb)
    word = head.lower()
    return _like(head, _irregular(_THIRDS, word) or _plural_of_word(word)) + rest


def past_form(verb: str) -> str:
    """Return the past form of a verb in its base form: carried out, shipped, kept."""
    head, rest = _head(verb)
    word = head.lower()
    regular = word + "d" if word.endswith("e") else re.sub(r"(?<=[^aeiou])y$", "i", _doubled(word)) + "ed"
    return _like(head, _irregular(PASTS, word) or regular) + rest


def participle(past: str) -> str:
    """Return the past participle to a past form: "shipped" to "shipped", but "run" to "ran"."""
    head, rest = _head(past)
    return (_irregular(PARTICIPLES, head) or head) + rest


def ing_form(verb: str) -> str:
    """Return the -ing form of a verb in its base form: carrying out, shipping, setting up."""
    head, rest = _head(verb)
    word = head.lower()
    stem = re.sub(r"ie$", "y", word) if word.endswith("ie") else re.sub(r"(?<=.[^eoy])e$", "", word)
    return _like(head, (_doubled(word) if stem == word else stem) + "ing") + rest


def _head(verb: str) -> tuple[str, str]:
    """Return the word of a verb phrase that is inflected, and the rest."""
    found = re.match(r"(?:re-)?[^\W_]+", verb)
    return (verb[: found.end()], verb[found.end() :]) if found else (verb, "")


def _irregular(forms: Mapping[str, str], word: str) -> str:
    """Return the form of an irregular verb, also behind a prefix: "overrode"; "" if the verb is regular."""
    if word in forms:
        return forms[word]
    found = _PREFIXED.fullmatch(word)
    return found[1] + forms[found[2]] if found and found[2] in forms else ""


def _doubled(word: str) -> str:
    return word + word[-1] if _DOUBLED.search(word) else word


def _like(word: str, form: str) -> str:
    """Return a form with the capital that its word begins with."""
    return form[:1].upper() + form[1:] if word[:1].isupper() else form


def capitalised(wording: str) -> str:
    """Return a wording with a capital at its start, unless its first word has capitals of its own: iOS app."""
    first = _WORD.search(wording)
    if first is None or any(map(str.isupper, first[0])):
        return wording
    return wording[: first.start()] + wording[first.start()].upper() + wording[first.start() + 1 :]


def in_title_case(wording: str) -> str:
    """Return a wording as it stands in a heading in Title Case: Point of Contact."""
    first = True

    def capital(match: re.Match[str]) -> str:
        nonlocal first
        word, was_first = match[0], first
        first = False
        if any(map(str.isupper, word)) or (word in _SMALL and not was_first):
            return word
        return word[0].upper() + word[1:]

    return _WORD.sub(capital, wording)


def in_capitals(wording: str) -> str:
    """Return a wording in capitals; the plural s of an acronym stays small: KPIs."""
    return _WORD.sub(lambda word: word[0] if re.fullmatch(r"[A-Z]{2,}s", word[0]) else word[0].upper(), wording)
