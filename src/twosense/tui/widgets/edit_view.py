"""The edit view: one edit of a translation, whether it is made and why; or one question, and its answers."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from twosense.model import NONE, Edit, Question
from twosense.tui.links import Links, literal
from twosense.tui.side_labels import SideLabels
from twosense.tui.text_layout import TextLayout
from twosense.tui.widgets.detail_view import DetailView


class EditView(DetailView):
    """The view of one edit or question."""

    def __init__(self, keymap: Mapping[str, str]) -> None:
        super().__init__("edit", keymap)
        self._item: Edit | Question | None = None
        self._accepted = True

    def show(self, item: Edit | Question, labels: SideLabels, *, accepted: bool = True) -> None:
        """Show an edit, which is accepted or not, or a question."""
        self._item, self._accepted = item, accepted
        self.show_details(labels)

    def add_details(self, layout: TextLayout, links: Links) -> None:
        """Add the edit or the question."""
        if isinstance(self._item, Edit):
            self._add_edit(layout, self._item)
        elif self._item is not None:
            self._add_question(layout, links, self._item)

    def _add_edit(self, layout: TextLayout, edit: Edit) -> None:
        rejected = f"{self._labels.highlight(0, 0, NONE).symbol} rejected"  # as in the text
        state = literal("accepted", "bold $accepted") if self._accepted else literal(rejected, "bold $caution")
        change = literal(f"{' '.join(edit.surface.split())} → {' '.join(edit.replacement.split())}", "bold")
        layout.add_text(Content.assemble(state, "  ", change))
        from twosense.translate.proposal import ANSWERED  # loaded by the translation

        is_answer = ANSWERED in edit.because
        sure = literal("  your answer" if is_answer else f"  {edit.confidence:.0%} sure", "$muted")
        paragraphs: list[Content | tuple[Content, Content]] = [
            Content.assemble(self._labels.label(edit.side), literal(f": {edit.meaning}" if edit.meaning else ""), sure)
        ]
        if edit.because and not is_answer:
            paragraphs.append((Content.styled("Why  ", "$muted"), literal(", ".join(edit.because), "italic")))
        layout.add_text(*paragraphs)

    def _add_question(self, layout: TextLayout, links: Links, question: Question) -> None:
        layout.add_text(literal(f"Which “{' '.join(question.surface.split())}”?", "bold $caution"))
        answers = [(reading.side, reading.meaning) for reading in question.readings]
        layout.add_text(*self.choices(links, "translate.answer", answers))
