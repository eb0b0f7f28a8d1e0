"""Build: open the view of a glossary, and compile it first if there is no fresh one.

Each stage compiles its own section (`compile_rows`); this module only knows which stages there are. Invariant: importing it
imports nothing that only a build needs, and `open_layers` returns the glossary as its files are at the time of the call.
"""

from __future__ import annotations

from twosense import paths
from twosense.store import view

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Protocol

    from twosense.glossary.merge import Merged
    from twosense.store.lmdb import Row, Store

    class Stage(Protocol):
        """A module that compiles a section of a view."""

        def compile_rows(self, merged: Merged, /) -> Iterator[Row]:
            """Compile the section."""


_RACY_NS = 2_000_000_000  # another change within the file system's timestamp resolution leaves the stamp unchanged


def open_view(use: str = view.LOOKUP) -> Store:
    """Return the glossary of all layers, compiled for lookups, searches or scans. Raises GlossaryError."""
    return open_layers(paths.LayerPaths(), use)


def open_layers(layer_paths: paths.LayerPaths, use: str = view.LOOKUP) -> Store:
    """Return the glossary of these layers, compiled for lookups, searches or scans. Raises GlossaryError."""
    return view.find(layer_paths, use) or _build(layer_paths, use)


def _build(layer_paths: paths.LayerPaths, use: str) -> Store:
    """Compile the view, and keep it in the cache folder if possible."""
    import gc
    import time

    from twosense.glossary.merge import merge
    from twosense.store.cache import keep
    from twosense.store.lmdb import MemoryStore

    began = time.time_ns()
    stamps: dict[str, str] = {}

    def on_read(path: str) -> None:
        stamps[path] = paths.stamp(path)

    # A build makes no reference cycles: the collector's passes over 100,000 terms took a sixth of it.
    collects = gc.isenabled()
    gc.disable()
    try:
        merged = merge(layer_paths, on_read, cues=use != view.LOOKUP)
        steady = {path: _steady(stamp, began) for path, stamp in stamps.items()}
        return keep(layer_paths, use, _rows(merged, use), steady) or MemoryStore(_rows(merged, use))
    finally:
        if collects:
            gc.enable()


def _rows(merged: Merged, use: str) -> Iterator[Row]:
    """Compile the sections that this use needs."""
    from twosense.store import about

    stages: tuple[Stage, ...]
    if use == view.SCAN:
        from twosense.mentions import names
        from twosense.scan import summaries
        from twosense.senses import recognition
        from twosense.store import keys

        stages = (about, keys, recognition, summaries, names)
    else:
        from twosense.output.answers import records, text
        from twosense.store import keys

        stages = (about, text, records, keys)
        if use == view.SEARCH:
            from twosense.search import directions, index

            stages += (index, directions)
    for stage in stages:
        yield from stage.compile_rows(merged)


def _steady(stamp: str, began: int) -> str:
    """Return the stamp, or one that never matches if the file changed so recently that a further change could go unnoticed."""
    if stamp != "-" and abs(began - int(stamp.split()[1])) < _RACY_NS:
        return "racy"
    return stamp
