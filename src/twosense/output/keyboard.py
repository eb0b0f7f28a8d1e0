"""Keyboard: single keys and lines from the terminal that is standard input.

Invariant: whatever ends the dialogue, an interrupt too, the terminal is as it was found.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import Self

from twosense.errors import UsageError
from twosense.output import diagnostics, stdout

try:
    import termios
    import tty
except ImportError:  # Windows
    termios = tty = None  # type: ignore[assignment]

_LONGEST = 4096  # bytes that a terminal passes for one line
_ESCAPE = "\x1b"
_ENDING = ("SIGTERM", "SIGHUP", "SIGQUIT")  # end the program; Ctrl-C raises an exception


def is_there() -> bool:
    """Return whether there is a person to ask: standard input and standard error are terminals that pass single keys."""
    return termios is not None and all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def typed_line(prompt: str) -> str:
    """Return the line that is typed after a prompt, "" for a blank one. Raises EOFError for Ctrl-D.

    Where stdout is the terminal, too, the keys that move in the line work, if Python has them.
    """
    if stdout.is_terminal():
        with suppress(ImportError):
            import readline  # noqa: F401  # from now on `input` edits lines
        return input(prompt)
    diagnostics.show(prompt)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\r\n")


class Keyboard:
    """Reads what a person types, while it is open as a context manager; closed, the terminal is as it was found."""

    def __init__(self, asker: str) -> None:
        """Prepare. Raises UsageError, which names the asker, if there is no terminal."""
        if not is_there():
            raise UsageError(
                f"{asker} needs a terminal on standard input and standard error; write DR{{it}} into the text instead"
            )
        self._waiting = ""

    def __enter__(self) -> Self:
        """Let the terminal pass each key at once, without showing it; Ctrl-C and Ctrl-Z work as ever."""
        self._modes = termios.tcgetattr(0)
        ending = [number for number in map(signal.Signals.__getitem__, _ENDING) if signal.getsignal(number) == signal.SIG_DFL]
        # A shell resets the terminal of a stopped program.
        handlers = dict.fromkeys(ending, self._end) | {signal.SIGCONT: self._single_keys}
        self._before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
        self._single_keys()
        return self

    def __exit__(self, *_: object) -> None:
        """Put the terminal back."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        with suppress(termios.error):  # the terminal is gone
            termios.tcsetattr(0, termios.TCSADRAIN, self._modes)

    def _end(self, number: int, _: object) -> None:
        self.__exit__()
        os.kill(os.getpid(), number)

    def _single_keys(self, *_: object) -> None:
        tty.setcbreak(0, termios.TCSADRAIN)

    def key(self) -> str:
        """Return the next key; "" if the terminal is closed or at its end (Ctrl-D). Keys such as the arrows are passed over."""
        while not self._waiting:
            data = os.read(0, _LONGEST)
            if not data or data == b"\x04":
                return ""
            typed = data.decode("utf-8", "ignore")
            self._waiting = "" if typed.startswith(_ESCAPE) else typed
        key, self._waiting = self._waiting[0], self._waiting[1:]
        return key

    def line(self) -> str:
        """Return the next line, which is shown while it is typed, without its end; "" if there is none."""
        self._waiting = ""
        termios.tcsetattr(0, termios.TCSADRAIN, self._modes)
        try:
            return os.read(0, _LONGEST).decode("utf-8", "replace").rstrip("\r\n")
        finally:
            self._single_keys()
