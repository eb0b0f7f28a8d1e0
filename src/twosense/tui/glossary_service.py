"""The glossary service: answer the window's requests on background threads, and reload the glossary when a file changes.

Invariant: answers come from the last glossary without faults; a new request replaces the pending one of its group; and two
calls never run on one thread at the same time, because threads must not share an LMDB transaction.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from twosense import paths
from twosense.errors import GlossaryError, TwosenseError
from twosense.output.sides import SideBadge, badges
from twosense.paths import stamp
from twosense.tui.filters import OfferedFilter, offered_filters
from twosense.tui.glossary_answers import Article, Citing, ListEntry, ListPage, ResultsReady
from twosense.tui.side_meant import side_meant
from twosense.tui.worker_thread import WorkerThread

if TYPE_CHECKING:
    from twosense.api import CardForm, Glossary
    from twosense.glossary.layers import LayerPath
    from twosense.model import Answer, Hit, Passage, Source
    from twosense.search.results import Results

PAGE_SIZE = 50  # headwords in the list at once
MAX_HITS = 30  # hits in the list without a filter: people type on rather than scroll further, and each takes .25 ms


class GlossaryService:
    """The glossary of the requested layers. `layer_paths` tells where they are now.

    `sides` maps each side to its label, and `badges` to its symbol and colour. `passages` has the passages of all articles.
    """

    def __init__(self, layer_paths: Callable[[], paths.LayerPaths] = paths.LayerPaths) -> None:
        self.sides: dict[str, str] = {}
        self.version = 0  # counts the glossaries that were loaded
        self.error: TwosenseError | None = None  # why the layers as they are now could not be loaded
        self.badges: dict[str, SideBadge] = {}
        self.filters: tuple[OfferedFilter, ...] = ()
        self.passages: dict[tuple[str, int], tuple[Source, Passage]] = {}
        self.layer_paths = layer_paths
        self._glossary: Glossary | None = None
        self._results: tuple[object, Results[Any]] | None = None  # those of the last query
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

    def own_glossaries(self) -> list[str]:
        """Return the glossaries that the user may edit: the project's, then the user's own. Raises GlossaryError."""
        from twosense.glossary.project import read_project

        project = read_project(self.layer_paths().project)
        return [*(project.glossaries if project else ()), paths.user_glossary()]

    async def reload(self) -> None:
        """Load the layers if a file has changed.

        If one is faulty, set `error`. Then the glossary stays as it was, or at the start, when there is none yet, it is that of
        the layers without faults.
        """
        loaded = await self._loader.run(self._load_if_changed)
        if loaded is not None:
            glossary, self.error = loaded
            if glossary is not None:
                await self._worker.run(self._use, glossary)
                self.version += 1

    def _use(self, glossary: Glossary) -> None:
        self.sides, self.badges = glossary.sides, badges(glossary.sides)
        sources = glossary.sources
        self.passages = {(source.id, one.paragraph): (source, one) for source in sources for one in source.passages}
        self.filters = offered_filters(glossary.sides, sources, [layer.name for layer in self._layers()])
        self._glossary, self._results = glossary, None

    def _load_if_changed(self) -> tuple[Glossary | None, TwosenseError | None] | None:
        stamps = self._current_stamps()
        if stamps == self._stamps:
            return None
        self._stamps = stamps  # before loading, so that a change made meanwhile is loaded next time
        from twosense.api import open_glossary

        layer_paths = self.layer_paths()
        try:
            return open_glossary(layer_paths), None
        except TwosenseError as error:
            if self._glossary is not None or layer_paths.alone:
                return None, error
            return self._load_without_faults(error), error

    def _load_without_faults(self, problem: TwosenseError) -> Glossary | None:
        """Return the glossary without the layers that have faults; None if the built-in one has."""
        from twosense.api import open_glossary

        faulty = {os.path.abspath(fault.file) for fault in problem.faults} if isinstance(problem, GlossaryError) else set()
        without, alone = self.layer_paths(), paths.LayerPaths(project=False)
        without.extra = tuple(path for path in without.extra if os.path.abspath(path) not in faulty)
        without.user = alone.user = None if without.user in faulty else without.user
        for layer_paths in (without, alone):
            with suppress(TwosenseError):
                return open_glossary(layer_paths)
        return None

    def _layers(self, on_read: Callable[[str], None] = lambda path: None) -> list[LayerPath]:
        from twosense.glossary.layers import layers

        with suppress(GlossaryError):  # a faulty project file; loading reports it
            return layers(self.layer_paths(), on_read)
        return []

    def _current_stamps(self) -> dict[str, str]:
        read: list[str] = []
        read += [layer.path for layer in self._layers(read.append)]
        return {path: stamp(path) for path in read}

    async def search(self, query: str, first: int, term: str, last: bool) -> ResultsReady:
        """Return the best hits, or headwords from index `first` if the query is blank; which one to select; and its entry.

        The selected one is `term` if it is among them, else the last one if `last`, else the first. This is one call because
        each switch of threads costs a keystroke 1 ms.
        """
        return await self._worker.run(self._search, query, first, term, last)

    def _search(self, query: str, first: int, term: str, last: bool) -> ResultsReady:
        page = self._page(query, first)
        names = [entry.term for entry in page.entries]
        selected = names.index(term) if term in names else len(names) - 1 if last else 0
        answer = self._lookup(names[selected] if names else query)
        return ResultsReady(page, selected, answer, side_meant(query, answer))

    def _page(self, query: str, first: int) -> ListPage:
        glossary = self._glossary
        if glossary is None:
            return ListPage(query, (), 0, 0)
        if not query.strip():
            first = _first_of_page(first, len(glossary))
            return ListPage(query, [self._entry(name) for name in glossary.headwords(first, PAGE_SIZE)], first, len(glossary))
        from twosense.search.query import is_sentence, unknown_words

        results = self._results_of(query, glossary)
        first = _first_of_page(first, len(results))
        hits = results.hits(first, PAGE_SIZE)
        best = results.hits(0, 1) if first else hits[:1]
        entries = [self._entry(hit.term, hit) for hit in hits]
        tier = best[0].tier if best else ""
        unknown = unknown_words(query, best)
        return ListPage(query, entries, first, len(results), results.more, tier, unknown, is_sentence(query))

    def _results_of(self, query: str, glossary: Glossary) -> Results[Any]:
        """Return the results of a query, which are kept until the next one, since they are read page by page."""
        from twosense.search.query import parse_query

        asked = parse_query(query)
        key = asked.words.split(), asked.phrases, asked.filters  # a space that is typed changes nothing
        if self._results is None or self._results[0] != key:
            self._results = key, glossary.results(query, None if asked.filtered else MAX_HITS)
        return self._results[1]

    def _entry(self, term: str, hit: Hit | None = None) -> ListEntry:
        answer = self._lookup(term)
        of_sides: dict[str, list[str]] = {side: [] for side in self.sides}
        for sense in answer.senses if answer else ():
            of_sides[sense.side].append(sense.meaning)
        meanings = {side: "; ".join(found) for side, found in of_sides.items() if found}
        return ListEntry(term, hit.matched if hit else term, hit.spans if hit else (), meanings)

    async def lookup(self, term: str) -> Answer | None:
        """Return the entry of a term, or suggestions; None if no glossary is loaded."""
        return await self._worker.run(self._lookup, term)

    def _lookup(self, term: str) -> Answer | None:
        return self._glossary.lookup(term) if self._glossary else None

    async def card(self, term: str, form: CardForm) -> str:
        """Return the entry of a term to paste elsewhere, "" if there is none; see `Glossary.card`."""
        return await self._worker.run(lambda: self._glossary.card(term, form) if self._glossary else "")

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


def _first_of_page(first: int, count: int) -> int:
    """Return the first entry of a page, or of the last page if there are fewer entries than there were."""
    return min(first, max(0, count - 1) // PAGE_SIZE * PAGE_SIZE)
