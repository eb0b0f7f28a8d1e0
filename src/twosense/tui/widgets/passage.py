"""The passage: one paragraph of an article as we tell it, its evidence, and the terms that cite it and its article.

Invariant: the article's own words are shown as short phrases only, and as its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from twosense.model import Passage as PassageRecord
from twosense.tui.library import Article
from twosense.tui.links import Links, text
from twosense.tui.widgets.reader import Reader


class Passage(Reader):
    """One passage, to be read."""

    def __init__(self) -> None:
        super().__init__(id="passage")
        self._shown: tuple[Article, PassageRecord, Mapping[str, str]] | None = None

    def compose(self) -> ComposeResult:
        """Compose the one text there is."""
        yield Static()

    def show(self, article: Article, passage: PassageRecord, labels: Mapping[str, str]) -> None:
        """Show a passage; `labels` are those of the sides."""
        self._shown = article, passage, labels
        self.start()

    def paint(self) -> None:
        """Draw the passage."""
        if self._shown is None:
            return
        article, passage, labels = self._shown
        links = Links(self.marked)
        parts = [text(f"Paragraph {passage.paragraph}", "bold"), text(passage.says)]
        if passage.phrases:
            parts.append(
                Content.assemble(
                    Content.styled("In its words  ", "dim"),
                    Content(" … ").join([text(phrase, "italic") for phrase in passage.phrases]),
                )
            )
        citing = [
            Content.assemble(links.add(term, "open_term", term), text(f"  {labels.get(side, side)}: {meaning} ({basis})"))
            for term, side, meaning, basis in article.citing.get(passage.paragraph, ())
        ]
        if citing:
            parts.append(Content("\n").join([Content.styled("Cited for", "bold $accent"), *citing]))
        terms = sorted({term for citing in article.citing.values() for term, *_ in citing}, key=str.casefold)
        if terms:
            every = Content("  ").join([links.add(term, "open_term", term) for term in terms])
            parts.append(Content.assemble(Content.styled("All terms that cite this article\n", "bold $accent"), every))
        self.query_one(Static).update(Content("\n\n").join(parts))
        self.links = links.all
