"""Linear time: whatever a text is made of, twice as much of it takes twice the time."""

from __future__ import annotations

import time
from collections.abc import Callable

SMALLEST = 31_000  # bytes
LARGEST = SMALLEST << 8  # twice that is nearly the largest file that a scan reads
LEAST_S = 0.3  # of the processor; what takes less is too short to compare
QUICK_S = 0.05  # the same where a call does nothing else, so that many can be tried
MOST_GROWTH = 8  # because what is quadratic takes the square of it
RATIO = 2.4
TRIES = 8


def expect_linear(
    text: Callable[[int], str], call: Callable[[str], object], largest: int = LARGEST, least_s: float = LEAST_S
) -> None:
    """Call with texts of more and more bytes until one takes `least_s`, and then with one of twice the size.

    How long one took says how large the next has to be: to double it each time took half as long again.
    """

    def seconds(size: int) -> float:
        content = text(size)
        began = time.process_time()
        call(content)
        return time.process_time() - began

    size = SMALLEST
    while (once := seconds(size)) < least_s and size < largest:
        size = min(largest, round(size * 1.2 * least_s / max(once, least_s / MOST_GROWTH)))
    twice = seconds(2 * size)
    # Another process may have disturbed either: caches and memory are shared. What is quadratic is so each time.
    for _ in range(TRIES):
        if twice <= RATIO * max(once, least_s):  # what takes less for the largest file that is read is quick enough
            return
        once, twice = seconds(size), seconds(2 * size)
    raise AssertionError(f"{size >> 10} KiB take {once:.2f} s, twice as much takes {twice:.2f} s, and so {TRIES} times more")
