"""Search: from a query to ranked hits.

Invariant: a headword, an alias or a form always finds its own term first.
"""

from __future__ import annotations

from twosense.characters import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from twosense.glossary.layers import Merged
    from twosense.model import Tier
    from twosense.store import Row, Store

    Found = tuple[str, float, str, Tier]  # the fields of a `Hit`, whose type would cost a missed lookup the import of msgspec

SECTION = b"search"
_FLOOR = 60  # below it, what rapidfuzz finds is rarely what was meant
_SEPARATOR = "\n"
SUGGESTIONS = 3


def compile(merged: Merged) -> Iterator[Row]:
    """The section `search`: every headword, alias and form with the headword of its term and its kind, as two lists."""
    names = [(term.term, term.term, "exact") for term in merged.terms.values()]
    names += [(text, term.term, "alias") for term in merged.terms.values() for text in term.aliases]
    names += [(text, term.term, "form") for term in merged.terms.values() for text in term.forms]
    yield SECTION, b"names", _SEPARATOR.join(name for name, _, _ in names).encode()
    yield SECTION, b"terms", _SEPARATOR.join(term for _, term, _ in names).encode()
    yield SECTION, b"kinds", _SEPARATOR.join(kind for _, _, kind in names).encode()


class Index:
    """What there is to be found."""

    def __init__(self, store: Store) -> None:
        get = store.section(SECTION).get
        self._names, self._terms, self._kinds = (
            (get(key) or b"").decode().split(_SEPARATOR) for key in (b"names", b"terms", b"kinds")
        )
        self._keys = [fold(name) for name in self._names]

    def search(self, query: str, limit: int = 10, exact: bool = False) -> list[Found]:
        """The best hits for a query, the best first; with `exact`, only headwords, aliases and forms as they are."""
        key = fold(query)
        if not key:
            return []
        hits: dict[str, Found] = {}

        def add(place: int, score: float, tier: Tier) -> None:
            hits.setdefault(self._terms[place], (self._terms[place], round(score, 1), self._names[place], tier))

        for place, name in enumerate(self._keys):
            if name == key:
                add(place, 100.0, self._kinds[place])  # type: ignore[arg-type]
        if not exact:
            for place, name in enumerate(self._keys):
                if name.startswith(key):
                    add(place, 80 + 19 * len(key) / len(name), "prefix")
            from rapidfuzz.distance.OSA import normalized_similarity
            from rapidfuzz.process import extract

            near = extract(key, self._keys, scorer=normalized_similarity, score_cutoff=_FLOOR / 100, limit=5 * limit)
            for _, similarity, place in near:
                add(place, 80 * similarity, "spelling")
        return sorted(hits.values(), key=lambda hit: -hit[1])[:limit]

    def suggest(self, query: str) -> tuple[str, ...]:
        """The headwords somebody who typed `query` most likely meant, at most three."""
        return tuple(term for term, *_ in self.search(query, limit=SUGGESTIONS))
