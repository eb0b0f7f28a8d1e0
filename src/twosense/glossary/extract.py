"""Extract: the terms of a merged glossary, ready to be exported.

Invariant: exporting and loading again gives a glossary with the same lookups, senses, cues and unscanned names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.glossary.schema import (
    AuthorityTable,
    CitationTable,
    FormsTable,
    GlossaryTable,
    ReferenceTable,
    SayTable,
    SenseTable,
    SideTable,
    TermTable,
)
from twosense.model import Source, Term
from twosense.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twosense.glossary.merge import Merged
    from twosense.model import Sense


class Extract:
    """The terms of a merged glossary, ready to be written to one file.

    `sides` has the label of each side that the terms use, in the order of declaration; `sources` and `authorities` have what
    they cite, by id.
    """

    def __init__(self, merged: Merged) -> None:
        self._merged = merged
        self.terms = list(merged.terms.values())
        self._keys = {fold(term.term) for term in self.terms}
        exported = [sense for term in self.terms for sense in term.senses]
        used = {sense.side for sense in exported}
        self.sides = {side: label for side, label in merged.sides.items() if side in used}
        cited = {cite.source for sense in exported for cite in sense.citations}
        self.sources: dict[str, Source] = {name: source for name, source in merged.sources.items() if name in cited}
        self.authorities: dict[str, AuthorityTable] = {
            one.id: AuthorityTable(one.title, one.publisher, one.url, one.year)
            for sense in exported
            for one in sense.authorities
        }

    def table(self) -> GlossaryTable:
        """Return the terms as the table of one glossary file."""
        sides = {side: SideTable(label) for side, label in self.sides.items()}
        return GlossaryTable(sides=sides, authorities=self.authorities, term=[self._term(term) for term in self.terms])

    def _term(self, term: Term) -> TermTable:
        key = fold(term.term)
        names = (term.term, *term.aliases, *(form for forms in term.forms.values() for form in forms))
        return TermTable(
            name=term.term,
            aliases=self._unambiguous_names(key, term.aliases),
            forms=FormsTable(**{slot: self._unambiguous_names(key, forms) for slot, forms in term.forms.items()}),
            unscanned=[
                name for name in dict.fromkeys(names) if self._owner(name) == key and fold(name) in self._merged.unscanned
            ],
            clash=term.clash,
            related=list(term.related),
            sense=list(self._senses(key, term.senses)),
        )

    def _unambiguous_names(self, key: str, names: Iterable[str]) -> list[str]:
        """Return the names that do not resolve to another of the terms: in a file, a name may belong to only one."""
        return [name for name in names if self._owner(name) == key or self._owner(name) not in self._keys]

    def _owner(self, name: str) -> str:
        return self._merged.keys.get(fold(name), (fold(name),))[0]

    def _senses(self, key: str, senses: Iterable[Sense]) -> Iterable[SenseTable]:
        """Yield the senses as tables. The senses of a side share its cues; the first one gets them."""
        cues = dict(self._merged.sense_cues.get(key, {}))
        for sense in senses:
            yield SenseTable(
                side=sense.side,
                meaning=sense.meaning,
                definition=sense.definition,
                say=SayTable(**dict(sense.say.items())),
                cites=[CitationTable(f"{cite.source}#{cite.paragraph}", cite.basis) for cite in sense.citations],
                authorities=[ReferenceTable(one.id, one.section) for one in sense.authorities],
                examples=list(sense.examples),
                cues=list(cues.pop(sense.side, ())),
            )
