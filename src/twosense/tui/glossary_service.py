"""The glossary service: answer the window's requests on background threads, and reload the glossary when a file changes.

`GlossaryService` knows glossaries and no widgets. `ScreenRequests` puts its answers into messages to one screen.

Invariant: answers come from the last glossary without faults; a new request replaces the pending one of its group; and two
calls never run on one thread at the same time, because threads must not share an LMDB transaction.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec, TypeVar

from textual.message import Message

from twosense import paths
from twosense.errors import GlossaryError, TwosenseError
from twosense.store.view import stamp

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.worker import Worker

    from twosense.api import Glossary
    from twosense.model import Answer, Source

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")

PAGE_SIZE = 50  # headwords in the list at once
MAX_HITS = 30  # hits in the list: highlighting takes .25 ms each, and people type on rather than scroll further
_POLL_S = 1.0  # how often the files are checked for changes


class ListEntry(NamedTuple):
    """An entry of the list: a headword, the name of it that matched the query, and the matched characters of that name."""

    term: str
    matched: str
    spans: tuple[tuple[int, int], ...] = ()


class ListPage(NamedTuple):
    """The entries in the list, the index of the first among all headwords or hits, and how many there are in total."""

    query: str
    entries: Sequence[ListEntry]
    first: int
    total: int


class Citing(NamedTuple):
    """A sense that cites a passage."""

    term: str
    side: str
    meaning: str
    basis: str
    layer: str


class Article(NamedTuple):
    """A source, and the senses that cite each of its paragraphs."""

    source: Source
    citing: dict[int, list[Citing]]


@dataclass
class GlossaryLoaded(Message):
    """The glossary was loaded, or reloaded after a change."""


@dataclass
class GlossaryFailed(Message):
    """A glossary could not be loaded."""

    error: TwosenseError


@dataclass
class ResultsReady(Message):
    """The results of a query, which of them to select, and the entry of that one."""

    page: ListPage
    selected: int
    answer: Answer | None


@dataclass
class EntryReady(Message):
    """The entry of a term that was selected in the list."""

    term: str
    answer: Answer | None


@dataclass
class ArticleReady(Message):
    """An article, None if there is none of that id, and the paragraph to open."""

    article: Article | None
    paragraph: int


class WorkerThread:
    """A thread that runs calls one after the other.

    Hand-written because Python waits for the threads of a ThreadPoolExecutor: quitting would take as long as the call.
    """

    def __init__(self, name: str) -> None:
        self._queue: SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = SimpleQueue()
        Thread(target=self._work, name=name, daemon=True).start()

    async def run(self, call: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        """Return or raise what the call does. A call that is cancelled before its turn never runs."""
        future: Future[Result] = Future()
        self._queue.put((future, partial(call, *args, **kwargs)))
        return await asyncio.wrap_future(future)

    def _work(self) -> None:
        while True:
            future, call = self._queue.get()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                result = call()
            except BaseException as error:  # noqa: BLE001  # raised where the call is awaited
                future.set_exception(error)
            else:
                future.set_result(result)
            del future, call  # otherwise the last answer stays in memory until the next call


class GlossaryService:
    """The glossary of the requested layers. `extra` and `only` are paths; `sides` maps each side to its label."""

    def __init__(self, extra: Sequence[str] = (), only: Sequence[str] = (), *, project: bool = True) -> None:
        self.sides: dict[str, str] = {}
        self.version = 0  # counts the glossaries that were loaded
        self.error: TwosenseError | None = None  # why the layers as they are now could not be loaded
        self._extra, self._only, self._project = extra, only, project
        self._glossary: Glossary | None = None
        self._stamps: dict[str, str] = {}
        self._loader = WorkerThread("twosense loader")
        self._worker = WorkerThread("twosense answers")

    @property
    def is_open(self) -> bool:
        """Whether a glossary is loaded."""
        return self._glossary is not None

    @property
    def glossary(self) -> Glossary:
        """The loaded glossary."""
        assert self._glossary is not None, "nothing is asked before a glossary is loaded"
        return self._glossary

    async def reload(self) -> None:
        """Load the layers if a file has changed. If one is faulty, set `error` and keep the previous glossary."""
        try:
            glossary = await self._loader.run(self._load_if_changed)
        except TwosenseError as error:
            self.error = error
            return
        if glossary is not None:
            self.sides = await self._worker.run(lambda: glossary.sides)
            self._glossary, self.error = glossary, None
            self.version += 1

    def _load_if_changed(self) -> Glossary | None:
        stamps = self._current_stamps()
        if stamps == self._stamps:
            return None
        self._stamps = stamps  # before loading, so that a change made meanwhile is loaded next time
        from twosense.api import load

        return load(glossaries=self._extra, only=self._only, project=self._project)

    def _current_stamps(self) -> dict[str, str]:
        from twosense.glossary.merge import layers

        read: list[str] = []
        with suppress(GlossaryError):  # a faulty project file; loading reports it
            roots = paths.Roots(self._extra, self._only, project=self._project)
            read += [layer.path for layer in layers(roots, read.append)]
        return {path: stamp(path) for path in read}

    async def search(self, query: str, first: int, term: str, last: bool) -> tuple[ListPage, int, Answer | None]:
        """Return the best hits, or headwords from index `first` if the query is blank; which one to select; and its entry.

        The selected one is `term` if it is among them, else the last one if `last`, else the first. This is one call because
        each switch of threads costs a keystroke 1 ms.
        """
        return await self._worker.run(self._search, query, first, term, last)

    def _search(self, query: str, first: int, term: str, last: bool) -> tuple[ListPage, int, Answer | None]:
        page = self._page(query, first)
        names = [entry.term for entry in page.entries]
        selected = names.index(term) if term in names else len(names) - 1 if last else 0
        return page, selected, self._lookup(names[selected] if names else query)

    def _page(self, query: str, first: int) -> ListPage:
        glossary = self._glossary
        if glossary is None:
            return ListPage(query, (), 0, 0)
        if query.strip():
            entries = [ListEntry(hit.term, hit.matched, hit.spans) for hit in glossary.search(query, limit=MAX_HITS)]
            return ListPage(query, entries, 0, len(entries))
        entries = [ListEntry(name, name) for name in glossary.headwords(first, PAGE_SIZE)]
        return ListPage(query, entries, first, len(glossary))

    async def lookup(self, term: str) -> Answer | None:
        """Return the entry of a term, or suggestions; None if no glossary is loaded."""
        return await self._worker.run(self._lookup, term)

    def _lookup(self, term: str) -> Answer | None:
        return self._glossary.lookup(term) if self._glossary else None

    async def card(self, term: str, width: int) -> str:
        """Return the entry of a term as plain text of `width` columns, "" if there is none."""
        return await self._worker.run(lambda: self._glossary.card(term, width) if self._glossary else "")

    async def article(self, source_id: str) -> Article | None:
        """Return a source and the senses that cite it; None if there is no source of that id."""
        return await self._worker.run(self._article, source_id)

    def _article(self, source_id: str) -> Article | None:
        glossary = self._glossary
        source = next((source for source in glossary.sources if source.id == source_id), None) if glossary else None
        if glossary is None or source is None:
            return None
        citing: dict[int, list[Citing]] = {}
        for term in glossary.citing(source_id):
            for sense in term.senses:
                for cite in sense.citations:
                    if cite.source == source_id:
                        entry = Citing(term.term, sense.side, sense.meaning, cite.basis, sense.layer)
                        citing.setdefault(cite.paragraph, []).append(entry)
        return Article(source, citing)


class ScreenRequests:
    """The requests of one screen. The answers arrive as messages; a request replaces the pending one of its group."""

    def __init__(self, screen: Screen[Any], service: GlossaryService) -> None:
        self._screen, self._service = screen, service

    def watch(self) -> None:
        """Load the glossary, and reload it whenever a file changes."""
        self._run(self._watch, "reload")

    def search(self, query: str, first: int = 0, term: str = "", *, last: bool = False) -> None:
        """Request the results of a query; see `GlossaryService.search`."""
        self._run(partial(self._search, query, first, term, last), "search")

    def entry(self, term: str) -> None:
        """Request the entry of a term that was selected in the list."""
        self._run(partial(self._entry, term), "search")

    def article(self, source_id: str, paragraph: int) -> None:
        """Request an article, to open it at a paragraph."""
        self._run(partial(self._article, source_id, paragraph), "article")

    def _run(self, request: Callable[[], Coroutine[None, None, None]], group: str) -> Worker[None]:
        # A function, since a coroutine whose worker is cancelled before it starts would warn that it was never awaited.
        return self._screen.run_worker(request, group=group, exclusive=True)

    async def _watch(self) -> None:
        version, error = 0, None
        while True:
            await self._service.reload()
            if self._service.version != version:
                version = self._service.version
                self._screen.post_message(GlossaryLoaded())
            if self._service.error is not error:
                error = self._service.error
                if error is not None:
                    self._screen.post_message(GlossaryFailed(error))
            await asyncio.sleep(_POLL_S)

    async def _search(self, query: str, first: int, term: str, last: bool) -> None:
        self._screen.post_message(ResultsReady(*await self._service.search(query, first, term, last)))

    async def _entry(self, term: str) -> None:
        self._screen.post_message(EntryReady(term, await self._service.lookup(term)))

    async def _article(self, source_id: str, paragraph: int) -> None:
        self._screen.post_message(ArticleReady(await self._service.article(source_id), paragraph))
