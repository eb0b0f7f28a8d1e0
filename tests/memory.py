"""Memory: how much of it a call keeps."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable

KEPT_LIMIT = 1 << 18  # bytes; caches fill a little


def kept_after(call: Callable[[], object]) -> int:
    """Return how many bytes are in use after a call that were not before, its result left out."""
    gc.freeze()  # what other tests have left takes most of the time of a collection
    tracemalloc.start()
    try:
        call()
        gc.collect()
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
        gc.unfreeze()
