"""The requests of a screen to the glossary service, whose answers arrive as messages.

Invariant: a request replaces the pending one of its group.
"""

from __future__ import annotations

import asyncio
from functools import partial

from twosense.tui.glossary_answers import ArticleReady, EntryReady, GlossaryFailed, GlossaryLoaded
from twosense.tui.glossary_service import GlossaryService
from twosense.tui.requests import Requests

_POLL_S = 1.0  # how often the files are checked for changes


class GlossaryRequests(Requests[GlossaryService]):
    """What a screen asks a glossary service."""

    def watch(self) -> None:
        """Load the glossary, and reload it whenever a file changes."""
        self._run(self._watch, "reload")

    def search(self, query: str, first: int = 0, term: str = "", *, last: bool = False) -> None:
        """Request the results of a query; see `GlossaryService.search`."""
        self._run(partial(self._search, query, first, term, last), "search")

    def entry(self, term: str) -> None:
        """Request the entry of a term that was selected in the list."""
        self._run(partial(self._entry, term), "entry")

    def article(self, source_id: str, paragraph: int) -> None:
        """Request an article, to open it at a paragraph."""
        self._run(partial(self._article, source_id, paragraph), "article")

    async def _watch(self) -> None:
        version, error = 0, None
        while True:
            await self._service.reload()
            if self._service.version != version:
                version = self._service.version
                self._screen.post_message(GlossaryLoaded())
            before, error = error, self._service.error
            if error is not None and error is not before:
                self._screen.post_message(GlossaryFailed(error))
            await asyncio.sleep(_POLL_S)

    async def _search(self, query: str, first: int, term: str, last: bool) -> None:
        self._screen.post_message(await self._service.search(query, first, term, last))

    async def _entry(self, term: str) -> None:
        self._screen.post_message(EntryReady(term, await self._service.lookup(term)))

    async def _article(self, source_id: str, paragraph: int) -> None:
        self._screen.post_message(ArticleReady(await self._service.article(source_id), paragraph))
