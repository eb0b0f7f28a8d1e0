"""Store bytes by section and key, in an LMDB file or in dicts with the same interface.

Invariant: a store never changes once it is written, and several threads may read it at once. Its file stays open as long as
somebody uses the store or a section of it; then it is closed, unless it is the first of the process. A key has 1 to 511 bytes,
LMDB's limit: a longer one is never found, and an empty one must not be asked for.
"""

from __future__ import annotations

import os
from _thread import allocate_lock  # built in; `threading` takes a lookup too long to import

import lmdb

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Protocol

    Row = tuple[bytes, bytes, bytes]
    PrefixScan = Callable[[bytes, int], list[tuple[bytes, bytes]]]

    class Section(Protocol):
        """The part of a store that one module compiled."""

        def get(self, key: bytes, /) -> bytes | None:
            """Return the bytes of a key, or None."""

    class Store(Protocol):
        """The interface of both kinds of store."""

        def section(self, name: bytes) -> Section:
            """Return the section of that name; it is empty if nothing was compiled into it."""

        def items(self, name: bytes) -> Iterator[tuple[bytes, bytes]]:
            """Iterate over the keys and values of a section, in the order of the keys' bytes."""

        def prefix_scanner(self, name: bytes) -> PrefixScan:
            """Return a function of a prefix and a limit: the first (key, value) pairs whose key begins with the prefix."""

        def count(self, name: bytes) -> int:
            """Return the number of keys of a section."""


_MAX_SECTIONS = 16
_BATCH = 4096  # rows in one transaction
# Bytes of address space while a file is written; doubled when it is full. The address space of a process may be limited.
_MAP = 1 << 24
_opened: dict[str, Callable[[], lmdb.Environment | None]] = {}  # by path; LMDB refuses to open a file twice in one process
_opening = allocate_lock()


class MemoryStore:
    """A store in dicts, for a run that cannot keep a file."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._sections: dict[bytes, dict[bytes, bytes]] = {}
        for section, key, value in rows:
            self._sections.setdefault(section, {})[key] = value

    def section(self, name: bytes) -> Section:
        """Return the section of that name."""
        return self._sections.get(name, {})

    def items(self, name: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Iterate over the keys and values of a section."""
        return iter(sorted(self._sections.get(name, {}).items()))

    def prefix_scanner(self, name: bytes) -> PrefixScan:
        """Return a function that finds the keys of a section with a common prefix."""
        from bisect import bisect_left

        section = self._sections.get(name, {})
        keys = sorted(section)

        def scan(prefix: bytes, limit: int) -> list[tuple[bytes, bytes]]:
            first = bisect_left(keys, prefix)
            return [(key, section[key]) for key in keys[first : first + limit] if key.startswith(prefix)]

        return scan

    def count(self, name: bytes) -> int:
        """Return the number of keys of a section."""
        return len(self._sections.get(name, {}))


class FileStore:
    """A store in an LMDB file, mapped into memory and read in place."""

    def __init__(self, environment: lmdb.Environment) -> None:
        self._environment = environment
        self._sections: dict[bytes, Section] = {}

    def section(self, name: bytes) -> Section:
        """Return the section of that name. Its `get` is LMDB's own: 0.6 microseconds for each key."""
        section = self._sections.get(name)
        if section is None:
            with _opening:
                try:
                    database = self._environment.open_db(name, create=False)
                    section = self._environment.begin(db=database)
                    section.stat()  # finds the root; from here on, reading changes nothing that threads share
                except lmdb.NotFoundError:
                    section = {}
                section = self._sections.setdefault(name, section)
        return section

    def items(self, name: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Iterate over the keys and values of a section."""
        section = self.section(name)
        return iter(section.cursor()) if isinstance(section, lmdb.Transaction) else iter(())

    def prefix_scanner(self, name: bytes) -> PrefixScan:
        """Return a function that finds the keys of a section with a common prefix."""
        section = self.section(name)
        if not isinstance(section, lmdb.Transaction):
            return lambda prefix, limit: []

        idle = [section.cursor()]  # a cursor moves, so no two threads may use one at a time

        def scan(prefix: bytes, limit: int) -> list[tuple[bytes, bytes]]:
            found: list[tuple[bytes, bytes]] = []
            try:
                cursor = idle.pop()
            except IndexError:
                cursor = section.cursor()
            if cursor.set_range(prefix) and cursor.key().startswith(prefix):
                for key, value in cursor:
                    if len(found) == limit or not key.startswith(prefix):
                        break
                    found.append((key, value))
            idle.append(cursor)
            return found

        return scan

    def count(self, name: bytes) -> int:
        """Return the number of keys of a section."""
        section = self.section(name)
        return int(section.stat()["entries"]) if isinstance(section, lmdb.Transaction) else 0


def open_file(path: str) -> FileStore:
    """Return the store in a file. Raises lmdb.Error if it is not an LMDB file for this kind of machine."""
    with _opening:
        known = _opened.get(path)
        environment = known() if known else None
        if environment is None:
            for closed in [other for other, known in _opened.items() if known() is None]:
                del _opened[closed]
            # No lock file: the file is complete before anybody learns its name, and nobody writes to it again.
            environment = lmdb.open(
                os.fsencode(path), subdir=False, readonly=True, create=False, lock=False, readahead=False, max_dbs=_MAX_SECTIONS
            )
            _opened[path] = _reference(environment)
    return FileStore(environment)


def _reference(environment: lmdb.Environment) -> Callable[[], lmdb.Environment | None]:
    """Return a weak reference. The first file of a process stays open: a lookup has no other, and `weakref` takes it 1.4 ms."""
    if not _opened:
        return lambda: environment
    from weakref import ref

    return ref(environment)


def opened() -> list[str]:
    """Return the paths of the files that this process has open."""
    return [path for path, known in _opened.items() if known() is not None]


def discard(path: str) -> None:
    """Close an open file, and remove it. Nobody may use its stores again. Raises OSError if it cannot be removed."""
    from contextlib import suppress

    environment = _opened.pop(path)()
    if environment is not None:
        environment.close()  # some systems want that before the file can be removed
    with suppress(FileNotFoundError):
        os.unlink(path)


def write_file(path: str, rows: Iterable[Row]) -> None:
    """Write a new LMDB file, and flush it to disk.

    Rows of one section must follow one another; sorted keys are written fastest. Raises lmdb.Error or OSError, and then leaves
    an incomplete file behind.
    """
    from itertools import groupby, islice
    from operator import itemgetter

    environment = lmdb.open(
        os.fsencode(path), subdir=False, create=True, mode=0o600, lock=False, map_size=_MAP, max_dbs=_MAX_SECTIONS, sync=False
    )
    try:
        size = _MAP
        for name, of_section in groupby(rows, itemgetter(0)):
            database = environment.open_db(name)
            pairs = ((key, value) for _, key, value in of_section)
            # One transaction for each batch: a single one would keep every page of the file in memory until it ends.
            while batch := list(islice(pairs, _BATCH)):
                while True:
                    try:
                        with environment.begin(db=database, write=True) as transaction:
                            transaction.cursor().putmulti(batch)
                        break
                    except lmdb.MapFullError:
                        size *= 2
                        environment.set_mapsize(size)
        environment.sync(True)
    finally:
        environment.close()
