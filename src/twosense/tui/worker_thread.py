"""A worker thread: runs calls one after the other, and lets the program end while a call runs.

Hand-written because Python waits for the threads of a ThreadPoolExecutor: quitting would take as long as the call.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Any, ParamSpec, TypeVar

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")


class WorkerThread:
    """A thread that runs calls one after the other."""

    def __init__(self, name: str) -> None:
        self._queue: SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = SimpleQueue()
        Thread(target=self._work, name=name, daemon=True).start()

    async def run(self, call: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        """Return or raise what the call does. A call that is cancelled before its turn never runs."""
        future: Future[Result] = Future()
        self._queue.put((future, partial(call, *args, **kwargs)))
        return await asyncio.wrap_future(future)

    def _work(self) -> None:
        while True:
            _answer(*self._queue.get())


def _answer(future: Future[Any], call: Callable[[], Any]) -> None:
    """Run a call. In the loop, the variables would keep the answer in memory until the next call."""
    if future.set_running_or_notify_cancel():
        try:
            result = call()
        except BaseException as error:  # noqa: BLE001  # raised where the call is awaited
            future.set_exception(error)
        else:
            future.set_result(result)
