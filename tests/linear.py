"""Linear time: whatever a text is made of, twice as much of it takes twice the time."""

from __future__ import annotations

import time
from collections.abc import Callable

SMALLEST = 31_000  # bytes
LARGEST = SMALLEST << 8  # twice that is nearly the largest file that a scan reads
LEAST_S = 0.5  # of the processor; what takes less is too short to compare
QUICK_S = 0.05  # the same where a call does nothing else, so that many can be tried
RATIO = 2.4


def expect_linear(
    text: Callable[[int], str], call: Callable[[str], object], largest: int = LARGEST, least_s: float = LEAST_S
) -> None:
    """Call with texts of more and more bytes until one takes `least_s`, and then with one of twice the size."""

    def seconds(size: int) -> float:
        content = text(size)
        began = time.process_time()
        call(content)
        return time.process_time() - began

    size = SMALLEST
    while (once := seconds(size)) < least_s and size < largest:
        size *= 2
    twice = seconds(2 * size)
    for _ in range(4):  # another process may have disturbed it, or a cache was full; what is quadratic shows again
        if twice > RATIO * once:
            once, twice = min(once, seconds(size)), min(twice, seconds(2 * size))
        if twice > RATIO * once and 2 * size < largest:
            size, once, twice = 2 * size, twice, seconds(4 * size)
    assert twice <= max(RATIO * once, least_s), f"{size >> 10} KiB take {once:.2f} s, twice as much takes {twice:.2f} s"
