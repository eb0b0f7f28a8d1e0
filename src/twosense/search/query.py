"""Query: the words to search for, and filters among them.

    "quoted words"   must appear verbatim in the term's texts
    side:it          only terms with a sense of that side, in any case
    source:crm-2019  only terms with a sense that cites that source
    layer:project    only terms with a sense of that layer
    is:sourced       only terms with a sense that cites a source; is:editorial: one that cites none
    is:mine          only terms with a sense that is not built in

Invariant: nothing else is special. An unclosed quote and a filter without a value are ordinary words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosense.paths import PACKAGED
from twosense.text.fold import fold

if TYPE_CHECKING:
    from twosense.model import Hit, Sense, Term

_PART = re.compile(r'"([^"]+)"|(?<!\S)(?:(side|source|layer):(\S+)|is:(sourced|editorial|mine)(?!\S))')
_KINDS: dict[str, Callable[[Sense], bool]] = {
    "sourced": lambda sense: bool(sense.citations),
    "editorial": lambda sense: not sense.citations,
    "mine": lambda sense: sense.layer not in PACKAGED,
}
_NAMED = 0.4  # of the characters of a meaning: a query that has so many names the term


@dataclass(frozen=True)
class Query:
    """The words to rank by, and the filters to pass; sides are in lower case."""

    words: str
    phrases: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def filtered(self) -> bool:
        """Whether there is a filter."""
        return bool(self.phrases or self.sides or self.sources or self.layers or self.kinds)

    def admits(self, term: Term) -> bool:
        """Return whether a term passes every filter."""
        if self.phrases:
            texts = [term.term, *term.aliases, *term.variants, term.clash or ""]
            for sense in term.senses:
                texts += [sense.meaning, sense.definition, *sense.say.values(), *sense.examples]
            folded = "\n".join(map(fold, texts))
            if not all(phrase in folded for phrase in self.phrases):
                return False
        sides = {sense.side.casefold() for sense in term.senses}
        sources = {cite.source for sense in term.senses for cite in sense.citations}
        layers = {sense.layer for sense in term.senses}
        return (
            sides.issuperset(self.sides)
            and sources.issuperset(self.sources)
            and layers.issuperset(self.layers)
            and all(any(map(_KINDS[kind], term.senses)) for kind in self.kinds)
        )


def parse_query(text: str) -> Query:
    """Parse a query. The words of a quoted phrase also count for the ranking."""
    text = re.sub("[\u201c\u201d\u201e]", '"', text)
    phrases: list[str] = []
    values: dict[str | None, list[str]] = {"side": [], "source": [], "layer": [], None: []}
    for match in _PART.finditer(text):
        if match[1]:
            phrases.append(fold(match[1]))
        else:
            values[match[2]].append(match[4] or (match[3].casefold() if match[2] == "side" else match[3]))
    words = _PART.sub(lambda match: f" {match[1] or ''} ", text)
    return Query(words, tuple(filter(None, phrases)), *map(tuple, values.values()))


def unknown_words(query: str, hits: Sequence[Hit]) -> str:
    """Return the words of a query that name no term, so that its hits are only near to them in meaning; "" if they name one.

    They name the best hit, too, if they are a good part of one of its meanings: "disaster" of "disaster recovery".
    """
    if not hits or hits[0].tier != "meaning":
        return ""
    asked = sum(end - start for start, end in hits[0].spans)
    return "" if asked >= _NAMED * len(hits[0].matched) else " ".join(parse_query(query).words.split())
