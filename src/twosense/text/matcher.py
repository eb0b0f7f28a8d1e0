"""Matcher: find where any of many byte strings, or expressions, end in a text, in one pass.

It uses Hyperscan, at 330 to 1,800 MB/s, which can store what it compiled: 100,000 strings take five seconds to compile and
none to load. On platforms without a Hyperscan wheel it falls back to `re`: same results, slower.
Invariant: every occurrence is found, including overlapping ones, in the order of their ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

try:
    import hyperscan
except ImportError:
    hyperscan = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    End = tuple[int, int]  # where an occurrence ends, and the number of its pattern

# With up to 250 strings, none shorter than four bytes, Hyperscan chooses a four-byte stride, which is 2.5 times slower (40 sets
# of 60 to 250 strings: 290-550 against 810-1,780 MB/s). One shorter string avoids this.
_SHORT = b"\1\1\1"
_BLOCK = 1 << 16  # bytes; the occurrences in a text of 16 MiB may take 1 GB


class Matcher(Protocol):
    """Finds its patterns in texts."""

    def packed(self) -> bytes:
        """Return the compiled patterns for this kind of processor; b"" if they cannot be stored."""

    def ends(self, text: bytes) -> list[End]:
        """Return where each occurrence ends, and the number of its pattern."""


def matcher(patterns: Sequence[bytes], packed: bytes | None = None, *, literal: bool = True) -> Matcher:
    """Return a matcher of byte strings, or of expressions of a fixed length unless `literal`.

    `packed` is what `packed()` gave for the same patterns, perhaps on another machine. Without it they are compiled.
    """
    if hyperscan is None:
        return ReMatcher(patterns, literal=literal)
    return HyperscanMatcher(patterns, packed, literal=literal)


def blocks(patterns: Matcher, text: bytes, longest: int) -> Iterator[tuple[int, list[End]]]:
    """Yield the occurrences in a text block by block: where the block ends, and what ends in it.

    `longest` is the length of the longest pattern.
    """
    for start in range(0, len(text), _BLOCK):
        first = max(0, start - longest + 1)
        ends = patterns.ends(text[first : start + _BLOCK])
        yield min(start + _BLOCK, len(text)), [(first + end, number) for end, number in ends if first + end > start]


class HyperscanMatcher:
    """Finds patterns with Hyperscan. Several threads may use it."""

    def __init__(self, patterns: Sequence[bytes], packed: bytes | None = None, *, literal: bool = True) -> None:
        self._count = len(patterns)
        self._database = _unpacked(packed) if packed else None
        if patterns and self._database is None:
            every = [*patterns, _SHORT] if literal else patterns
            self._database = hyperscan.Database()
            self._database.compile(every, literal=literal)

    def packed(self) -> bytes:
        """Return the compiled patterns for this kind of processor."""
        return hyperscan.dumpb(self._database) if self._database else b""

    def ends(self, text: bytes) -> list[End]:
        """Return where each occurrence ends, and the number of its pattern."""
        found: list[End] = []
        add, count = found.append, self._count

        def note(pattern: int, _start: int, end: int, _flags: int, _context: object) -> None:
            if pattern < count:
                add((end, pattern))

        if self._database:
            # A scratch for each call, because another thread may be scanning: half a microsecond.
            self._database.scan(text, match_event_handler=note, scratch=self._database.scratch.clone())
        return found


def _unpacked(packed: bytes) -> hyperscan.Database | None:
    """Return the stored patterns, or None if they are for another version of Hyperscan or another kind of processor."""
    try:
        database = hyperscan.loadb(packed, hyperscan.HS_MODE_BLOCK)
        database.scratch = hyperscan.Scratch(database)
    except hyperscan.error:
        return None
    return database


class ReMatcher:
    """Finds patterns with the standard library's `re`: some 3 MB/s with 100 strings."""

    def __init__(self, patterns: Sequence[bytes], *, literal: bool = True) -> None:
        import re

        self._number = {pattern: number for number, pattern in enumerate(patterns)}
        if literal:
            # At each offset the longest string; the others that match there are its prefixes.
            tree = _tree(self._number)
            self._expressions = [re.compile(rb"(?=(%b))" % tree)] if patterns else []
        else:
            self._expressions = [re.compile(rb"(?=(%b))" % pattern) for pattern in patterns]
        self._literal = literal

    def packed(self) -> bytes:
        """Return b"": `re` cannot store what it compiled."""
        return b""

    def ends(self, text: bytes) -> list[End]:
        """Return where each occurrence ends, and the number of its pattern."""
        found: list[End] = []
        for number, expression in enumerate(self._expressions):
            for match in expression.finditer(text):
                start, end = match.span(1)
                if self._literal:
                    prefixes = ((at, self._number.get(text[start:at])) for at in range(start + 1, end + 1))
                    found += [(at, which) for at, which in prefixes if which is not None]
                else:
                    found.append((end, number))
        return sorted(found)


def _tree(strings: Iterable[bytes]) -> bytes:
    """Return an expression for the longest of these strings that shares their common beginnings, so that it fails early.

    It nests where strings part, not at each byte: a single name may have 511 of them.
    """
    import re

    branches: dict[bytes, list[bytes]] = {}
    ends_here = False
    for string in strings:
        if string:
            branches.setdefault(string[:1], []).append(string)
        else:
            ends_here = True
    options = []
    for _, alike in sorted(branches.items()):
        low, high = min(alike), max(alike)  # what these two share, all that sort between them share
        length = next((at for at, (one, other) in enumerate(zip(low, high, strict=False)) if one != other), len(low))
        options.append(re.escape(low[:length]) + _tree([string[length:] for string in alike]))
    if not options:
        return b""
    return rb"(?:%b)%b" % (b"|".join(options), b"?" if ends_here else b"")
