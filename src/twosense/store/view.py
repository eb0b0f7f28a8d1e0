"""View: the compiled glossary in the cache folder. Find it, check that it is fresh, open it.

A view is two files. The *data* is an LMDB file whose name is used once; it never changes. The *head* gives the name of the
data, their checksum, and the stamp (size, times, inode) of the data and of every file and folder that was read to compile it.
It also has the owner and the mode of each folder that was asked whether a project's file is trusted. The head is renamed into
place last, so that a view is there whole or not at all. Its own name is a hash of what `LayerPaths`
holds and of what the view is for.

Invariant: a view that `find` returns is the glossary as its files are now. A cache file is trusted like program code, because
LMDB does not notice a flipped byte: the folder and the files must belong to this user, and nobody else may write there. A
truncated file would kill its reader with SIGBUS, and damage may end it with SIGABRT, so data that was written to again is not
opened.
"""

from __future__ import annotations

import os

from twosense import __version__, paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from twosense.store.lmdb import FileStore

FORMAT = 84
# The views of one glossary: a first lookup does not wait for what only a search or a scan needs. The one for searches has all
# that the one for lookups has, so that each hit is a term of the same view.
LOOKUP, SEARCH, SCAN = "lookup", "search", "scan"
_MAGIC = f"twosense view {FORMAT} of {__version__}"
_KEEP_ALIVE_S = 7 * 86400  # a view in use touches its head this often; `store.cache` removes unused ones


def name(layer_paths: paths.LayerPaths, use: str = LOOKUP) -> str:
    """Return 16 hexadecimal digits, the same for the same layers and use in every process (64-bit FNV-1a needs no import)."""
    value = 0xCBF29CE484222325
    parts = (
        _MAGIC,
        use,
        layer_paths.builtin,
        layer_paths.user or "",
        *layer_paths.project,
        *layer_paths.trust,
        "",
        *layer_paths.layers,
        "",
        *map(paths.absolute, layer_paths.extra),
    )
    for byte in os.fsencode("\0".join(parts)):
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def folder() -> str:
    """Return the folder of the views."""
    return os.path.join(paths.cache_folder(), "views")


def is_ours(status: os.stat_result) -> bool:
    """Return whether a file or folder belongs to this user and nobody else may write to it."""
    return os.name == "nt" or (status.st_uid == os.geteuid() and not status.st_mode & 0o022)


def write_head(path: str, checksum: str, stamps: dict[str, str]) -> bytes:
    """Return the bytes of a head for complete data; `stamps` has the stamp of each path from before it was read."""
    fields = [_MAGIC, os.path.basename(path), checksum, paths.stamp(path)]
    for source, value in stamps.items():
        fields += source, value
    return os.fsencode("\0".join(fields))


def read_head(path: str) -> tuple[str, str, str, dict[str, str]]:
    """Return the file name of the data, their checksum, their stamp, and the stamp of each path that was read.

    Raises OSError or ValueError unless this version of twosense wrote the head and nobody else can have written it.
    """
    # O_NONBLOCK: opening a FIFO would wait for a writer.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    try:
        status = os.fstat(descriptor)
        # 0o170000 and 0o100000 are S_IFMT and S_IFREG, without importing stat.
        if status.st_mode & 0o170000 != 0o100000 or not is_ours(status):
            raise ValueError("not a file, or others may write it")
        text = os.fsdecode(os.read(descriptor, status.st_size + 1))
    finally:
        os.close(descriptor)
    magic, data, checksum, own, *fields = text.split("\0")
    if magic != _MAGIC or os.path.basename(data) != data:
        raise ValueError("not a head of this version")
    return data, checksum, own, dict(zip(fields[::2], fields[1::2], strict=True))


def find(layer_paths: paths.LayerPaths, use: str = LOOKUP) -> FileStore | None:
    """Return the compiled view of these layers, or None if there is no complete and fresh one."""
    at = folder()
    head = os.path.join(at, name(layer_paths, use) + ".head")
    try:
        if not is_ours(os.stat(at)):
            return None
        data, _, own, stamps = read_head(head)
        for path, value in stamps.items():
            if paths.stamp(path) != value:
                return None
        path = os.path.join(at, data)
        status = os.lstat(path)
        # Nothing writes to complete data. To compute the checksum would cost a lookup 3 %, and this nothing.
        if paths.stamp_of(status) != own or not is_ours(status):
            return None
        _keep_alive(head)
    except (OSError, ValueError):
        return None

    import lmdb

    from twosense.store.lmdb import open_file

    try:
        return open_file(path)
    except (OSError, lmdb.Error):
        return None


def _keep_alive(head: str) -> None:
    import time  # built in

    if time.time() - os.stat(head).st_mtime > _KEEP_ALIVE_S:
        os.utime(head)
