"""Growth: the time of a mask is linear in the size of the file."""

from __future__ import annotations

import time

from twosense.markup.mask import mask


def expect_linear(piece: str, markup: str, size: int) -> None:
    """Mask a file of one piece again and again, and one of twice the size, in bytes, and compare the times."""

    def seconds(size: int) -> float:
        data = (piece * (size // len(piece))).encode()
        start = time.process_time()
        mask(data, markup)
        return time.process_time() - start

    assert seconds(2 * size) < 4 * seconds(size) + 0.3
