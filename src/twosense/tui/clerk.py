"""The clerk: one thread that does one piece of work after another, so that the window never waits.

Invariant: two pieces of work of one clerk never run at once (an LMDB transaction must not be used by two threads), work that
was cancelled before it began is never begun, and an unfinished piece of work does not keep the program from ending.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import Any, ParamSpec, TypeVar

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")


class Clerk:
    """Somebody to hand work to."""

    def __init__(self, name: str) -> None:
        self._work: SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = SimpleQueue()
        Thread(target=self._run, name=name, daemon=True).start()

    async def ask(self, call: Callable[Arguments, Result], *arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
        """What the call returns or raises, once it was its turn."""
        future: Future[Result] = Future()
        self._work.put((future, lambda: call(*arguments, **named)))
        return await asyncio.wrap_future(future)

    def _run(self) -> None:
        while True:
            future, call = self._work.get()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                result = call()
            except BaseException as error:  # noqa: BLE001  # whoever asked gets it
                future.set_exception(error)
            else:
                future.set_result(result)
            del future, call  # or the last answer is kept until the next question
