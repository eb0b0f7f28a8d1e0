"""Evidence: an article, its passages, and every term that cites them; opened at the passage that bears out a sense.

Invariant: it comes back with the term that was chosen and the passage it was chosen at, or with nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from twosense.characters import plain
from twosense.output.text import date
from twosense.tui.keys import bindings, hints
from twosense.tui.library import Article, Library
from twosense.tui.links import text
from twosense.tui.screens.sheet import Sheet
from twosense.tui.widgets.footer import Footer
from twosense.tui.widgets.passage import Passage
from twosense.tui.widgets.rows import Piece, Rows

if TYPE_CHECKING:
    from twosense.model import Answer

Place = tuple[str, int]


class Evidence(Sheet[tuple[str, Place]]):
    """An article, opened at a passage."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("evidence")]

    @dataclass
    class Found(Message):
        """The article and the paragraph to open it at."""

        article: Article | None
        paragraph: int

    def __init__(self, library: Library, answer: Answer, at: Place) -> None:
        super().__init__()
        self._library = library
        self._answer = answer
        self._at = at
        self._cited = list(dict.fromkeys((c.source, c.paragraph) for sense in answer.senses for c in sense.citations))
        self._article: Article | None = None

    def compose(self) -> ComposeResult:
        """Compose the article's heading, its passages and the one to read."""
        yield Static(id="heading")
        with Container(id="body"):
            yield Rows(id="passages")
            yield Static(id="edge")
            yield Passage()
        yield Footer()

    def on_mount(self) -> None:
        """Ask for the article."""
        self._rows, self._passage = self.query_one(Rows), self.query_one(Passage)
        self.show_hints(hints(("evidence", "window"), self.app.keymap))
        self._ask(*self._at)

    @work(group="article", exclusive=True)
    async def _ask(self, source: str, paragraph: int) -> None:
        self.post_message(self.Found(await self._library.article(source), paragraph))

    def on_evidence_found(self, message: Found) -> None:
        """Show the article at its passage."""
        article = self._article = message.article
        if article is None:
            self.dismiss()
            return
        source = article.source
        stated = [part for part in (source.author, source.publisher, source.date and date(source.date)) if part]
        byline = ", ".join(stated) or "no author, publisher or date stated"
        self.query_one("#heading", Static).update(Content.assemble(text(source.title, "bold"), "\n", text(byline, "dim")))
        paragraphs = [passage.paragraph for passage in source.passages]
        at = paragraphs.index(message.paragraph) if message.paragraph in paragraphs else 0
        self._rows.show(len(paragraphs), self._row, at)
        self.on_rows_chosen()

    def _row(self, index: int) -> Iterator[Piece]:
        article = self._article
        if article is None:
            return
        paragraph = article.source.passages[index].paragraph
        yield f"¶ {paragraph:>3}", *(("rows--strong",) if (article.source.id, paragraph) in self._cited else ())
        terms = dict.fromkeys(plain(term) for term, *_ in article.citing.get(paragraph, ()))
        if terms:
            yield f"  {', '.join(terms)}", "rows--aside"

    def on_rows_chosen(self) -> None:
        """Show the chosen passage."""
        if self._article is not None:
            passage = self._article.source.passages[self._rows.chosen]
            self._at = self._article.source.id, passage.paragraph
            self._passage.show(self._article, passage, self._library.sides)

    async def on_rows_picked(self) -> None:
        """A click on the chosen row."""
        await self._passage.action_follow()

    def action_move(self, step: int) -> None:
        """Choose another passage."""
        self._rows.move(step)

    def action_link(self, step: int) -> None:
        """Mark another term."""
        self._passage.action_link(step)

    async def action_follow(self) -> None:
        """Open the marked term."""
        await self._passage.action_follow()

    def action_page(self, pages: int) -> None:
        """Scroll the passage."""
        self._passage.action_page(pages)

    def action_cited(self, step: int) -> None:
        """Open another passage that the term cites."""
        if not set(self._cited) - {self._at}:
            self.say(f"“{self._answer.term}” cites no other passage")
            return
        at = self._cited.index(self._at) + step if self._at in self._cited else 0
        self._ask(*self._cited[at % len(self._cited)])

    def action_open_term(self, term: str) -> None:
        """Go back with a term."""
        self.dismiss((term, self._at))

    def action_back(self) -> None:
        """Go back to the entry."""
        self.dismiss()
