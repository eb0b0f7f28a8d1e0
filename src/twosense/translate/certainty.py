"""Certainty: which readings are sure enough for an edit.

An edit has to be surer than a finding, and the other mentions of its term in the text have a say: a text seldom uses a word in
several senses, so a reading that the others contradict is doubtful.
Invariant: no mention is read in another sense than the words around it say, or a person.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from msgspec.structs import replace

from twosense.model import NONE, UNCLEAR
from twosense.senses import weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twosense.translate.chooser import Chooser
    from twosense.translate.found import Found

# The least confidence of an edit: 82 of the 132 labelled mentions set aside that have a sense of the other side are surer. The
# shares below are those of labelled mentions in documents of others, read with weights that had not seen their repositories.
_SURE = 0.82
# Verbs are often ordinary ("access a market"), and of some terms nothing was learned: readers found 15 of 19 less sure edits of
# these right.
_SURER = 0.9
# One word alone never makes a reading surer than .9. Of 200 edits judged one by one, 24 of 32 wordings in the place of a word
# that were no surer were right, and 116 of 128 explanations, which leave the word for the reader to see.
_SURE_IF_REPLACED = 0.905
_SURE_IF_CONTRADICTED = 0.985  # of 546 mentions surer than 0.84 that the others contradict, .79 had the sense
_FEW = 2  # mentions of a term; a text that uses both senses once contradicts neither
_AGREED = 0.6
_SURE_IF_AGREED = 0.75  # of 650 less sure mentions of a sense that the text explains, .88 had it; of 240 above this, .91


class Votes:
    """How probable these mentions, all of a term that may have a say, make each sense of it."""

    def __init__(self, found: Sequence[Found]) -> None:
        self._counts = Counter(one.key for one in found)
        self._sums: defaultdict[tuple[str, str | None], float] = defaultdict(float)
        for one in found:
            self._sums[one.key, one.lean] += one.chance

    def agree(self, found: Found) -> float | None:
        """Return the mean probability of the side that a mention leans to at the others of its term; None without others."""
        others = self._counts[found.key] - 1
        return (self._sums[found.key, found.lean] - found.chance) / others if others else None

    def contradict(self, found: Found) -> bool:
        """Return whether the side that a mention leans to is unlikely at the others of its term."""
        share = self.agree(found) if self._counts[found.key] > _FEW else None
        return share is not None and share < _AGREED


def certain(found: Sequence[Found], chooser: Chooser) -> Iterator[Found]:
    """Yield the mentions of a text; those that are not sure enough for an edit are unclear, if a question can be asked.

    Where the mentions of a term contradict each other, all of them are disputed.
    """
    less_sure = {one.key for one in found if _SURE <= one.confidence < _SURE_IF_CONTRADICTED}
    votes = Votes([one for one in found if one.key in less_sure])
    disputed = {one.key for one in found if _is_given(one) and votes.contradict(one)}
    for one in found:
        is_sure = not _is_given(one) or not chooser.has_two_sides(one.key) or _is_sure(one, votes, chooser)
        if one.key in disputed or not is_sure:
            yield replace(one, side=one.side if is_sure else UNCLEAR, disputed=one.key in disputed)
        else:
            yield one


def _is_given(one: Found) -> bool:
    return one.side not in (NONE, UNCLEAR)


def agreed(one: Found, side: str, votes: Votes, chooser: Chooser) -> bool:
    """Return whether a mention that is less sure has the sense that the text explains at others.

    If one explanation is enough, this only spares a question.
    """
    is_likely = chooser.explains_once or one.chance >= _SURE_IF_AGREED
    return one.lean == side and is_likely and (votes.agree(one) or 0.0) >= _AGREED


def may_be_replaced(one: Found) -> bool:
    """Return whether a mention is sure enough for a wording in its place; others are explained, so that the word stays."""
    return one.decision is not None or (one.confidence >= _SURE_IF_REPLACED and not one.disputed)


def _is_sure(one: Found, votes: Votes, chooser: Chooser) -> bool:
    """Return whether the reading of a mention is sure enough."""
    if one.confidence < _SURER and (one.key not in weights.load().terms or chooser.is_verb(one)):
        return False
    is_contradicted = one.confidence < _SURE_IF_CONTRADICTED and votes.contradict(one)
    return one.confidence >= _SURE and not is_contradicted
