"""The answers of the glossary service: what a search, a lookup and an article have, as messages to a screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

if TYPE_CHECKING:
    from twosense.errors import TwosenseError
    from twosense.model import Answer, Source


class ListEntry(NamedTuple):
    """An entry of the list: a headword, what of it matched the query, the matched characters of that, and its meanings.

    The meanings have a text for each side that has any, in the order of the sides.
    """

    term: str
    matched: str
    spans: tuple[tuple[int, int], ...] = ()
    meanings: Mapping[str, str] = MappingProxyType({})


class ListPage(NamedTuple):
    """The entries in the list, the index of the first among all headwords or hits, and how many there are in total.

    `more`: there are more hits than `total`. `tier` is that of the best hit. `unknown` has the words of the query that name no
    term, if the hits are only near to them in meaning. `is_sentence`: the query is no name that a term could have.
    """

    query: str
    entries: Sequence[ListEntry]
    first: int
    total: int
    more: bool = False
    tier: str = ""
    unknown: str = ""
    is_sentence: bool = False


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
    """The results of a query, which of them to select, the entry of that one, and the side that the query meant, if any."""

    page: ListPage
    selected: int
    answer: Answer | None
    side: str = ""


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
