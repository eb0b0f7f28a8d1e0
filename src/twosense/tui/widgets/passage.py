"""The passage: one paragraph of an article as we tell it, its evidence, and the terms that cite it and its article.

Invariant: the article's own words are shown as short phrases only, and as its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from twosense.model import Passage as PassageRecord
from twosense.tui.library import Article
from twosense.tui.links import Links, text
from twosense.tui.typeset import Page
from twosense.tui.widgets.reader import Reader


class Passage(Reader):
    """One passage, to be read."""

    def __init__(self) -> None:
        super().__init__(id="passage")
        self._shown: tuple[Article, PassageRecord, Mapping[str, str]] | None = None

    def show(self, article: Article, passage: PassageRecord, labels: Mapping[str, str]) -> None:
        """Show a passage; `labels` are those of the sides."""
        self._shown = article, passage, labels
        self.start()

    def typeset(self, page: Page, links: Links) -> None:
        """Put the passage on the page."""
        if self._shown is None:
            return
        article, passage, labels = self._shown
        page.text(text(f"Paragraph {passage.paragraph}", "bold"))
        page.text(text(passage.says))
        if passage.phrases:
            phrases = Content(" … ").join([text(phrase, "italic") for phrase in passage.phrases])
            page.text(Content.assemble(Content.styled("In its words  ", "dim"), phrases))
        citing = [
            Content.assemble(links.add(term, "open_term", term), text(f"  {labels.get(side, side)}: {meaning} ({basis})"))
            for term, side, meaning, basis in article.citing.get(passage.paragraph, ())
        ]
        if citing:
            page.text(Content.styled("Cited for", "bold $accent"), *citing)
        terms = sorted({term for citing in article.citing.values() for term, *_ in citing}, key=str.casefold)
        if terms:
            every = Content("  ").join([links.add(term, "open_term", term) for term in terms])
            page.text(Content.styled("All terms that cite this article", "bold $accent"), every)
