"""The passage view: one paragraph of an article in our words, its evidence, and the terms that cite it and its article.

Invariant: the article's own words appear only as short phrases, and are marked as quotations.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from twosense.model import Passage
from twosense.output.answers.text import basis
from twosense.tui.glossary_service import Article
from twosense.tui.links import Links, literal
from twosense.tui.text_layout import TextLayout
from twosense.tui.widgets.text_view import TextView


class PassageView(TextView):
    """The view of one passage."""

    def __init__(self) -> None:
        super().__init__(id="passage")
        self._content: tuple[Article, Passage, Mapping[str, str]] | None = None

    def show(self, article: Article, passage: Passage, labels: Mapping[str, str]) -> None:
        """Show a passage. `labels` maps each side to its label."""
        self._content = article, passage, labels
        self.show_text()

    def build(self, layout: TextLayout, links: Links) -> None:
        """Add the passage and the terms that cite it."""
        if self._content is None:
            return
        article, passage, labels = self._content
        layout.add_text(literal(f"Paragraph {passage.paragraph}", "bold"))
        layout.add_text(literal(passage.says))
        if passage.phrases:
            phrases = Content(" … ").join([literal(phrase, "italic") for phrase in passage.phrases])
            layout.add_text(Content.assemble(Content.styled("Quoted  ", "dim"), phrases))
        citing = [
            Content.assemble(
                links.add(cite.term, "open_term", cite.term),
                literal(f"  {labels.get(cite.side, cite.side)}: {cite.meaning} ({basis(cite.basis, cite.layer)})"),
            )
            for cite in article.citing.get(passage.paragraph, ())
        ]
        if citing:
            layout.add_text(Content.styled("Cited for", "bold $accent"), *citing)
        terms = sorted({cite.term for cites in article.citing.values() for cite in cites}, key=str.casefold)
        if terms:
            all_terms = Content("  ").join([links.add(term, "open_term", term) for term in terms])
            layout.add_text(Content.styled("All terms that cite this article", "bold $accent"), all_terms)
