from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from twosense.beside import Beside

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = [(b"s", b"%06d" % number, b"x" * 50) for number in range(20_000)]


@pytest.mark.parametrize("worth_it", [True, False])
def test_the_rows_are_the_same_with_and_without_a_second_process(worth_it: bool) -> None:
    assert list(Beside(lambda: iter(ROWS), worth_it=worth_it).rows()) == ROWS


def test_a_second_process_that_fails_is_made_up_for() -> None:
    parent = os.getpid()

    def rows() -> Iterator[tuple[bytes, bytes, bytes]]:
        if os.getpid() != parent:
            raise MemoryError
        yield from ROWS

    assert list(Beside(rows, worth_it=True).rows()) == ROWS


def test_without_fork_there_is_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    assert list(Beside(lambda: iter(ROWS), worth_it=True).rows()) == ROWS
