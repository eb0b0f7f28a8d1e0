"""The Python API: a glossary that is loaded once and queried many times. All commands but a plain lookup use it.

Invariant: a Glossary answers from the files as they were when it was loaded; its scans from the files as they were at the
first scan, for which more is compiled. Several threads may share it. It holds no open file that another process could miss.
"""

from __future__ import annotations

import os
import sys
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from twosense.build import open_layers
from twosense.model import Answer, Authority, Decision, Finding, Hit, Source, Style, Term, Threshold, Translation
from twosense.output.answers import records, text
from twosense.paths import LayerPaths
from twosense.search.highlight import highlight
from twosense.search.query import parse_query
from twosense.search.rank import SCANNED, Ranker
from twosense.search.results import Results
from twosense.store import about, view
from twosense.store.keys import finder
from twosense.text.sanitize import replace_surrogates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from twosense.scan.places import ExtractedText
    from twosense.scan.scanner import Scanner
    from twosense.search.rank import Match
    from twosense.senses.resolver import Explanation
    from twosense.store.lmdb import Store

    StrPath = str | os.PathLike[str]
    CardForm = Literal["text", "markdown", "say"]


_FILTERED = 400  # hits that a filter chooses from if there are words, too


def load(
    *, glossaries: Sequence[StrPath] = (), only: Sequence[StrPath] = (), project: bool = True, layers: Sequence[str] = ()
) -> Glossary:
    """Load all layers: built-in, user, project, and `glossaries` on top; or `only` these files.

    `layers` names the layers whose senses are used, such as "built-in"; without names, the configuration decides. Without
    `project`, no configuration of a project is looked for. Raises GlossaryError with every fault of the files.

    >>> len(load(layers=["built-in"])) < len(load())
    True
    """
    extra, alone = ([os.fspath(path) for path in paths] for paths in (glossaries, only))
    return open_glossary(LayerPaths(extra, alone, project=project, layers=layers))


def open_glossary(layer_paths: LayerPaths) -> Glossary:
    """Open the glossary whose layers are there. Raises GlossaryError with every fault of the files."""
    return Glossary(open_layers(layer_paths, view.SEARCH), layer_paths)


