"""The Python API: a glossary that is loaded once and asked many times. All faces but a plain lookup stand on it.

Invariant: a Glossary answers as the files stood when it was loaded, its scans as they stood at the first of them, for which
more of them is compiled; it holds no open file that another process minds.
"""

from __future__ import annotations

import os
from functools import cache, cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from twosense import lookup, view
from twosense.characters import scalar
from twosense.config import Roots
from twosense.model import Answer, Finding, Hit, Level, Source, Term
from twosense.output import records, text
from twosense.search.highlight import highlight
from twosense.search.query import parse
from twosense.search.rank import Index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from twosense.prose.findings import Scanner
    from twosense.search.rank import Found
    from twosense.store import Store

    StrPath = str | os.PathLike[str]


_FILTERED = 400  # hits a filter may choose from


def load(*, glossaries: Sequence[StrPath] = (), only: Sequence[StrPath] = ()) -> Glossary:
    """The glossary of all layers: built-in, the user's, the project's, and `glossaries` on top; or of `only` these files.

    Raises GlossaryError with every fault of the files, when there is one.
    """
    roots = Roots([os.fspath(path) for path in glossaries], [os.fspath(path) for path in only])
    return Glossary(view.open_roots(roots), roots)


class Glossary:
    """Terms and their senses, ready to be asked."""

    def __init__(self, store: Store, roots: Roots | None = None) -> None:
        self._store, self._roots = store, roots
        self._find = lookup.finder(store, records.SECTION)
        self._decode = msgspec.json.Decoder(Answer).decode
        self._decode_term = msgspec.json.Decoder(Term).decode

    def lookup(self, query: str, *, suggest: bool = True) -> Answer:
        """The answer to a query: by headword, alias or form, whatever its case, quotes, dashes and blanks.

        When nothing is found, `found` is False and `suggestions` names the nearest headwords, unless `suggest` is False.
        """
        query = scalar(query)
        record = self._find(query)
        if record is None:
            return Answer(query=query, found=False, suggestions=self.suggest(query) if suggest else ())
        return self._decode(records.found(query, record))

    def search(self, query: str, *, limit: int = 10, exact: bool = False) -> list[Hit]:
        """The best hits for a query, the best first; with `exact`, only headwords, aliases and forms as they are.

        A query may hold filters: `"quoted words"`, `side:it`, `source:crm-2019`.
        """
        asked = parse(scalar(query))
        if not asked.filtered:
            found = self._index.search(asked.words, limit, exact)
            return [self._hit(hit, self._term(hit.term)) for hit in found]
        if not asked.words.strip():
            admitted = islice(filter(asked.admits, self.terms), limit)
            return [Hit(term=term.term, score=100.0, matched=term.term, tier="exact") for term in admitted]
        hits = [(hit, self._term(hit.term)) for hit in self._index.search(asked.words, max(limit, _FILTERED), exact)]
        return [self._hit(hit, term) for hit, term in hits if asked.admits(term)][:limit]

    def _term(self, headword: str) -> Term:
        record = self._find(headword)
        if record is None:
            raise KeyError(headword)
        return self._decode_term(b"{" + record)

    @staticmethod
    def _hit(found: Found, term: Term) -> Hit:
        matched, spans = highlight(found, term)
        return Hit(term=found.term, score=found.score, matched=matched, tier=found.tier, spans=spans)

    def suggest(self, query: str) -> tuple[str, ...]:
        """The headwords somebody who typed `query` most likely meant, at most three."""
        return self._index.suggest(scalar(query))

    def scan(
        self,
        source: str | os.PathLike[str],
        *,
        name: str = "",
        audience: str = "mixed",
        author: str | None = None,
        level: Level = "warning",
    ) -> list[Finding]:
        """The findings of a text, or of the file at a path, such as `pathlib.Path("brief.md")`; a `str` is the text itself.

        `name` is what the findings call the file, and tells its markup: "note.md" is Markdown. `audience` is who reads it, a
        side or "mixed", `author` the side of who wrote it. With the level "note" every mention is a finding.
        Raises ReadError for a file that is no text, UsageError for a side that is not declared.
        """
        from twosense.prose import files
        from twosense.prose.masks import markup_of

        if isinstance(source, str):
            data = scalar(source).encode()
        else:
            name = name or os.fspath(source)
            data = files.read(files.File(os.fspath(source), named=True)) or b""
        scanner = self._scanner(audience, author)
        return list(scanner.scan(scalar(name), data, markup_of(name), notes=level == "note"))

    @cached_property
    def _scanner(self) -> Callable[[str, str | None], Scanner]:
        from twosense.prose.findings import Scanner

        return cache(partial(Scanner, view.open_roots(self._roots, view.SCAN) if self._roots else self._store))

    def __len__(self) -> int:
        """How many terms there are."""
        return self._store.count(records.SECTION)

    def headwords(self, first: int = 0, count: int | None = None) -> list[str]:
        """The headwords in the order of `terms`, or so many of them from `first`, without decoding what is not asked for."""
        rows = islice(self._store.items(text.SECTION), first, None if count is None else first + count)
        return [text.headword(record) for _, record in rows]

    def card(self, term: str, width: int) -> str:
        """The answer for a person, as the command line prints it; "" when there is no such term."""
        record = lookup.finder(self._store, text.SECTION)(term)
        return "" if record is None else text.render(record, width, colour=False)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Every term, in the order of their folded headwords."""
        return tuple(self._decode_term(b"{" + record) for _, record in self._store.items(records.SECTION))

    @cached_property
    def sides(self) -> dict[str, str]:
        """The label of every side, in the order they were declared."""
        return msgspec.json.decode(self._store.section(records.ABOUT).get(b"sides") or b"{}", type=dict[str, str])

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The articles that senses cite."""
        return msgspec.json.decode(self._store.section(records.ABOUT).get(b"sources") or b"[]", type=tuple[Source, ...])

    def citing(self, source: str, paragraph: int | None = None) -> Iterator[Term]:
        """The terms with a sense that cites a source, or one paragraph of it, in the order of their folded headwords."""
        keys = self._citing.get(source, {})
        record = self._store.section(records.SECTION).get
        for key in keys.get(paragraph, ()) if paragraph else sorted({key for keys in keys.values() for key in keys}):
            yield self._decode_term(b"{" + (record(key.encode()) or b""))

    @cached_property
    def _citing(self) -> dict[str, dict[int, list[str]]]:
        """The keys of the terms that cite each paragraph of each source."""
        return msgspec.json.decode(
            self._store.section(records.ABOUT).get(b"citing") or b"{}", type=dict[str, dict[int, list[str]]]
        )

    @cached_property
    def _index(self) -> Index:
        return Index(self._store)
