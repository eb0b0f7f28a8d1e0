"""A scanned document: a document, its mentions, and which of them is selected, through changes and new scans.

Invariant: the mentions are places of the text as it is now, also between a change and the scan of the changed text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.markup.mask import markup_of
from twosense.markup.suppressions import switch_off
from twosense.mentions.marks import mark_at
from twosense.text.fold import fold
from twosense.tui.document import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from twosense.model import Edit
    from twosense.tui.document import Document
    from twosense.tui.document_service import ScannedMention


class ScannedDocument:
    """A document and its mentions, in the order of the text. `selected` is the number of one, -1 for none."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.mentions: Sequence[ScannedMention] = ()
        self.selected = -1
        self.is_current = False  # whether the mentions are those of the scan that was asked for last
        self._wanted = 0  # the character from which on a mention is to be selected after a scan

    @property
    def mention(self) -> ScannedMention | None:
        """The selected mention."""
        return self.mentions[self.selected] if 0 <= self.selected < len(self.mentions) else None

    def take(self, text: str, mentions: Sequence[ScannedMention]) -> bool:
        """Take the mentions that a scan of a text found; return False if the text has changed meanwhile."""
        if text != self.document.text:
            return False
        self.mentions, self.is_current = mentions, True
        self._select_wanted()
        return True

    def select(self, number: int) -> None:
        """Select a mention."""
        self.selected = number
        self._wanted = self.mentions[number].start

    def next(self, step: int, level: str | None = None) -> int | None:
        """Return the number of the next mention of a level, or of the previous one if `step` is -1; None if there is none.

        After the last comes the first.
        """
        count = len(self.mentions)
        start = self.selected if self.selected >= 0 else -1 if step > 0 else 0
        numbers = [(start + step * distance) % count for distance in range(1, count + 1)] if count else []
        return next((number for number in numbers if level in (None, self.mentions[number].finding.level)), None)

    def wording(self, edit: Edit, mark: str) -> Change:
        """Return the change that takes a wording for the selected mention, which has this mark."""
        is_marked = self.mention is not None and edit.offset + edit.length == self.mention.end
        removed = edit.surface + mark * is_marked  # the wording says what the mark said
        return Change(edit.offset, removed, edit.replacement, f"“{edit.replacement}”")

    def marking(self, mention: ScannedMention, mark: str, side: str) -> Change:
        """Return the change that replaces the mark of a mention, which is "" for none, with that of a side."""
        written = f"{{{side}}}"
        return Change(mention.end, mark, written, f"“{mention.finding.surface}{written}”")

    def alike(self, mention: ScannedMention) -> list[ScannedMention]:
        """Return the other mentions of the same word that have no mark."""
        text, word = self.document.text, fold(mention.finding.surface)
        others = (one for one in self.mentions if one is not mention and fold(one.finding.surface) == word)
        return [one for one in others if not mark_at(text, one.end)]

    def wording_all(self, edit: Edit, mark: str, proposals: Iterable[Sequence[Edit]]) -> Change | None:
        """Return the change that takes a wording for the selected mention, which has this mark, and for those that are alike.

        `proposals` has what each of these could be replaced by. None if no other one takes the wording.
        """
        kind = edit.side, edit.meaning, edit.style
        changes = [self.wording(edit, mark)]
        for of_mention in proposals:
            found = next((one for one in of_mention if (one.side, one.meaning, one.style) == kind), None)
            changes += [self.wording(found, "")] if found else []
        return self._together(changes)

    def marking_all(self, mention: ScannedMention, mark: str, side: str) -> Change | None:
        """Return the change that marks a mention, and those that are alike, with a side; None if there is no other one."""
        return self._together(
            [self.marking(mention, mark, side), *(self.marking(one, "", side) for one in self.alike(mention))]
        )

    def _together(self, changes: Sequence[Change]) -> Change | None:
        """Return several changes as one that has the name of the first, None if there is no other one to it."""
        inserted, done, count = "", 0, 0
        start = behind = min(change.offset for change in changes)
        for change in sorted(changes):
            if change.offset >= behind:
                inserted += self.document.text[behind : change.offset] + change.inserted
                behind, count = change.end, count + 1
            if change is changes[0]:
                done = start + len(inserted)
        name = f"{changes[0].name} {count} times"
        return Change(start, self.document.text[start:behind], inserted, name, done) if count > 1 else None

    def skipping(self, term: str) -> Change | None:
        """Return the change that makes scans skip a term in this document, None if it cannot have one."""
        found = switch_off(self.document.text, markup_of(self.document.path), term)
        return found and Change(found[0], "", found[1], f"“{found[1].strip()}”")

    def make(self, change: Change) -> bool:
        """Make a change that was proposed for the selected mention; return False if the text has changed since the scan."""
        if not self.is_current or self.document.text[change.offset : change.end] != change.removed:
            return False
        self.document.make(change)
        self._note(change)
        return True

    def undo(self) -> Change | None:
        """Take the last change back and return it; None if there is none."""
        change = self.document.undo()
        if change is not None:
            self._move(change.inverse, change.offset)
        return change

    def redo(self) -> Change | None:
        """Make the change again that was taken back last, and return it; None if there is none."""
        change = self.document.redo()
        if change is not None:
            self._note(change)
        return change

    def _note(self, change: Change) -> None:
        behind = change.end if change.removed or self.mention is None else self.mention.start
        self._move(change, change.done if change.done is not None else behind + change.growth)

    def _move(self, change: Change, wanted: int) -> None:
        """Move the mentions behind a change, and drop those in it."""
        moved = []
        for mention in self.mentions:
            if mention.end <= change.offset:
                moved.append(mention)
            elif mention.start >= change.end:
                moved.append(mention._replace(start=mention.start + change.growth, end=mention.end + change.growth))
        self.mentions, self.is_current, self._wanted = moved, False, wanted
        self._select_wanted()

    def _select_wanted(self) -> None:
        after = (number for number, mention in enumerate(self.mentions) if mention.start >= self._wanted)
        self.selected = next(after, len(self.mentions) - 1)
