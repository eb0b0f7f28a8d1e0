"""The evidence screen: an article, its passages, and every term that cites them, opened at the passage that a term cites.

Invariant: the screen returns the chosen term and the passage it was chosen from, or None.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from twosense.output.citations import date
from twosense.text.sanitize import sanitize
from twosense.tui.glossary_answers import Article, ArticleReady
from twosense.tui.glossary_requests import GlossaryRequests
from twosense.tui.glossary_service import GlossaryService
from twosense.tui.keys import KeyContext, bindings
from twosense.tui.links import literal, titled
from twosense.tui.screens.base import BaseScreen
from twosense.tui.session import Session
from twosense.tui.widgets.footer import Footer
from twosense.tui.widgets.item_list import ItemPart
from twosense.tui.widgets.pane_list import PaneList
from twosense.tui.widgets.passage import PassageView
from twosense.tui.widgets.passages import PassageId, cited_passages

if TYPE_CHECKING:
    from twosense.model import Answer


class EvidenceScreen(BaseScreen[tuple[str, PassageId]]):
    """An article, opened at a passage."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("evidence")]

    def __init__(self, session: Session, service: GlossaryService, answer: Answer, passage: PassageId) -> None:
        super().__init__(session)
        self._service = service
        self._requests = GlossaryRequests(self, service)
        self._answer = answer
        self._current = passage
        self._cited = cited_passages(answer)
        self._article: Article | None = None

    def compose(self) -> ComposeResult:
        """Compose the heading, the list of passages, and the selected passage."""
        yield Static(id="heading")
        with Container(id="body"):
            yield PaneList(id="passages")
            yield Static(id="edge")
            yield PassageView()
        yield Footer()

    def on_mount(self) -> None:
        """Request the article."""
        self._list, self._passage = self.query_one(PaneList), self.query_one(PassageView)
        self.show_keys()
        self._requests.article(*self._current)

    @property
    def contexts(self) -> tuple[KeyContext, ...]:
        """The contexts whose keys work now."""
        return ("evidence", "window")

    @on(PassageView.LinkSelected)
    def show_keys(self) -> None:
        """Show the keys that do something now."""
        hints = self.hints(without="window.browse")
        self.show_hints(hint for hint in hints if hint.id != "evidence.follow" or self._passage.is_link_selected)

    @on(ArticleReady)
    def show_article(self, message: ArticleReady) -> None:
        """Show the article at the requested passage; close the screen if the article is gone."""
        article = self._article = message.article
        if article is None:
            self.dismiss()
            return
        source = article.source
        stated = [part for part in (source.author, source.publisher, source.date and date(source.date)) if part]
        byline = ", ".join(stated) or "no author, publisher or date stated"
        heading = Content.assemble(titled(source.title, source.url, "bold"), "\n", literal(byline, "$muted"))
        self.query_one("#heading", Static).update(heading)
        paragraphs = [passage.paragraph for passage in source.passages]
        selected = paragraphs.index(message.paragraph) if message.paragraph in paragraphs else 0
        self._list.show([1] * len(paragraphs), self._item, selected)
        self.on_item_list_selected()

    def _item(self, index: int, _: int) -> Iterator[ItemPart]:
        """Return the number of a paragraph, and the terms that cite it."""
        article = self._article
        if article is None:
            return
        paragraph = article.source.passages[index].paragraph
        yield f"¶ {paragraph:>3}", *(("item-list--strong",) if (article.source.id, paragraph) in self._cited else ())
        terms = dict.fromkeys(sanitize(citing.term) for citing in article.citing.get(paragraph, ()))
        if terms:
            yield f"  {', '.join(terms)}", "item-list--aside"

    def on_item_list_selected(self) -> None:
        """Show the selected passage."""
        if self._article is not None:
            passage = self._article.source.passages[self._list.selected]
            self._current = self._article.source.id, passage.paragraph
            self._passage.show(self._article, passage, self._service.sides, self._service.badges)

    async def on_item_list_activated(self) -> None:
        """Open the selected term after a click on the selected passage."""
        await self._passage.action_follow()

    def action_move(self, step: int) -> None:
        """Select another passage."""
        self._list.move(step)

    def action_link(self, step: int) -> None:
        """Select another term."""
        self._passage.action_link(step)

    async def action_follow(self) -> None:
        """Open the selected term."""
        await self._passage.action_follow()

    def action_page(self, pages: int) -> None:
        """Scroll the passage."""
        self._passage.action_page(pages)

    def action_cited(self, step: int) -> None:
        """Go to another passage that the term cites."""
        if not set(self._cited) - {self._current}:
            self.say(f"“{self._answer.term}” cites no other passage")
            return
        index = self._cited.index(self._current) + step if self._current in self._cited else 0
        self._requests.article(*self._cited[index % len(self._cited)])

    def action_open_term(self, term: str) -> None:
        """Return a term to the main screen."""
        self.dismiss((term, self._current))

    def action_back(self) -> None:
        """Go back to the entry."""
        self.dismiss()
