"""The thread that answers: nothing of an answer stays in it."""

from __future__ import annotations

import asyncio
import weakref

import pytest

from twosense.tui.worker_thread import WorkerThread


class Answer:
    """An answer that can be watched."""


async def test_an_answer_is_freed_while_the_thread_waits_for_the_next_call() -> None:
    thread = WorkerThread("test")
    watched = weakref.ref(await thread.run(Answer))
    async with asyncio.timeout(20):
        while watched() is not None:
            await asyncio.sleep(0.01)


async def test_an_error_is_raised_where_the_call_is_awaited_and_the_thread_goes_on() -> None:
    thread = WorkerThread("test")
    with pytest.raises(ZeroDivisionError):
        await thread.run(divmod, 1, 0)
    assert await thread.run(divmod, 3, 2) == (1, 1)
