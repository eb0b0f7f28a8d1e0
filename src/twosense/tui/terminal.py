"""The terminal around the window: its size, its title, its input, and the signals that end the program.

Invariant: only Textual's public API is used, and the program ends within seconds of SIGTERM, SIGHUP or the loss of its
terminal, whatever it is doing.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from twosense.tui.terminal_input import TerminalInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.driver import Driver

_EXIT_TIMEOUT_S = 2
_POLL_S = 1.0
_INPUT_POLL_S = 0.1
_INPUT_TIMEOUT_S = 2.0
_READ_SIZE = 4096  # bytes, as Textual reads; less than a pipe holds

# Set when the first screen takes keys. Textual starts to read earlier, and drops the keys typed before.
input_wanted = Event()


@contextmanager
def terminal_as_stdout(piped: bool) -> Iterator[None]:
    """Make Textual measure the terminal that it draws on, which is standard error.

    Textual reads COLUMNS and LINES first: where a shell exports them, the window would not follow a resize. Then it queries
    standard output: with `term=$(twosense --pick)` that is a pipe, and the window would be 80 by 24 everywhere. So
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


@contextmanager
def titled(title: str) -> Iterator[None]:
    """Give the terminal this title while the context is open; most terminals then restore their previous title."""
    terminal = sys.__stderr__
    if terminal is None or os.environ.get("TERM") == "linux":  # the console of Linux would print it
        yield
        return
    terminal.write(f"\x1b[22;2t\x1b]2;{title}\x07")
    terminal.flush()
    try:
        yield
    finally:
        with suppress(OSError):  # the terminal is gone
            terminal.write("\x1b[23;2t")
            terminal.flush()


def driver_class(typed: bytes = b"", expects_background_reply: bool = False) -> type[Driver] | None:
    """Return a driver whose input is made safe, see `TerminalInput`; None where only Textual's own works.

    `typed` are bytes that were read from the terminal before the driver started.
    """
    if os.name == "nt" or "TEXTUAL_DRIVER" in os.environ:
        return None
    from textual.drivers.linux_driver import LinuxDriver

    class SafeInputDriver(LinuxDriver):
        """Textual's driver, which reads the terminal through a pipe."""

        early = typed

        def run_input_thread(self) -> None:
            """Read the pipe while another thread fills it."""
            terminal = self.fileno
            self.fileno, writer = os.pipe()
            feeder = Thread(target=self.fill_pipe, args=(terminal, writer), name="twosense input", daemon=True)
            feeder.start()
            try:
                super().run_input_thread()
            finally:
                feeder.join()
                os.close(self.fileno)
                os.close(writer)
                self.fileno = terminal

        def fill_pipe(self, terminal: int, writer: int) -> None:
            """Copy the input of the terminal until the driver stops, or the terminal is gone."""
            input_wanted.wait(_INPUT_TIMEOUT_S)
            source = TerminalInput(expects_background_reply)
            os.write(writer, source.feed(self.early))
            SafeInputDriver.early = b""
            while not self.exit_event.is_set():
                if select.select([terminal], [], [], _INPUT_POLL_S)[0]:
                    try:
                        data = os.read(terminal, _READ_SIZE)
                    except OSError:
                        return
                    if not data:
                        return
                    os.write(writer, source.feed(data))

    return SafeInputDriver


def exit_on_signals(app: App[Any], end: Callable[[], None]) -> None:
    """Call `end` and exit on SIGTERM, on SIGHUP, and when the terminal is gone. Windows lacks SIGHUP and alarm()."""
    if os.name == "nt" or app.is_headless or app.is_web:
        return
    loop = asyncio.get_running_loop()

    # Not asyncio's own handler: it never runs while Textual waits to write to a terminal that is gone.
    def handle(number: int, _: object) -> None:
        end()
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
