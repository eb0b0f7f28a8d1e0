"""The terminal around the window: its size, its clipboard, and the signals that end the program.

Invariant: only Textual's public API is used, and the program ends within seconds of SIGTERM, SIGHUP or the loss of its
terminal, whatever it is doing.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App
    from textual.driver import Driver

_COPY = "\x1b]52;"  # OSC 52 hands a text to the terminal, which owns the clipboard, also over SSH
_EXIT_TIMEOUT_S = 2
_POLL_S = 1.0


@contextmanager
def terminal_as_stdout(piped: bool) -> Iterator[None]:
    """Make Textual measure the terminal that it draws on, which is standard error.

    Textual asks the variables COLUMNS and LINES first: where a shell exports them, the window would not follow a resize. Then
    it asks standard output: with `term=$(twosense --pick)` that is a pipe, and the window would be 80 by 24 everywhere. So
    the variables are removed, and while the context is open a `piped` standard output points at the terminal.
    """
    os.environ.pop("COLUMNS", None)
    os.environ.pop("LINES", None)
    if not piped:
        yield
        return
    pipe = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(pipe, 1)
        os.close(pipe)


def driver_class() -> type[Driver] | None:
    """Return a driver that can copy from within tmux, or None where Textual's own driver will do."""
    if os.name == "nt" or not os.environ.get("TMUX"):
        return None
    from textual.drivers.linux_driver import LinuxDriver

    class TmuxDriver(LinuxDriver):
        """Textual's driver, which also sends copied text to the terminal that tmux runs in."""

        def write(self, data: str) -> None:
            super().write(data + tmux_passthrough(data) if data.startswith(_COPY) else data)

    return TmuxDriver


def tmux_passthrough(sequence: str) -> str:
    """Wrap an escape sequence so that tmux passes it on to the terminal around it, if its options allow that."""
    return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"


def exit_on_signals(app: App[Any]) -> None:
    """Exit on SIGTERM, on SIGHUP, and when the terminal is gone. Windows has neither signal."""
    if os.name == "nt" or app.is_headless:
        return
    loop = asyncio.get_running_loop()

    # Not asyncio's own handler: it never runs while Textual waits to write to a terminal that is gone.
    def handle(number: int, _: object) -> None:
        signal.alarm(_EXIT_TIMEOUT_S)  # kills the program if it cannot exit by itself
        loop.call_soon_threadsafe(partial(app.exit, return_code=128 + number))

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, handle)
    Thread(target=_watch_terminal, name="twosense terminal", daemon=True).start()


def _watch_terminal() -> None:
    """Exit when the terminal is gone; otherwise Textual would loop, reading its end of file."""
    while os.isatty(0):
        time.sleep(_POLL_S)
    os.kill(os.getpid(), signal.SIGHUP)
