"""The size of the sweeps: TWOSENSE_SWEEP is 1 for about ten minutes on two cores; the default is a tenth of that.

TWOSENSE_SEED asks for other inputs.
"""

from __future__ import annotations

import os

SEED = os.environ.get("TWOSENSE_SEED", "0")
SCALE = float(os.environ.get("TWOSENSE_SWEEP", "0.1"))


def scaled(full: int) -> int:
    """Return how often to repeat what a full sweep repeats `full` times."""
    return max(1, round(full * SCALE))
