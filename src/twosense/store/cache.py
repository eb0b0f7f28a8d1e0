"""Cache: write views into the cache folder, and remove those that nobody needs or that are damaged.

Invariant: whatever goes wrong with the folder (missing, read-only, full, another user's, a process killed halfway, two
builds at once), nobody ever finds an incomplete view.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import lmdb

from twosense.store import view
from twosense.store.lmdb import discard, open_file, opened, write_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twosense.paths import LayerPaths
    from twosense.store.lmdb import FileStore, Row

_UNUSED_S = 90 * 86400  # remove views unused for this long
_FOREIGN_S = 14 * 86400  # remove another version's views sooner: they are obsolete, or the two versions alternate
_ABANDONED_S = 3600  # remove data without a head: a process of its builder's number may write one, but not after an hour


def keep(layer_paths: LayerPaths, use: str, rows: Iterable[Row], stamps: dict[str, str]) -> FileStore | None:
    """Write the view of these layers and open it; return None if it cannot be kept."""
    folder = view.folder()
    name = view.name(layer_paths, use)
    data = f"{name}.{os.getpid()}-{time.time_ns()}.lmdb"
    head = os.path.join(folder, f"{name}.head")
    path = os.path.join(folder, data)
    draft = f"{path}.head"
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if not view.is_ours(os.stat(folder)):
            return None
        write_file(path, rows)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(view.write_head(path, _checksum(path), stamps))
            file.flush()
            os.fsync(file.fileno())
        # As late as possible: of many builds at once, the first stays, and hardly any data is left without a head.
        if store := view.find(layer_paths, use):
            _remove(path)
            _remove(draft)
            return store
        try:
            before = view.read_head(head)[0]
        except (OSError, ValueError):
            before = None
        os.replace(draft, head)
        store = open_file(path)
    except (OSError, lmdb.Error):
        for leftover in (path, draft):
            _remove(leftover)
        return None
    if before:
        _remove(os.path.join(folder, before))
    _sweep(folder)
    return store


def discard_damaged() -> bool:
    """Remove the views that this process has open and whose data are not as they were written; return whether there are any.

    Whoever has one of them open must not use it again. Raises OSError if they cannot be removed.
    """
    damaged = [path for path in opened() if _is_damaged(path)]
    for path in damaged:
        discard(path)
    return bool(damaged)


def _is_damaged(path: str) -> bool:
    """Return whether a file has another checksum than its head says; not if the head is gone or names other data."""
    head = os.path.join(os.path.dirname(path), os.path.basename(path).partition(".")[0] + ".head")
    try:
        data, checksum, *_ = view.read_head(head)
        return data == os.path.basename(path) and checksum != _checksum(path)
    except (OSError, ValueError):
        return False


def _checksum(path: str) -> str:
    """Return the CRC-32 of a file, which tells what a disk has damaged; nobody else may write to it."""
    from zlib import crc32

    value = 0
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            value = crc32(block, value)
    return f"{value:08x}"


def _sweep(folder: str) -> None:
    """Remove views whose glossaries are gone or that were not used for long, and data that has no head."""
    now = time.time()
    kept = []  # the prefixes of the data files that stay
    names = os.listdir(folder)
    for name in names:
        if name.endswith(".head") and ".lmdb" not in name:
            path = os.path.join(folder, name)
            unused, limit = now, _UNUSED_S
            stamps: dict[str, str] = {}
            try:
                unused = now - os.stat(path).st_mtime
                data, _, _, stamps = view.read_head(path)
            except (OSError, ValueError):
                data, limit = name.removesuffix("head"), _FOREIGN_S
            gone = any(value != "-" and not os.path.exists(at) for at, value in stamps.items())
            if gone or unused > limit:
                _remove(path)
            else:
                kept.append(data)
    for name in names:
        if ".lmdb" in name and not name.startswith(tuple(kept)):
            path = os.path.join(folder, name)
            try:
                if now - os.stat(path).st_mtime > _ABANDONED_S or not _is_being_built(name):
                    os.unlink(path)
            except OSError:
                continue


def _is_being_built(name: str) -> bool:
    """Return whether the process that writes this data may still run. If it does in another container, it builds again."""
    if os.name == "nt":  # where the same call would end the process
        return True
    try:
        os.kill(int(name.split(".")[1].partition("-")[0]), 0)
    except PermissionError:
        return True
    except (OSError, ValueError, IndexError, OverflowError):
        return False
    return True


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
