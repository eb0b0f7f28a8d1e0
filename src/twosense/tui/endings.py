"""Endings: a signal that ends the program lets the window give the terminal back first.

Invariant: the program ends within seconds of the signal, whatever the terminal does; its status is 128 and the signal's number.
"""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosense.tui.app import Window

_LAST_WORDS_S = 2


def listen(window: Window) -> None:
    """End the window on SIGTERM and SIGHUP. Windows has neither."""
    if os.name != "nt":
        for number in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, _end, window, number)


def _end(window: Window, number: int) -> None:
    signal.alarm(_LAST_WORDS_S)  # a terminal that is gone may never take what Textual still writes
    window.exit(return_code=128 + number)
