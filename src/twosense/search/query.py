"""Query: the words to search for, and filters among them, in any order and case.

    "quoted words"   must appear verbatim in the term's texts
    side:it          only terms with a sense of that side
    source:crm-2019  only terms with a sense that cites that source, an article or an authority
    layer:project    only terms with a sense of that layer
    is:sourced       only terms with a sense that cites an article; is:authority: one that cites a public authority
    is:editorial     only terms with a sense that cites neither
    is:mine          only terms with a sense that is not built in

Filters of different kinds look for one sense: `side:it is:sourced` finds the terms whose IT sense cites an article. Of one
kind, each may have a sense of its own: `side:it side:marketing` finds the terms of both sides.

Invariant: nothing else is special. An unclosed quote and a filter without a value are ordinary words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, product
from typing import TYPE_CHECKING, NamedTuple

from twosense.paths import PACKAGED
from twosense.search.texts import texts_of
from twosense.text.fold import fold

if TYPE_CHECKING:
    from twosense.model import Hit, Sense, Term

_PART = re.compile(r'"(?P<phrase>[^"]+)"|(?<![^\s"])(?P<kind>side|source|layer|is):(?P<value>[^\s"]+)', re.IGNORECASE)
_CURLY = str.maketrans("\u201c\u201d\u201e", '"""')
_CITING: dict[str, Callable[[Sense], bool]] = {
    "sourced": lambda sense: bool(sense.citations),
    "authority": lambda sense: bool(sense.authorities),
    "editorial": lambda sense: sense.is_editorial,
}
_MINE = "mine"
IS = (*_CITING, _MINE)  # what may follow `is:`
_LONGEST_NAME = 5  # words: no term of the packaged layers has a longer name
_NAMED = 0.4  # of the characters of a meaning: a query with this share of them names the term


class Filter(NamedTuple):
    """A filter: what of a sense it looks at, and the value that it wants there; `side:IT` is ("side", "it")."""

    kind: str
    value: str

    def admits(self, sense: Sense) -> bool:
        """Return whether a sense passes."""
        match self.kind:
            case "side":
                return sense.side.casefold() == self.value
            case "source":
                ids = *(cite.source for cite in sense.citations), *(one.id for one in sense.authorities)
                return self.value in map(str.casefold, ids)
            case "layer":
                return sense.layer == self.value
            case "citing":
                return _CITING[self.value](sense)
            case "owner":
                return sense.layer not in PACKAGED
        return False  # `is:` and another word


@dataclass(frozen=True)
class Query:
    """The words to rank by, and the phrases and filters to pass."""

    words: str
    phrases: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()

    @property
    def filtered(self) -> bool:
        """Whether there is something to pass."""
        return bool(self.phrases or self.filters)

    def values(self, kind: str) -> list[str]:
        """Return the values of the filters of a kind."""
        return [one.value for one in self.filters if one.kind == kind]

    def admits(self, term: Term) -> bool:
        """Return whether a term has every phrase, and for each choice of one filter of every kind a sense that passes it."""
        if self.phrases:
            folded = "\n".join(map(fold, chain.from_iterable(texts_of(term))))
            if not all(phrase in folded for phrase in self.phrases):
                return False
        # However many choices there are, the first that fails is the last one tried.
        return all(
            any(all(one.admits(sense) for one in choice) for sense in term.senses)
            for choice in product(*self._by_kind.values())
        )

    @cached_property
    def _by_kind(self) -> dict[str, list[Filter]]:
        return {one.kind: [other for other in self.filters if other.kind == one.kind] for one in self.filters}


def parse_query(text: str) -> Query:
    """Parse a query. The words of a quoted phrase also count for the ranking."""
    phrases = [fold(match["phrase"]) for match in _parts(text) if match["phrase"]]
    filters = dict.fromkeys(_filter(match) for match in _parts(text) if not match["phrase"])
    words = _PART.sub(lambda match: f" {match['phrase'] or ''} ", text.translate(_CURLY))
    return Query(words, tuple(filter(None, phrases)), tuple(filters))


def without(text: str, filters: Collection[Filter]) -> str:
    """Return a query without these filters; the rest of it stays as it was typed."""
    kept, done = [], 0
    for match in _parts(text):
        if not match["phrase"] and _filter(match) in filters:
            kept.append(text[done : match.start()].rstrip())
            done = match.end()
    return "".join((*kept, text[done:])).strip()


def _parts(text: str) -> Iterator[re.Match[str]]:
    return _PART.finditer(text.translate(_CURLY))


def _filter(match: re.Match[str]) -> Filter:
    kind, value = match["kind"].casefold(), match["value"].casefold()
    if kind == "is" and value in IS:
        kind = "owner" if value == _MINE else "citing"
    return Filter(kind, value)


def is_sentence(query: str) -> bool:
    """Return whether a query describes something: it is too long to be the name of a term, or it ends as a sentence does."""
    words = parse_query(query).words.split()
    return len(words) > _LONGEST_NAME or (len(words) > 2 and words[-1].endswith((".", "?", "!")))


def unknown_words(query: str, hits: Sequence[Hit]) -> str:
    """Return the words of a query that name no term, so that its hits are only near to them in meaning; "" if they name one.

    They name the best hit, too, if they are a good part of one of its meanings or wordings: "disaster" of "disaster recovery".
    """
    if not hits or hits[0].tier != "meaning":
        return ""
    asked = sum(end - start for start, end in hits[0].spans)
    return "" if asked >= _NAMED * len(hits[0].matched) else " ".join(parse_query(query).words.split())
