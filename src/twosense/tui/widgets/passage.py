"""The passage view: one paragraph of an article in our words, its evidence, and the terms that cite it and its article.

Invariant: the article's own words appear only as short phrases, and stand in quotation marks.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from twosense.model import Passage
from twosense.output.citations import claimed
from twosense.output.sides import SideBadge
from twosense.tui.glossary_answers import Article, Citing
from twosense.tui.links import Links, literal
from twosense.tui.text_layout import TextLayout
from twosense.tui.widgets.text_view import TextView

_BASES = {"stated": "defined here", "used": "used here"}


class PassageView(TextView):
    """The view of one passage."""

    def __init__(self) -> None:
        super().__init__(id="passage")
        self._content: tuple[Article, Passage] | None = None
        self._labels: Mapping[str, str] = {}
        self._badges: Mapping[str, SideBadge] = {}

    def show(self, article: Article, passage: Passage, labels: Mapping[str, str], badges: Mapping[str, SideBadge]) -> None:
        """Show a passage. `labels` maps each side to its label, `badges` to its symbol and colour."""
        self._content, self._labels, self._badges = (article, passage), labels, badges
        self.show_text()

    def build(self, layout: TextLayout, links: Links) -> None:
        """Add the passage and the terms that cite it."""
        if self._content is None:
            return
        article, passage = self._content
        layout.add_text(literal(f"Paragraph {passage.paragraph}, in our words", "bold"))
        layout.add_text(literal(passage.says))
        if passage.phrases:
            phrases = Content(" … ").join([literal(phrase, "italic") for phrase in passage.phrases])
            layout.add_text(Content.assemble(Content.styled("Quoted  ", "$muted"), phrases))
        citing = [self._cited(cite, links) for cite in article.citing.get(passage.paragraph, ())]
        if citing:
            layout.add_text(Content.styled("Cited for", "bold $emphasis"), *citing)
        terms = sorted({cite.term for cites in article.citing.values() for cite in cites}, key=str.casefold)
        if terms:
            heading = Content.styled("All terms that cite this article", "bold $emphasis")
            layout.add_text(heading, links.add_terms(terms))

    def _cited(self, cite: Citing, links: Links) -> Content:
        badge = self._badges.get(cite.side)
        side = (
            literal(f"  {badge.symbol} {self._labels[cite.side]}", f"${badge.variable}") if badge else literal(f"  {cite.side}")
        )
        words = literal(f": {cite.meaning} ({claimed(_BASES[cite.basis], cite.layer)})")
        return Content.assemble(links.add(cite.term, "open_term", cite.term), side, words)
