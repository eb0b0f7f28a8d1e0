"""Proposal: the edit that tells the readers of one mention which sense of its term is meant.

Invariant: a proposal replaces the mention, what `fitting` says belongs to it, and nothing else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twosense.markup.mask import markup_of, mask
from twosense.mentions.marks import mark_at
from twosense.model import UNCLEAR, Edit
from twosense.text.fold import fold
from twosense.translate.compound import is_rest_of_compound
from twosense.translate.explanations import BRACKETS, sides_of
from twosense.translate.fitting import fit
from twosense.translate.gloss import gloss
from twosense.translate.slot import is_replaceable, wording_at
from twosense.translate.spelling import is_american
from twosense.translate.surroundings import Surroundings
from twosense.translate.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from twosense.model import EditStyle, Finding, Slot, Style
    from twosense.scan.scanner import Scanner
    from twosense.scan.summaries import SenseSummary

_STYLES: tuple[Style, ...] = ("replace", "gloss")
ANSWERED = "answered"  # the reason of an edit that a person has decided
_LONGEST_SAID = 400  # characters of a compound and an explanation
_MARKUP = re.compile(r"[*_`~<>\[\]{}|\\\n]")  # within a mention: "acceptance *test*"; only what stands behind it may change


def propose(
    place: Surroundings,
    term: str,
    sense: SenseSummary,
    style: Style,
    slots: Sequence[Slot],
    confidence: float = 1.0,
    slots_of_term: Sequence[Slot] = ("noun",),
) -> Edit | None:
    """Return the edit that gives a mention of a term this sense in a style, or None where the text leaves no room for it.

    `slots` are those that the mention may fill, `slots_of_term` those of its headword. "replace" explains the word, as "gloss"
    does, if no wording fits, or if the word is a name. The edit counts characters; its line and column are 0.
    """
    replaced = None
    is_name = term[:1].isupper() and term[1:].islower()  # "Kubernetes"
    if style == "replace" and not _MARKUP.search(place.surface) and not is_name:
        slot, wording = wording_at(place, slots, sense.say) or ("noun", "")
        if wording:
            replaced = fit(place, wording, slot)
            if replaced is None:
                return None
            if not is_replaceable(place, slot, wording, sense.say):
                replaced = None
    if replaced is None:
        if place.is_in_compound or place.is_contracted or place.possessive:
            return None  # a gloss would tear it apart
        style = "gloss" if style == "replace" else style
        replaced = gloss(place, sense, term, slots, slots_of_term)
    return _edit(place, replaced, term, sense.side, sense.meaning, style, confidence)


def put(place: Surroundings, term: str, wording: str) -> Edit:
    """Return the edit that puts a wording of a person's own in the place of a mention, with the article that it asks for."""
    replaced = fit(place, wording, "noun") or (place.start, place.end, wording)
    return _edit(place, replaced, term, UNCLEAR, "", "own", 1.0, (ANSWERED,))


def _edit(
    place: Surroundings,
    replaced: tuple[int, int, str],
    term: str,
    side: str,
    meaning: str,
    style: EditStyle,
    confidence: float,
    because: tuple[str, ...] = (),
) -> Edit:
    start, end, replacement = replaced
    return Edit(
        offset=start,
        length=end - start,
        line=0,
        column=0,
        surface=place.text[start:end],
        replacement=replacement,
        term=term,
        side=side,
        meaning=meaning,
        style=style,
        confidence=confidence,
        because=because,
    )


def proposals(scanner: Scanner, name: str, text: str, mentions: Iterable[tuple[int, Finding]]) -> list[list[Edit]]:
    """Return the edits that settle each of some mentions of a text: for each sense a wording, and an explanation.

    A mention is a finding and its first character. The sense that it is read in, or leans to, comes first. If brackets behind
    it tell that sense, nothing is left to settle. The suffix of `name` determines the markup.
    """
    vocabulary = Vocabulary(scanner.summaries)
    vocabulary.in_american = is_american(mask(text.encode(), markup_of(name))[0])
    return [_settling(vocabulary, text, start, finding) for start, finding in mentions]


def _settling(vocabulary: Vocabulary, text: str, start: int, finding: Finding) -> list[Edit]:
    place = Surroundings(text, start, start + len(finding.surface))
    term, key = finding.term, fold(finding.term)
    told = _told_sides(vocabulary, place, key)
    if finding.side in told:
        return []
    senses = [sense for sense in vocabulary.senses(key) if sense.side not in told]
    senses.sort(key=lambda sense: sense.side not in (finding.side, finding.lean))
    slots, own = vocabulary.slots(term, finding.surface), vocabulary.slots(term, term)
    found = [propose(place, term, sense, style, slots, slots_of_term=own) for sense in senses for style in _STYLES]
    by_replacement: dict[str, Edit] = {}
    for edit in filter(None, found):
        by_replacement.setdefault(edit.replacement, edit)
    return list(by_replacement.values())


def _told_sides(vocabulary: Vocabulary, place: Surroundings, key: str) -> Sequence[str]:
    """Return the sides whose sense an explanation behind a mention, its mark or its compound may tell."""
    end = place.end + len(mark_at(place.text, place.end))
    bracket = BRACKETS.search(place.text, end, end + _LONGEST_SAID)
    if not bracket or not is_rest_of_compound(place.text[end : bracket.start()]):
        return ()
    return sides_of(key, bracket[1] or bracket[2], vocabulary.tellable)
