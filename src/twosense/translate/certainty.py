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

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twosense.translate.chooser import Chooser
    from twosense.translate.found import Found

# The least confidence of an edit. The shares of right ones are those among labelled mentions in documents of others, read with
# weights that had not seen these documents.
_SURE = 0.79  # of the labelled mentions set aside that have a sense of the other side, 80 of 132 are above it
_SURE_IF_VERB = 0.9  # of 53 less sure mentions that were verbs or contradicted, 33 were right; of 143 others, 128
# Where the other mentions contradict a reading that is explained for all of them: of 15 such explanations, which readers judged
# one by one, 10 were right; of 208 others, 187.
_SURE_IF_CONTRADICTED = 0.95
_FEW = 2  # mentions of a term; a text that uses both senses once contradicts neither
_AGREED = 0.6  # of the less sure ones whose sense the text explains: 88 of 96 above it, 27 of 39 below it


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
    """Yield the mentions of a text; those that are not sure enough for an edit are unclear, if a question can be asked."""
    less_sure = {one.key for one in found if _SURE <= one.confidence < _SURE_IF_CONTRADICTED}
    votes = Votes([one for one in found if one.key in less_sure])
    for one in found:
        is_open = one.side not in (NONE, UNCLEAR) and chooser.has_two_sides(one.key)
        yield replace(one, side=UNCLEAR) if is_open and not _is_sure(one, votes, chooser) else one


def agreed(one: Found, side: str, votes: Votes) -> bool:
    """Return whether a mention that is less sure has the sense that the text explains at others."""
    return one.lean == side and (votes.agree(one) or 0.0) >= _AGREED


def _is_sure(one: Found, votes: Votes, chooser: Chooser) -> bool:
    """Return whether the reading of a mention is sure enough. Verbs are often ordinary: "access a market", "execute a plan"."""
    least = _SURE_IF_VERB if one.confidence < _SURE_IF_VERB and chooser.is_verb(one) else _SURE
    if least <= one.confidence < _SURE_IF_CONTRADICTED and chooser.explains_once and votes.contradict(one):
        least = _SURE_IF_CONTRADICTED
    return one.confidence >= least
