"""Build: compile the glossary into a view, keep it in the cache folder, and clear away what nobody needs any more.

Invariant: whatever goes wrong with the folder (missing, read-only, full, another's, killed half-way, two builds at once), the
build answers from memory, and no incomplete view is ever found by anybody.
"""

from __future__ import annotations

import gc
import os
import time
from typing import TYPE_CHECKING

import lmdb

from twosense import lookup, view
from twosense.beside import Beside
from twosense.glossary import layers
from twosense.output import records, text
from twosense.search import index
from twosense.store import MemoryStore, open_file, write_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twosense.config import Roots
    from twosense.glossary.layers import Merged
    from twosense.store import Row, Store

_RACY_NS = 2_000_000_000  # a file touched again within its time stamp's grain looks untouched
_LARGE = 20_000  # terms from which a second process is worth its start and the way back of its rows
_UNUSED_S = 90 * 86400  # a view not asked for in so long is removed
_FOREIGN_S = 14 * 86400  # one of another version sooner: this one may have come in its place, or be used in turns with it
_ABANDONED_S = 3600  # data that no head names: another build may be about to, but not after an hour


def build(roots: Roots, use: str = view.LOOKUP) -> Store:
    """Compile these roots for a use, keep the view if that can be done, and return it. Raises GlossaryError."""
    began = time.time_ns()
    stamps: dict[str, str] = {}

    def note(path: str) -> None:
        stamps[path] = view.stamp(path)

    # Nothing here is a cycle: the collector's passes over 100,000 terms took a sixth of the build.
    collecting = gc.isenabled()
    gc.disable()
    try:
        merged = layers.merge(roots, note, for_scans=use == view.SCAN)
        kept = _keep(roots, use, merged, {path: _steady(stamp, began) for path, stamp in stamps.items()})
        return kept or MemoryStore(_rows(merged, use))
    finally:
        if collecting:
            gc.enable()


def _rows(merged: Merged, use: str) -> Iterator[Row]:
    """What every module compiles, section by section; beside the others what takes as long as they do."""
    is_large = len(merged.terms) > _LARGE
    if use == view.SCAN:
        from twosense.prose import findings, mentions, senses  # whoever looks a word up is spared them

        names = Beside(lambda: mentions.compile(merged), worth_it=is_large)
        for module in (records, lookup, senses, findings):
            yield from module.compile(merged)
        yield from names.rows()
        return
    search = Beside(lambda: index.compile(merged), worth_it=is_large)
    for module in (text, records, lookup):
        yield from module.compile(merged)
    yield from search.rows()


def _steady(stamp: str, began: int) -> str:
    """The stamp, or one that no file has if it was touched so lately that a second change could go unseen."""
    if stamp != "-" and abs(began - int(stamp.split()[1])) < _RACY_NS:
        return "racy"
    return stamp


def _keep(roots: Roots, use: str, merged: Merged, stamps: dict[str, str]) -> Store | None:
    """The compiled view from its file, or None when it cannot be kept."""
    folder = view.folder()
    name = view.name(roots, use)
    data = f"{name}.{os.getpid()}-{time.time_ns()}.lmdb"
    head = os.path.join(folder, f"{name}.head")
    path = os.path.join(folder, data)
    draft = f"{path}.head"
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if not view.is_ours(os.stat(folder)):
            return None
        try:
            before = view.read_head(head)[0]
        except (OSError, ValueError):
            before = None
        length = write_file(path, _rows(merged, use))
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(view.write_head(data, length, stamps))
            file.flush()
            os.fsync(file.fileno())
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


def _sweep(folder: str) -> None:
    """Remove views whose glossaries are gone or that were not used for long, and data that no view names."""
    now = time.time()
    kept = []  # what the names of the data begin with that stay
    names = os.listdir(folder)
    for name in names:
        if name.endswith(".head") and ".lmdb" not in name:
            path = os.path.join(folder, name)
            unused, limit = now, _UNUSED_S
            stamps: list[str] = []
            try:
                unused = now - os.stat(path).st_mtime
                data, _, stamps = view.read_head(path)
            except (OSError, ValueError):
                data, limit = name.removesuffix("head"), _FOREIGN_S
            gone = any(value != "-" and not os.path.exists(at) for at, value in zip(stamps[::2], stamps[1::2], strict=False))
            if gone or unused > limit:
                _remove(path)
            else:
                kept.append(data)
    for name in names:
        if ".lmdb" in name and not name.startswith(tuple(kept)):
            path = os.path.join(folder, name)
            try:
                if now - os.stat(path).st_mtime > _ABANDONED_S:
                    os.unlink(path)
            except OSError:
                continue


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
