"""View: the compiled glossary, all layers merged, kept in the cache folder; found, checked and opened here.

A view is two files. The *data* is an LMDB file under a name used once, never changed. The *head* names the data and its
length, and lists every file and folder that was read on the way with its size and time; it is put in place by a rename,
last, so that a view is there whole or not at all. The head is named after the roots: which glossaries were asked for.

Invariant: what `open_view` returns answers as the glossaries stood when it was called, whatever the cache folder holds.
A cache file is trusted like program code, since LMDB serves a flipped byte unseen: own folder, own files, nobody else may
write there; and a truncated file, which would kill its reader with SIGBUS, is told by its length before it is mapped.
"""

from __future__ import annotations

import os

from twosense import __version__, config

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosense.store import FileStore, Store

FORMAT = "33"  # raise it whenever a section's keys or bytes change their meaning
# What a view is for: whoever looks a word up for the first time does not wait for what only a scan needs, and the reverse.
LOOKUP, SCAN = "lookup", "scan"
_MAGIC = f"twosense view {FORMAT} of {__version__}"
_KEEP_ALIVE_S = 7 * 86400  # a view in use touches its head this often, so that `build` can tell one unused for long


def name(roots: config.Roots, use: str = LOOKUP) -> str:
    """16 hexadecimal digits, the same for the same roots and use in every process (64-bit FNV-1a: no import)."""
    value = 0xCBF29CE484222325
    paths = (_MAGIC, use, roots.builtin or "", roots.user or "", roots.project or "", *map(os.path.abspath, roots.extra))
    for byte in os.fsencode("\0".join(paths)):
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def folder() -> str:
    """Where views are kept."""
    return os.path.join(config.cache_folder(), "views")


def is_ours(status: os.stat_result) -> bool:
    """Whether a file or folder belongs to this user and nobody else may write to it."""
    return os.name == "nt" or (status.st_uid == os.geteuid() and not status.st_mode & 0o022)


def stamp(path: str) -> str:
    """The size and time of a file, or "-" where there is none: what tells that it has been touched."""
    try:
        status = os.stat(path)
    except OSError:
        return "-"
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"


def write_head(data: str, length: int, stamps: dict[str, str]) -> bytes:
    """The bytes of a head; `stamps` gives what `stamp` said of each path before it was read."""
    fields = [_MAGIC, data, str(length)]
    for path, value in stamps.items():
        fields += path, value
    return os.fsencode("\0".join(fields))


def read_head(path: str) -> tuple[str, int, list[str]]:
    """The data's file name, its length, and a flat list: path, stamp, path, stamp.

    Raises OSError or ValueError when there is no head that this version of twosense wrote and nobody else could have.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    try:
        status = os.fstat(descriptor)
        if not is_ours(status):
            raise ValueError("somebody else may write the head")
        text = os.fsdecode(os.read(descriptor, status.st_size + 1))
    finally:
        os.close(descriptor)
    magic, data, length, *stamps = text.split("\0")
    if magic != _MAGIC or os.path.basename(data) != data:
        raise ValueError("not a head of this version")
    return data, int(length), stamps


def find(roots: config.Roots, use: str = LOOKUP) -> FileStore | None:
    """The compiled view of these roots, if there is a whole and fresh one."""
    at = folder()
    head = os.path.join(at, name(roots, use) + ".head")
    try:
        if not is_ours(os.stat(at)):
            return None
        data, length, stamps = read_head(head)
        for path, value in zip(stamps[::2], stamps[1::2], strict=True):
            if stamp(path) != value:
                return None
        path = os.path.join(at, data)
        status = os.lstat(path)
        if status.st_size != length or not is_ours(status):
            return None
        _keep_alive(head)
    except (OSError, ValueError):
        return None

    import lmdb

    from twosense.store import open_file

    try:
        return open_file(path)
    except (OSError, lmdb.Error):
        return None


def _keep_alive(head: str) -> None:
    import time  # built in

    if time.time() - os.stat(head).st_mtime > _KEEP_ALIVE_S:
        os.utime(head)


def open_view(extra: Sequence[str] = (), only: Sequence[str] = (), use: str = LOOKUP) -> Store:
    """The glossary, ready to be asked: the compiled view when it is fresh, else compiled now and kept if possible.

    `extra` are glossaries on top of the others, `only` replaces the others; what a `use` does not ask for is
    not in it. Raises GlossaryError, ReadError.
    """
    return open_roots(config.Roots(extra, only), use)


def open_roots(roots: config.Roots, use: str = LOOKUP) -> Store:
    """The same for roots that were found before."""
    store = find(roots, use)
    if store is None:
        from twosense.build import build

        return build(roots, use)
    return store
