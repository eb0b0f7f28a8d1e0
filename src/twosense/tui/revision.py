"""A revision: the translation of a text while a person decides about its edits and questions.

Invariant: the result has exactly the accepted edits, and what was decided about an edit survives a new translation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from twosense.model import NONE, UNCLEAR, Decision, Edit, Question
from twosense.translate.edits import apply
from twosense.tui.opening import TRANSLATE
from twosense.tui.recovery import work_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twosense.model import Translation
    from twosense.translate.settings import TranslationSettings
    from twosense.tui.document import Document
    from twosense.tui.recovery import UnsavedWork

Item = Edit | Question
# The offsets and lengths of rejected edits, the answers, and the first character of the item that was decided about.
_Decided = tuple[set[tuple[int, int]], dict[int, Decision], int]


class Span(NamedTuple):
    """Where an item is in the text or in the result, and how it is highlighted: as a side, "unclear", or "none" if rejected."""

    start: int
    end: int
    reading: str


class Revision:
    """The translation of a document. `items` are its edits and questions in the order of the text; one may be selected."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.items: Sequence[Item] = ()
        self.selected = -1
        self.is_typed = document.is_changed  # whether the text was changed, and its result is neither copied nor saved
        self.is_decided = False  # whether anything was decided, and the result is neither copied nor saved
        self.decisions: dict[int, Decision] = {}  # by the first character of a mention
        self._rejected: set[tuple[int, int]] = set()  # the offsets and lengths of edits
        self._before: list[_Decided] = []  # what was decided before each decision
        self._undone: list[_Decided] = []  # what was decided before each undoing

    @property
    def item(self) -> Item | None:
        """The selected item."""
        return self.items[self.selected] if 0 <= self.selected < len(self.items) else None

    @property
    def edits(self) -> list[Edit]:
        """The edits, accepted or not."""
        return [item for item in self.items if isinstance(item, Edit)]

    @property
    def questions(self) -> list[Question]:
        """The questions that are left."""
        return [item for item in self.items if isinstance(item, Question) and item.offset not in self.decisions]

    @property
    def result(self) -> str:
        """The text with the accepted edits."""
        return apply(self.document.text, filter(self.is_accepted, self.edits))

    def take(self, translation: Translation) -> None:
        """Take a new translation, and select the first item at or after the one that was selected."""
        at = self._at
        self.items = sorted((*translation.edits, *translation.questions), key=lambda item: item.offset)
        self._select_at(at)

    @property
    def _at(self) -> int:
        return self.item.offset if self.item else 0

    def _select_at(self, offset: int) -> None:
        """Select the item that is at a character or ends behind it: an edit may begin with the article of its word."""
        behind = (number for number, item in enumerate(self.items) if item.offset + item.length > offset)
        self.selected = next(behind, len(self.items) - 1)

    @property
    def counts(self) -> str:
        """How many edits are accepted, how many questions are left, and which item is selected."""
        accepted, questions = sum(map(self.is_accepted, self.edits)), len(self.questions)
        counts = [f"{accepted} of {len(self.edits)} edits", f"? {questions}" * bool(questions)]
        return "   ".join(filter(None, [*counts, f"{self.selected + 1} of {len(self.items)}" * bool(self.items)]))

    def move(self, step: int) -> None:
        """Select the next or previous item, from the last to the first and back."""
        self.selected = (self.selected + step) % len(self.items)

    def is_accepted(self, edit: Edit) -> bool:
        """Return whether an edit is made."""
        return (edit.offset, edit.length) not in self._rejected

    def accept(self, edits: Sequence[Edit], *, accepted: bool) -> None:
        """Accept edits, or reject them."""
        self._note()
        spans = {(edit.offset, edit.length) for edit in edits}
        self._rejected = self._rejected - spans if accepted else self._rejected | spans

    def answer(self, question: Question, decision: Decision, *, everywhere: bool = False) -> None:
        """Answer a question, or all that are alike, and select the next one. The next translation obeys."""
        self._note()
        alike = self.alike(question, same_form=bool(decision.wording)) if everywhere else [question]
        self.decisions |= dict.fromkeys((one.offset for one in alike), decision)
        left = [one.offset for one in self.questions]
        if left:
            self._select_at(next((offset for offset in left if offset > question.offset), left[0]))

    def alike(self, question: Question, *, same_form: bool) -> list[Question]:
        """Return the questions that are left about the term of one; only those about the `same_form` of it for a wording."""
        of_term = [one for one in self.questions if one.term == question.term]
        return [one for one in of_term if one.surface == question.surface] if same_form else of_term

    def undo(self) -> bool:
        """Take the last decision back; return False if there is none."""
        return self._go(self._before, self._undone)

    def redo(self) -> bool:
        """Make the decision again that was taken back last; return False if there is none."""
        return self._go(self._undone, self._before)

    def _go(self, there: list[_Decided], here: list[_Decided]) -> bool:
        if not there:
            return False
        rejected, decisions, at = there.pop()
        here.append((self._rejected, self.decisions, at))
        self._rejected, self.decisions, self.is_decided = rejected, decisions, True
        self._select_at(at)
        return True

    def _note(self) -> None:
        self._before.append((set(self._rejected), dict(self.decisions), self._at))
        self._undone.clear()
        self.is_decided = True

    def work(self, settings: TranslationSettings) -> UnsavedWork:
        """Return what is not saved of the document and of what was decided."""
        rejected = sorted(self._rejected)
        work = work_on(self.document, TRANSLATE)
        return replace(work, settings=settings, rejected=rejected, decisions=self.decisions)

    def take_up(self, work: UnsavedWork) -> None:
        """Take up what an earlier session decided."""
        self._rejected, self.decisions, self.is_decided = set(work.rejected), dict(work.decisions), True

    def keep(self) -> None:
        """Note that the result was copied or saved."""
        self.is_typed = self.is_decided = False

    def in_text(self) -> Iterator[Span]:
        """Yield where the items are in the text."""
        for item in self.items:
            yield Span(item.offset, item.offset + item.length, self._reading(item))

    def in_result(self) -> Iterator[Span]:
        """Yield where the items are in the result."""
        moved = 0
        for item in self.items:
            start, length = item.offset + moved, item.length
            if isinstance(item, Edit) and self.is_accepted(item):
                length = len(item.replacement)
                moved += length - item.length
            yield Span(start, start + length, self._reading(item))

    def _reading(self, item: Item) -> str:
        if isinstance(item, Question):
            return UNCLEAR
        return item.side if self.is_accepted(item) else NONE
