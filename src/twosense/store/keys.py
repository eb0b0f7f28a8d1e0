"""Find what was compiled for a term, by headword, alias or form.

Invariant: a query finds the term that has a headword, alias or form with the same key, and no other term.
"""

from __future__ import annotations

from twosense.text.fold import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from twosense.glossary.merge import Merged
    from twosense.store.lmdb import Row, Store

SECTION = b"alias"
_KINDS = {"alias": b"a", "form": b"f"}


def compile_rows(merged: Merged) -> Iterator[Row]:
    """Compile the section `alias`: the key of each alias and form, to its kind and the key of its term."""
    for key in sorted(merged.keys):
        owner, kind = merged.keys[key]
        yield SECTION, key.encode(), _KINDS[kind] + owner.encode()


def finder(store: Store, section: bytes) -> Callable[[str], bytes | None]:
    """Return a function from a query to the bytes that `section` holds for its term, or None."""
    find_term = term_finder(store, section)

    def find(query: str) -> bytes | None:
        found = find_term(query)
        return found and found[1]

    return find


def term_finder(store: Store, section: bytes) -> Callable[[str], tuple[bytes, bytes] | None]:
    """Return a function from a query to the key of its term and the bytes that `section` holds for it, or None."""
    by_headword = store.section(section).get
    by_other = store.section(SECTION).get

    def find_term(query: str) -> tuple[bytes, bytes] | None:
        key = fold(query).encode("utf-8", "replace")
        if not key:
            return None
        found = by_headword(key)
        if found is None:
            owner = by_other(key)
            if owner is None:
                return None
            key = owner[1:]
            found = by_headword(key)
        return None if found is None else (key, found)

    return find_term
