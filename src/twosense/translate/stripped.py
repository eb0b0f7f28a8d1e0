"""Stripped: a text without its marks and the explanations of an earlier translation, and what these say about its mentions.

Invariant: an offset, a question or an edit of the stripped text has one place in the text itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from twosense.mentions.marks import looks_meant, side_in
from twosense.model import NONE, Decision
from twosense.senses.definitions import PINNED
from twosense.text.positions import Characters
from twosense.translate.explanations import explanations
from twosense.translate.found import Glossed
from twosense.translate.insertions import Insertion, Insertions
from twosense.translate.masked import find_mentions
from twosense.translate.proposal import ANSWERED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from twosense.mentions.mention_list import Mention
    from twosense.model import Edit, Question
    from twosense.scan.scanner import Scanner
    from twosense.scan.summaries import SenseSummary
    from twosense.translate.masked import Masked


class Stripped:
    """A text without its insertions.

    By the first character of a mention in `text`, `decided` has what is decided about it and why, and `explained` the
    explanation that was behind it; `wrong` has those whose mark only its writer can correct. `masked` is what was found in
    `text`.
    """

    def __init__(
        self,
        scanner: Scanner,
        tellable: Callable[[str], Sequence[SenseSummary]],
        name: str,
        text: str,
        masked: Masked,
        decisions: Mapping[int, Decision],
    ) -> None:
        """Strip a text, in which `masked` was found. `decisions` has what a person says about mentions of the text itself."""
        sides = (*scanner.labels, NONE)
        marked = list(_marked_mentions(masked))
        self._marks = marks = Insertions(text, list(_marks(marked, sides, decisions)))
        if marks.all:
            masked = find_mentions(scanner, name, marks.text)
        self._explanations = brackets = Insertions(
            marks.text, list(explanations(marks.text, masked.data, masked.mentions, tellable))
        )
        if brackets.all:
            masked = find_mentions(scanner, name, brackets.text)
        self.text, self.masked = brackets.text, masked
        wrong = {at for at, mention in marked if looks_meant(mention.mark) and not side_in(mention.mark, sides)}
        self.wrong = {self._without(at) for at in wrong if at not in decisions}
        self.decided = {self._without(one.start): (Decision(side=one.sides[0]), PINNED) for one in marks.all if one.kept}
        self.decided |= dict.fromkeys(self.wrong, (Decision(), ""))
        self.decided |= {self._without(offset): (decision, ANSWERED) for offset, decision in decisions.items()}
        self.explained = {
            brackets.without(one.start): Glossed(brackets.without(one.end - 1) + 1, one.sides) for one in brackets.all
        }

    def _without(self, offset: int) -> int:
        return self._explanations.without(self._marks.without(offset))

    def restored_question(self, question: Question) -> Question:
        """Return a question of the stripped text as one of the text itself."""
        return replace(question, offset=self._marks.within(self._explanations.within(question.offset)))

    def restored(self, edits: Iterable[Edit], *, keep: bool) -> list[Edit]:
        """Return edits of the stripped text as edits of the text itself; with `keep`, a word that stays keeps its mark."""
        return list(self._marks.restored(self._explanations.restored(edits), keep=keep))

    def marks_outside(self, edits: Iterable[Edit]) -> Iterator[Insertion]:
        """Yield the marks that none of these restored edits encloses."""
        return self._marks.outside(edits)


def _marked_mentions(masked: Masked) -> Iterator[tuple[int, Mention]]:
    """Yield the mentions that have a mark, each with its first character in the text."""
    if b"{" not in masked.data:
        return
    characters = Characters(masked.data)
    for mention, first in zip(masked.mentions, masked.mentions.first_bytes, strict=True):
        if mention.mark:
            yield characters.at(first), mention


def marks(scanner: Scanner, masked: Masked) -> Iterator[Insertion]:
    """Yield the marks of a text that name a side."""
    return _marks(_marked_mentions(masked), (*scanner.labels, NONE), {})


def _marks(
    marked: Iterable[tuple[int, Mention]], sides: Sequence[str], decisions: Mapping[int, Decision]
) -> Iterator[Insertion]:
    """Yield the marks that name a side, and those, of any name, that a person has overruled."""
    for at, mention in marked:
        side = side_in(mention.mark, sides)
        decision = decisions.get(at, Decision())
        is_overruled = decision.wording or decision.side not in (None, side)
        if is_overruled and (side or looks_meant(mention.mark)):
            decided = (decision.side,) if decision.side else ()
            yield Insertion(mention.term, at, mention.surface, mention.mark, decided, kept=False)
        elif side:
            yield Insertion(mention.term, at, mention.surface, mention.mark, (side,))
