"""The reading view: how one mention of a document is read, why, and what could be written instead."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from twosense.model import UNCLEAR
from twosense.tui.document_service import Details, ScannedMention
from twosense.tui.links import Links, literal
from twosense.tui.side_labels import SideLabels
from twosense.tui.text_layout import TextLayout
from twosense.tui.widgets.detail_view import DetailView


class ReadingView(DetailView):
    """The view of one reading."""

    def __init__(self, keymap: Mapping[str, str]) -> None:
        super().__init__("reading", keymap)
        self._mention: ScannedMention | None = None
        self._details: Details | None = None

    def show(self, mention: ScannedMention, details: Details | None, labels: SideLabels) -> None:
        """Show a mention; its details may follow later."""
        self._mention, self._details = mention, details
        self.show_details(labels)

    def add_details(self, layout: TextLayout, links: Links) -> None:
        """Add the reading, the evidence and the wordings."""
        if self._mention is None:
            return
        finding, details = self._mention.finding, self._details
        title = literal(" ".join(finding.surface.split()), "bold")
        sure = "" if finding.side == UNCLEAR else f", {finding.confidence:.0%} sure"
        layout.add_text(
            Content.assemble(title, "  ", self._labels.label(finding.side), literal(f"  {finding.level}{sure}", "$muted"))
        )
        if details is None:
            return
        if details.proposals:
            layout.add_text(*self.choices(links, "scan.take", ((edit.side, edit.replacement) for edit in details.proposals)))
        # Not finding.message: its suggestions ignore the context, while the wordings above are adapted to it.
        said = literal(finding.summary[:1].upper() + finding.summary[1:]), literal(finding.detail)
        layout.add_text(*filter(None, said))
        if details.why and details.why.because:
            words = ", ".join(details.why.because)
            layout.add_text((Content.styled("Why  ", "$muted"), literal(words, "italic")))
        if details.why and details.why.flip:
            words = ", ".join(details.why.flip)
            otherwise = details.why.otherwise or UNCLEAR
            text = Content.assemble(literal(words, "italic"), ": ", self._labels.label(otherwise))
            layout.add_text((Content.styled("Without  ", "$muted"), text))
