"""Reader: read the compiled search index, key by key.

Invariant: nothing is loaded before a query needs it.
"""

from __future__ import annotations

from array import array

from twosense.search.index import SECTION, SEPARATOR, index_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from twosense.store.lmdb import Store


class IndexReader:
    """The keys and values of an index; `size` is the number of headwords, at least 1."""

    def __init__(self, store: Store) -> None:
        self.get = store.section(SECTION).get
        self.scan = store.prefix_scanner(SECTION)
        self.size = max(1, int.from_bytes(self.get(b"#") or b"", "big"))

    def numbers(self, kind: bytes, text: str) -> array[int]:
        """Return the numbers under a key of this kind; none if there is no such key."""
        numbers = array("I")
        value = self.get(index_key(kind, text))
        if value:
            numbers.frombytes(value)
        return numbers

    def name(self, number: int) -> tuple[str, str, str]:
        """Return the kind of a name, the name, and its headword."""
        kind, name, headword = "", "", ""
        value = self.get(b"n" + number.to_bytes(4, "big"))
        if value:
            text = value.decode()
            kind = text[0]
            name, headword = text[1:].split(SEPARATOR)
        return kind, name, headword or name

    def words(self, key: bytes) -> list[str]:
        """Return the words under a key; none if there is no such key."""
        value = self.get(key)
        return value.decode().split("\n") if value else []
