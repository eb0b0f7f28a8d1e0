"""Translator: from the readings of a scan to edits and questions for readers of one side, or of both.

Marks, and the explanations that a translation has put behind words, are taken out of the text before it is read, so that they
change no reading. Invariant: translating the result again changes nothing, unless marks are dropped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.errors import FileError
from twosense.markup.blank import overlap
from twosense.model import MIXED, Decision, Edit, Question, Translation
from twosense.senses.definitions import PINNED
from twosense.store.about import known_side
from twosense.text.fold import fold
from twosense.translate.chooser import Chooser
from twosense.translate.edits import apply
from twosense.translate.found import Glossed
from twosense.translate.masked import find_mentions
from twosense.translate.offsets import placed
from twosense.translate.proposal import ANSWERED
from twosense.translate.reader import Reader
from twosense.translate.spelling import is_american
from twosense.translate.stripped import Stripped, marks
from twosense.translate.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from twosense.model import Style
    from twosense.scan.scanner import Scanner
    from twosense.translate.found import Found
    from twosense.translate.insertions import Insertion
    from twosense.translate.masked import Masked

_SIZE_LIMIT = 1 << 22  # characters of a text: four long novels; what is not touched in it may take 100 bytes for each
_ROUNDS = 4  # a wording changes the words around other mentions, and may settle their sense
_NO_DECISIONS: Mapping[int, Decision] = {}
_IN_PLACE = ("replace", "own")  # styles of edits that take the place of a mention


class Translator:
    """Translates texts with the terms of one glossary, for readers of a side or MIXED. The side of the author may be known."""

    def __init__(
        self, scanner: Scanner, to: str = MIXED, author: str | None = None, style: Style = "gloss", *, details: bool = True
    ) -> None:
        """Prepare. Without `details`, edits do not name the words that decided. Raises UsageError for an undeclared side."""
        self._scanner, self._style = scanner, style
        self._to = known_side(to, scanner.labels, MIXED)
        author = None if author is None else known_side(author, scanner.labels)
        self._vocabulary = Vocabulary(scanner.summaries)
        self._chooser = Chooser(self._vocabulary, self._to, author, style, details=details)

    def translate(
        self,
        name: str,
        text: str,
        *,
        headings: bool = False,
        unpin: bool = False,
        decisions: Mapping[int, Decision] = _NO_DECISIONS,
    ) -> Translation:
        """Return the translation of a text; the suffix of `name` determines the markup. Offsets count characters.

        `decisions` has what a person says about mentions, by their first character. With `unpin`, marks are dropped.
        Raises FileError for a text that is too long or has too many mentions, or whose comments take too long to find.
        """
        masked = self._begin(name, text)
        stripped = Stripped(self._scanner, self._vocabulary.tellable, name, text, masked, decisions)
        reader = Reader(self._scanner, self._chooser, name, stripped.decided, headings=headings)
        chosen, asked = self._choose(name, stripped, reader)
        questions = [stripped.restored_question(self._chooser.question(one)) for one in asked]
        edits = stripped.restored(chosen, keep=not unpin)
        dropped = [self._unpinned(mark) for mark in stripped.marks_outside(edits) if unpin or not mark.kept]
        edits = sorted([*edits, *dropped], key=_span)
        return Translation(
            file=name,
            to=self._to,
            style=self._style,
            edits=tuple(placed(text, edits)),
            questions=tuple(placed(text, questions)),
            text=apply(text, edits),
        )

    def _choose(self, name: str, stripped: Stripped, reader: Reader) -> tuple[list[Edit], list[Found]]:
        """Return the edits of a text and the mentions to ask about, both in its order.

        A wording that takes the place of a mention changes the words around others, so the text is read again with it.
        """
        text, masked, explained = stripped.text, stripped.masked, dict(stripped.explained)
        edits: list[Edit] = []
        in_place: list[Edit] = []
        new: set[int] = set()
        for _ in range(_ROUNDS):
            found = reader.read(text, masked, explained, in_place, new)
            chosen, asked = self._chooser.choose(found)
            spans = [_span(edit) for edit in edits]
            made = [edit for edit in chosen if not overlap(spans, *_span(edit))]
            edits = sorted((*edits, *made), key=_span)
            for edit in made:
                if edit.style not in _IN_PLACE:
                    explained[edit.offset] = Glossed(edit.offset + edit.length, (edit.side,))
            new = {edit.offset for edit in made if edit.style in _IN_PLACE}
            if not new:
                break
            in_place = [edit for edit in edits if edit.style in _IN_PLACE]
            text = apply(stripped.text, in_place)
            masked = find_mentions(self._scanner, name, text)
        asked += [one for one in found if one.offset in stripped.wrong and one.may_change]
        return edits, sorted(asked, key=lambda one: one.offset)

    def mentions(self, name: str, text: str, *, headings: bool, decisions: Mapping[int, Decision]) -> Iterator[Found]:
        """Yield the mentions that may be changed, each with what is decided about it. Raises FileError as `translate` does."""
        masked = self._begin(name, text)
        decided = {offset: (decision, ANSWERED) for offset, decision in decisions.items()}
        reader = Reader(self._scanner, self._chooser, name, decided, headings=headings, everything=True)
        return (one for one in reader.read(text, masked, {}) if one.may_change)

    def unpinned(self, name: str, text: str) -> Iterator[Edit]:
        """Yield the edits that drop the marks of a text. Raises FileError as `translate` does."""
        return map(self._unpinned, marks(self._scanner, self._begin(name, text)))

    def question(self, found: Found) -> Question:
        """Return the question which sense of a mention is meant."""
        return self._chooser.question(found)

    def _begin(self, name: str, text: str) -> Masked:
        """Find the mentions of a text, and note in which spelling it is."""
        if len(text) > _SIZE_LIMIT:
            raise FileError(name or "the text", f"longer than {_SIZE_LIMIT} characters", "split it")
        masked = find_mentions(self._scanner, name, text)
        self._vocabulary.in_american = is_american(masked.prose.encode())
        return masked

    def _unpinned(self, mark: Insertion) -> Edit:
        """Return the edit that drops a mark."""
        meanings = [sense.meaning for sense in self._scanner.summaries.senses(fold(mark.term)) if sense.side in mark.sides]
        return Edit(
            offset=mark.start,
            length=len(mark.word) + len(mark.added),
            line=0,
            column=0,
            surface=mark.word + mark.added,
            replacement=mark.word,
            term=mark.term,
            side="".join(mark.sides),
            meaning=" or ".join(meanings),
            style="unpin",
            confidence=1.0,
            because=(PINNED if mark.kept else ANSWERED,),
        )


def _span(edit: Edit) -> tuple[int, int]:
    return edit.offset, edit.offset + edit.length
