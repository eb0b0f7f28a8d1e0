"""Layered term: a term while its layers are being merged, and the `Term` that it makes.

Invariant: what a later layer says comes after, or in place of, what an earlier one says; nothing is lost unless it is hidden.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from twosense.model import Citation, Sense, Term
from twosense.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from twosense.glossary.schema import CitationTable, SenseTable, TermTable
    from twosense.model import Authority, Passage, Source


class LayeredTerm:
    """A term. `senses` has each sense with its layer, by its identity."""

    __slots__ = ("aliases", "clash", "forms", "name", "related", "senses", "unscanned")

    def __init__(self, term: TermTable) -> None:
        self.name = term.name
        self.aliases = term.aliases
        self.forms = term.forms.by_slot()
        self.unscanned = term.unscanned
        self.related = term.related
        self.clash = term.clash
        self.senses: dict[tuple[str, str], tuple[str, SenseTable]] = {}

    def all_forms(self) -> list[str]:
        """Return the forms of all slots."""
        return [form for of_slot in self.forms.values() for form in of_slot]

    def add(self, term: TermTable) -> None:
        """Add what a later layer says about the term itself."""
        self.aliases = _union(self.aliases, term.aliases)
        for slot, forms in term.forms.by_slot().items():
            self.forms[slot] = _union(self.forms.get(slot, []), forms)
        self.unscanned = _union(self.unscanned, term.unscanned)
        self.related = _union(self.related, term.related)
        self.clash = term.clash or self.clash

    def merged(
        self,
        senses: Iterable[tuple[str, SenseTable]],
        names: Mapping[str, str],
        passages: Mapping[str, tuple[Source, Passage]],
        authorities: Mapping[str, Authority],
    ) -> Term:
        """Return the term with these senses; `names` has the headword that each key finds."""
        return Term(
            term=self.name,
            aliases=tuple(self.aliases),
            forms={slot: tuple(forms) for slot, forms in self.forms.items()},
            senses=tuple(
                Sense(
                    side=sense.side,
                    meaning=sense.meaning,
                    definition=sense.definition or "",
                    say=sense.say.by_slot(),
                    layer=layer,
                    citations=tuple(_citation(cite, passages) for cite in sense.cites),
                    authorities=tuple(replace(authorities[one.id], section=one.section) for one in sense.authorities),
                    examples=tuple(sense.examples),
                )
                for layer, sense in senses
            ),
            clash=self.clash,
            related=tuple(dict.fromkeys(names[key] for key in map(fold, self.related) if key in names)),
        )


def _union(texts: list[str], more: list[str]) -> list[str]:
    return [*dict.fromkeys((*texts, *more))]


def _citation(cite: CitationTable, passages: Mapping[str, tuple[Source, Passage]]) -> Citation:
    source, passage = passages[cite.passage]
    return Citation(
        source=source.id,
        title=source.title,
        author=source.author,
        publisher=source.publisher,
        date=source.date,
        paragraph=passage.paragraph,
        basis=cite.basis,
    )
