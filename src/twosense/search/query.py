"""Query: the words to search for, and filters among them.

    "quoted words"   must appear verbatim in the term's texts
    side:it          only terms with a sense of that side, in any case
    source:crm-2019  only terms with a sense that cites that source

Invariant: nothing else is special. An unclosed quote and a filter without a value are ordinary words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosense.text.fold import fold

if TYPE_CHECKING:
    from twosense.model import Term

_PART = re.compile(r'"([^"]+)"|(?<!\S)(side|source):(\S+)')


@dataclass(frozen=True)
class Query:
    """The words to rank by, and the filters to pass; sides are in lower case."""

    words: str
    phrases: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def filtered(self) -> bool:
        """Whether there is a filter."""
        return bool(self.phrases or self.sides or self.sources)

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
        return sides.issuperset(self.sides) and sources.issuperset(self.sources)


def parse_query(text: str) -> Query:
    """Parse a query. The words of a quoted phrase also count for the ranking."""
    text = re.sub("[\u201c\u201d\u201e]", '"', text)
    phrases: list[str] = []
    sides: list[str] = []
    sources: list[str] = []
    for match in _PART.finditer(text):
        if match[1]:
            phrases.append(fold(match[1]))
        elif match[2] == "side":
            sides.append(match[3].casefold())
        else:
            sources.append(match[3])
    words = _PART.sub(lambda match: f" {match[1] or ''} ", text)
    return Query(words, tuple(filter(None, phrases)), tuple(sides), tuple(sources))
