"""A worker thread: runs calls one after the other, and lets the program end while a call runs.

Hand-written because Python waits for the threads of a ThreadPoolExecutor: quitting would take as long as the call.
Invariant: the thread ends when nobody can ask it for anything any more, and keeps nothing alive but the call that it runs.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import redirect_stderr
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Any, ParamSpec, TypeVar
from weakref import finalize

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")


_Queue = SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None]  # None is the end


class WorkerThread:
    """A thread that runs calls one after the other."""

    def __init__(self, name: str) -> None:
        self._queue: _Queue = SimpleQueue()
        with redirect_stderr(sys.__stderr__):  # a thread keeps the stream, which is Textual's while a window is open
            Thread(target=_work, args=(self._queue,), name=name, daemon=True).start()
        finalize(self, self._queue.put, None)

    async def run(self, call: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        """Return or raise what the call does. A call that is cancelled before its turn never runs."""
        future: Future[Result] = Future()
        self._queue.put((future, partial(call, *args, **kwargs)))
        return await asyncio.wrap_future(future)


def _work(queue: _Queue) -> None:
    while _answered(queue.get()):
        pass


def _answered(request: tuple[Future[Any], Callable[[], Any]] | None) -> bool:
    """Run a call, unless it is the end. In the loop, the variables would keep the answer in memory until the next call."""
    if request is None:
        return False
    future, call = request
    if future.set_running_or_notify_cancel():
        try:
            result = call()
        except BaseException as error:  # noqa: BLE001  # raised where the call is awaited
            future.set_exception(error)
        else:
            future.set_result(result)
    return True
