"""Beside: rows that a second process compiles while the first goes on with its own work.

Invariant: the rows are the same, in the same order, whether or not there is a second process; one that fails costs time only.
"""

from __future__ import annotations

import marshal
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from twosense.store import Row


class Beside:
    """Rows in the making. The child inherits this process's memory by fork, so nothing has to be sent to it."""

    def __init__(self, compile_rows: Callable[[], Iterator[Row]], *, worth_it: bool) -> None:
        """Begin, in a second process if that is `worth_it` and can be done safely: a fork keeps one thread of many."""
        self._compile = compile_rows
        self._pid = self._descriptor = -1
        threading = sys.modules.get("threading")
        if not worth_it or not hasattr(os, "fork") or (threading is not None and threading.active_count() > 1):
            return
        try:
            self._descriptor, write_end = os.pipe()
            self._pid = os.fork()
        except OSError:
            return
        if self._pid == 0:
            status = 1
            try:
                with open(write_end, "wb") as file:
                    marshal.dump(list(compile_rows()), file)
                status = 0
            finally:
                os._exit(status)
        os.close(write_end)

    def rows(self) -> Iterator[Row]:
        """The rows, once."""
        if self._pid > 0:
            with open(self._descriptor, "rb") as file:
                data = file.read()
            _, status = os.waitpid(self._pid, 0)
            self._pid = -1
            if status == 0:
                yield from marshal.loads(data)  # noqa: S302  # our own child's, over a pipe nobody else has
                return
        yield from self._compile()