class Glossary:
    """Terms and their senses, ready for queries.

    >>> load().sides
    {'marketing': 'Marketing', 'it': 'IT'}
    """

    def __init__(self, store: Store, layer_paths: LayerPaths | None = None) -> None:
        self._store, self._roots = store, layer_paths
        self._find = finder(store, records.SECTION)
        self._decode = msgspec.json.Decoder(Answer).decode
        self._decode_term = msgspec.json.Decoder(Term).decode

    def lookup(self, query: str, *, suggest: bool = True) -> Answer:
        """Look a term up by headword, alias or form; case, quotes, dashes and spaces do not matter.

        If nothing is found, `found` is False and `suggestions` names the nearest headwords, unless `suggest` is False.

        >>> load().lookup("d.r.").senses[1].meaning
        'disaster recovery'
        """
        query = replace_surrogates(query)
        record = self._find(query)
        if record is None:
            return Answer(query=query, found=False, suggestions=self.suggest(query) if suggest else ())
        return self._decode(records.found(query, record))

    def search(self, query: str, *, limit: int = 10, exact: bool = False) -> list[Hit]:
        """Return the best hits for a query, best first; with `exact`, only exact headwords, aliases and forms.

        A query may hold filters: `"quoted words"`, `side:it`, `source:crm-2019`.

        >>> load().search("recovery site", limit=1)[0].term
        'DR'
        """
        return self.results(query, limit, exact=exact).hits()

    def results(self, query: str, limit: int | None = None, *, exact: bool = False) -> Results[Any]:
        """Return at most `limit` hits as `search` does, to be read in pages.

        Without a limit, they are all terms that pass if the query has filters only, else those of the few hundred best.

        >>> [hit.term for hit in load().results("side:it is:sourced", limit=2).hits()]
        ['acceptance test', 'agile']
        """
        asked = parse_query(replace_surrogates(query))
        end = None if limit is None else limit + 1
        if asked.filtered and not asked.words.strip():
            admitted = list(islice((term.term for term in self.terms if asked.admits(term)), end))
            return Results(admitted[:limit], _unranked, more=len(admitted) != len(admitted[:limit]))
        ranked = self._ranker.search(asked.words, _FILTERED if asked.filtered or end is None else end, exact)
        found = [match for match in ranked if asked.admits(self._term(match.term))] if asked.filtered else ranked
        more = len(found) != len(found[:limit]) or (asked.filtered and len(ranked) >= SCANNED)
        return Results(found[:limit], self._hit, more=more)

    def _term(self, headword: str) -> Term:
        record = self._find(headword)
        if record is None:
            raise KeyError(headword)
        return self._decode_term(b"{" + record)

    def _hit(self, match: Match) -> Hit:
        matched, spans = highlight(match, self._term(match.term))
        return Hit(term=match.term, score=match.score, matched=matched, tier=match.tier, spans=spans)

    def suggest(self, query: str) -> tuple[str, ...]:
        """Return the headwords that `query` most likely means, at most three.

        >>> load().suggest("agiel")
        ('agile',)
        """
        return self._ranker.suggest(replace_surrogates(query))

    def scan(
        self,
        source: str | os.PathLike[str],
        *,
        name: str = "",
        audience: str = "mixed",
        author: str | None = None,
        level: Threshold = "warning",
    ) -> list[Finding]:
        """Return the findings of a text (a `str`), or of the file at a path such as `pathlib.Path("brief.md")`.

        `name` is what the findings call the file; its suffix tells the markup: "note.md" is Markdown. `audience` is the side of
        the readers or "mixed", `author` the side of the author. `level` is the lowest to report: "warning", "note" for every
        mention with a sense, or "all" for ordinary uses, too. A text that is not English has no findings.
        Raises FileError for a file that is not a text, or whose comments take too long to find, and UsageError for a side that
        is not declared.

        >>> [(one.line, one.surface) for one in load().scan("The DR is cut this quarter.")]
        [(1, 'DR')]
        """
        from twosense.scan.input import read_source
        from twosense.scan.text_file import File

        data: bytes | ExtractedText
        if isinstance(source, str):
            data = replace_surrogates(source).encode()
        else:
            name = name or os.fspath(source)
            data = read_source(File(os.fspath(source), named=True), name) or b""
        reporter = self.scanner.reporter(audience, author, level)
        return list(self.scanner.scan(replace_surrogates(name), data, reporter) or ())

    def explain(self, source: str, line: int, column: int = 0, *, name: str = "") -> list[Explanation]:
        """Return why each mention on a line of a text is read as it is, or the one at a column; both count from 1.

        `name` tells the markup by its suffix. Raises FileError if the comments of source code take too long to find.

        >>> [why.reading.side for why in load().explain("The DR site failed over.", line=1)]
        ['it']
        """
        from twosense.scan.places import Places, is_at

        data = replace_surrogates(source).encode()
        places = Places(data)
        explained = self.scanner.explain(name, data, lambda first, last: is_at(places.at(first, last), line, column))
        return [why for _, _, why in explained]

    def translate(
        self,
        source: str,
        *,
        reader: str = "mixed",
        author: str | None = None,
        style: Style = "gloss",
        name: str = "",
        headings: bool = False,
        unpin: bool = False,
        decisions: Mapping[int, Decision] | None = None,
    ) -> Translation:
        """Return a text rewritten for readers of a side, or "mixed": its edits, the questions that are left, and the new text.

        Offsets count characters. `style` is "gloss" (the meaning once, after the word), "expand" (at every mention) or
        "replace" (by a safe wording). `name` tells the markup by its suffix. With `unpin`, marks such as `DR{it}` are dropped.
        `decisions` answers questions, by their offsets. `twosense.translate.edits` has `apply`, which makes some of the edits
        only, and `undo`. Raises UsageError for a side that is not declared.

        >>> load().translate("The DR site failed over in four hours.", reader="marketing").text
        'The DR site (DR: disaster recovery) failed over in four hours.'
        """
        from twosense.translate.translator import Translator

        translator = Translator(self.scanner, reader, author, style)
        return translator.translate(name, replace_surrogates(source), headings=headings, unpin=unpin, decisions=decisions or {})

    def pin(
        self, source: str, *, name: str = "", headings: bool = False, decisions: Mapping[int, Decision] | None = None
    ) -> Translation:
        """Return a text with marks such as `DR{it}` behind the words whose sense it shows, as edits, and the questions left.

        `name` tells the markup by its suffix. `decisions` answers questions, by their offsets. Raises FileError for a markup
        in which braces hold code.

        >>> load().pin("The DR site failed over in four hours.").text
        'The DR{it} site failed over in four hours.'
        """
        from twosense.translate.pinner import Pinner

        text = replace_surrogates(source)
        return Pinner(self.scanner).pin(name, text, headings=headings, decisions=decisions)

    def unpin(self, source: str, *, name: str = "") -> Translation:
        """Return a text without marks such as `DR{it}`, and otherwise as it is, with the edits that do so.

        >>> load().unpin("The DR{it} site failed over in four hours.").text
        'The DR site failed over in four hours.'
        """
        from twosense.translate.pinner import Pinner

        return Pinner(self.scanner).unpin(name, replace_surrogates(source))

    @cached_property
    def scanner(self) -> Scanner:
        """The scanner of this glossary, for callers that want more of a text than its findings."""
        from twosense.scan.scanner import Scanner

        return Scanner(open_layers(self._roots, view.SCAN) if self._roots else self._store)

    def __len__(self) -> int:
        """Return the number of terms."""
        return self._store.count(records.SECTION)

    def headwords(self, first: int = 0, count: int | None = None) -> list[str]:
        """Return the headwords in the order of `terms`: `count` of them from number `first`, without decoding anything else.

        >>> load().headwords(count=2)
        ['A/B test', 'above the fold']
        """
        entries = islice(self._store.items(text.SECTION), first, None if count is None else first + count)
        return [text.headword(record) for _, record in entries]

    def card(self, term: str, form: CardForm = "text") -> str:
        """Return an answer to paste elsewhere; "" if there is no such term.

        `form` is "text" (one line a paragraph, for the other program to wrap), "markdown", or "say" (the wordings, one a line).

        >>> load().card("DR", "say").splitlines()[2]
        'IT: disaster recovery'
        """
        if form == "text":
            record = finder(self._store, text.SECTION)(term)
            return "" if record is None else text.render(record, sys.maxsize, colour=False, side_by_side=False)
        answer = self.lookup(term, suggest=False)
        if not answer.found:
            return ""
        if form == "markdown":
            from twosense.output.answers import markdown

            return markdown.render(self._term(term), self.sides)
        from twosense.output.wordings import render_wordings

        return render_wordings(answer.senses, self.sides)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """All terms, in the order of their folded headwords."""
        return tuple(self._decode_term(b"{" + record) for _, record in self._store.items(records.SECTION))

    @cached_property
    def sides(self) -> dict[str, str]:
        """The label of each side, in the order of their declaration."""
        return about.sides_of(self._store)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The articles that senses cite."""
        return about.sources_of(self._store)

    @cached_property
    def authorities(self) -> dict[Authority, list[str]]:
        """The authorities that senses name, each with its section, by title; and the headwords of these senses."""
        found: dict[Authority, list[str]] = {}
        for term in self.terms:
            for one in dict.fromkeys(one for sense in term.senses for one in sense.authorities):
                found.setdefault(one, []).append(term.term)
        return dict(sorted(found.items(), key=lambda item: (item[0].title, item[0].id, item[0].section or "")))

    @cached_property
    def source_ids(self) -> tuple[str, ...]:
        """The ids of all articles and authorities, articles first."""
        return tuple(dict.fromkeys([*(one.id for one in self.sources), *(one.id for one in self.authorities)]))

    def citing(self, source: str, paragraph: int | None = None) -> Iterator[Term]:
        """Yield the terms that cite a source, or one paragraph of it, in the order of their folded headwords.

        >>> [term.term for term in load().citing("crm-2019", 10)]
        ['agile', 'DR', 'the business']
        """
        keys = self._citing.get(source, {})
        record = self._store.section(records.SECTION).get
        for key in keys.get(paragraph, ()) if paragraph else sorted({key for keys in keys.values() for key in keys}):
            yield self._decode_term(b"{" + (record(key.encode()) or b""))

    @cached_property
    def _citing(self) -> dict[str, dict[int, list[str]]]:
        return about.citing_of(self._store)

    @cached_property
    def _ranker(self) -> Ranker:
        return Ranker(self._store)


def _unranked(term: str) -> Hit:
    """Return the hit of a query that has filters only."""
    return Hit(term=term, score=100.0, matched=term, tier="exact")
