"""The size of the sweeps: TWOSENSE_SWEEP is 1 for about ten minutes on two cores; the default is a tenth of that.

TWOSENSE_SEED asks for other inputs.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterable
from typing import TypeVar

Case = TypeVar("Case")

SEED = os.environ.get("TWOSENSE_SEED", "0")
SCALE = float(os.environ.get("TWOSENSE_SWEEP", "0.1"))


def scaled(full: int) -> int:
    """Return how often to repeat what a full sweep repeats `full` times."""
    return max(1, round(full * SCALE))


def share(cases: Iterable[Case]) -> list[Case]:
    """Return as many of the cases as the sweep is large, all of them at 1, in their order."""
    every = list(cases)
    chosen = random.Random(SEED).sample(range(len(every)), min(len(every), scaled(len(every))))
    return [every[index] for index in sorted(chosen)]
