"""Lookup: from a query to what a face compiled for its term, by headword, alias or form.

Invariant: a query finds the term whose headword, alias or form folds to the same key, and no other.
"""

from __future__ import annotations

from twosense.characters import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from twosense.glossary.layers import Merged
    from twosense.store import Row, Store

SECTION = b"alias"
_KINDS = {"alias": b"a", "form": b"f"}


def compile(merged: Merged) -> Iterator[Row]:
    """The section `alias`: the key of every alias and form, to the kind it is and the key of its term."""
    for key in sorted(merged.keys):
        owner, kind = merged.keys[key]
        yield SECTION, key.encode(), _KINDS[kind] + owner.encode()


def finder(store: Store, section: bytes) -> Callable[[str], bytes | None]:
    """A function from a query to the bytes that `section` holds for its term, or None."""
    by_headword = store.section(section).get
    by_other = store.section(SECTION).get

    def find(query: str) -> bytes | None:
        key = fold(query).encode("utf-8", "replace")
        if not key:
            return None
        found = by_headword(key)
        if found is None:
            owner = by_other(key)
            if owner is not None:
                return by_headword(owner[1:])
        return found

    return find
