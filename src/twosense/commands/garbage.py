"""Garbage: let Python look for garbage seldom in a command that reads many texts.

Invariant: only speed depends on it.
"""

from __future__ import annotations

import gc

_OBJECTS = 100_000  # created since the last look


def collect_seldom() -> None:
    """Spare what is loaded now, and look seldom: texts leave no reference cycles, and looking took a twentieth of a scan."""
    gc.freeze()
    gc.set_threshold(_OBJECTS)
