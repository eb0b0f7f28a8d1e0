"""Endings: when the program is told to end, or its terminal is gone, the window gives back what is left to give back.

Invariant: the program ends within seconds of SIGTERM, SIGHUP or the loss of its terminal, whatever it is doing: Textual waits
for ever to write to a terminal that is gone, and reads its end of file in a busy loop.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosense.tui.app import Window

_LAST_WORDS_S = 2
_LOOK_S = 1.0


def listen(window: Window) -> None:
    """End the window on SIGTERM and SIGHUP, and when the terminal is gone. Windows has neither signal."""
    if os.name == "nt" or window.is_headless:
        return

    loop = asyncio.get_running_loop()

    def end(number: int, _: object) -> None:  # not asyncio's handler, which a window that waits for its writer never reaches
        signal.alarm(_LAST_WORDS_S)  # its default is to kill
        loop.call_soon_threadsafe(partial(window.exit, return_code=128 + number))

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)
    Thread(target=_look, name="twosense terminal", daemon=True).start()


def _look() -> None:
    while os.isatty(0):
        time.sleep(_LOOK_S)
    os.kill(os.getpid(), signal.SIGHUP)
