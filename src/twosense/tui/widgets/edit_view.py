"""The edit view: one edit of a translation, whether it is made and why; or one question, and its answers.

Invariant: each answer is a link with the number of its key.
"""

from __future__ import annotations

from textual.content import Content

from twosense.model import Edit, Question
from twosense.tui.links import Links, literal
from twosense.tui.side_labels import SideLabels
from twosense.tui.text_layout import TextLayout
from twosense.tui.widgets.text_view import TextView


class EditView(TextView):
    """The view of one edit or question."""

    def __init__(self) -> None:
        super().__init__(id="edit")
        self._item: Edit | Question | None = None
        self._accepted = True
        self._labels = SideLabels({})
        self._notes: tuple[str, ...] = ()

    def show(self, item: Edit | Question, labels: SideLabels, *, accepted: bool = True) -> None:
        """Show an edit, which is accepted or not, or a question."""
        self._item, self._labels, self._accepted, self._notes = item, labels, accepted, ()
        self.show_text()

    def say(self, *notes: str) -> None:
        """Show some lines instead."""
        self._item, self._notes = None, notes
        self.show_text()

    def build(self, layout: TextLayout, links: Links) -> None:
        """Add the edit or the question."""
        if self._item is None:
            layout.add_text(*map(literal, self._notes))
        elif isinstance(self._item, Edit):
            self._add_edit(layout, self._item)
        else:
            self._add_question(layout, links, self._item)

    def _add_edit(self, layout: TextLayout, edit: Edit) -> None:
        state = literal("accepted", "bold $accepted") if self._accepted else literal("rejected", "bold $caution")
        change = literal(f"{' '.join(edit.surface.split())} → {' '.join(edit.replacement.split())}", "bold")
        layout.add_text(Content.assemble(state, "  ", change))
        sure = literal(f"  {edit.confidence:.0%} sure", "$muted")
        paragraphs: list[Content | tuple[Content, Content]] = [
            Content.assemble(self._labels.label(edit.side), literal(f": {edit.meaning}" if edit.meaning else ""), sure)
        ]
        if edit.because:
            paragraphs.append((Content.styled("Why  ", "$muted"), literal(", ".join(edit.because), "italic")))
        layout.add_text(*paragraphs)

    def _add_question(self, layout: TextLayout, links: Links, question: Question) -> None:
        layout.add_text(literal(f"Which “{' '.join(question.surface.split())}”?", "bold $caution"))
        layout.add_text(
            *(
                (
                    Content.assemble((f"{number + 1} ", "$muted"), self._labels.label(reading.side), "  "),
                    links.add(reading.meaning, "answer", number),
                )
                for number, reading in enumerate(question.readings)
            )
        )
