"""The library: the glossary as the window shows it, asked and read again off the window's own thread.

Invariant: a question is answered from the last glossary that was sound; the one asked is never the one being read.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from twosense import config, view
from twosense.errors import GlossaryError
from twosense.tui.clerk import Clerk

if TYPE_CHECKING:
    from twosense.api import Glossary
    from twosense.model import Answer, Hit, Source

PAGE = 50  # headwords a list holds at once
HITS = 30  # hits it holds: nobody reads more before typing on, and each takes 0.25 ms to find what of it matched


class Row(NamedTuple):
    """One row of the list: a headword, and what of it, or of another writing of it, was matched where."""

    term: str
    matched: str
    spans: tuple[tuple[int, int], ...] = ()


class Page(NamedTuple):
    """What the list shows: the rows, the place of the first among all, and how many there are in all."""

    query: str
    rows: Sequence[Row]
    first: int
    total: int


class Article(NamedTuple):
    """A source, and for each of its paragraphs the terms that cite it with a sense each: headword, side, meaning, basis."""

    source: Source
    citing: dict[int, list[tuple[str, str, str, str]]]


class Library:
    """The layers that were asked for, and the glossary they make."""

    def __init__(self, extra: Sequence[str] = (), only: Sequence[str] = ()) -> None:
        self.sides: dict[str, str] = {}
        self.size = 0
        self._extra, self._only = extra, only
        self._glossary: Glossary | None = None
        self._stamps: dict[str, str] = {}
        self._reader = Clerk("twosense reader")
        self._asked = Clerk("twosense answers")

    @property
    def is_open(self) -> bool:
        """Whether there is a glossary to ask."""
        return self._glossary is not None

    async def read(self) -> bool:
        """Read the layers if one of them has changed, and say whether one had.

        Raises TwosenseError, and keeps the glossary there was.
        """
        glossary = await self._reader.ask(self._read)
        if glossary is None:
            return False
        self.sides, self.size = await self._asked.ask(lambda: (glossary.sides, len(glossary)))
        self._glossary = glossary
        return True

    def _read(self) -> Glossary | None:
        stamps = self._stamp()
        if stamps == self._stamps:
            return None
        self._stamps = stamps  # before the reading: what changes meanwhile is read again
        from twosense.api import load

        return load(glossaries=self._extra, only=self._only)

    def _stamp(self) -> dict[str, str]:
        from twosense.glossary.layers import layers

        paths: list[str] = []
        with suppress(GlossaryError):  # of the project's file, which was noted; reading it says so
            paths += [layer.path for layer in layers(config.Roots(self._extra, self._only), paths.append)]
        return {path: view.stamp(path) for path in paths}

    async def find(self, query: str, first: int, term: str, last: bool) -> tuple[Page, int, Answer | None]:
        """The best hits for a query, or a page of all headwords when it is blank; which row is chosen; and its entry.

        That of the term, or the last, or the first. All of it is one question, since each change of threads takes a
        millisecond of the time between two keys.
        """
        return await self._asked.ask(self._find, query, first, term, last)

    def _find(self, query: str, first: int, term: str, last: bool) -> tuple[Page, int, Answer | None]:
        page = self._page(query, first)
        names = [row.term for row in page.rows]
        chosen = names.index(term) if term in names else len(names) - 1 if last else 0
        return page, chosen, self._answer(names[chosen] if names else query)

    def _page(self, query: str, first: int) -> Page:
        glossary = self._glossary
        if glossary is None:
            return Page(query, (), 0, 0)
        if query.strip():
            rows = [_row(hit) for hit in glossary.search(query, limit=HITS)]
            return Page(query, rows, 0, len(rows))
        return Page(query, [Row(name, name) for name in glossary.headwords(first, PAGE)], first, len(glossary))

    async def answer(self, term: str) -> Answer | None:
        """Everything that is known of a term, or the nearest terms; None before there is a glossary."""
        return await self._asked.ask(self._answer, term)

    def _answer(self, term: str) -> Answer | None:
        return self._glossary.lookup(term) if self._glossary else None

    async def card(self, term: str, width: int) -> str:
        """The term as plain text."""
        return await self._asked.ask(lambda: self._glossary.card(term, width) if self._glossary else "")

    async def article(self, source: str) -> Article | None:
        """A source and who cites it; None when there is none of that id any more."""
        return await self._asked.ask(self._article, source)

    def _article(self, wanted: str) -> Article | None:
        glossary = self._glossary
        source = next((source for source in glossary.sources if source.id == wanted), None) if glossary else None
        if glossary is None or source is None:
            return None
        citing: dict[int, list[tuple[str, str, str, str]]] = {}
        for term in glossary.citing(wanted):
            for sense in term.senses:
                for cite in sense.citations:
                    if cite.source == wanted:
                        citing.setdefault(cite.paragraph, []).append((term.term, sense.side, sense.meaning, cite.basis))
        return Article(source, citing)


def _row(hit: Hit) -> Row:
    return Row(hit.term, hit.matched, hit.spans)
