"""The background: ask the terminal whether it is light or dark, while Textual is imported, which takes longer than the answer.

Invariant: nothing that was typed meanwhile is lost: what is not the answer is handed on, to be read as input. No time is spent
waiting beyond `WAIT_S` after the question.
"""

from __future__ import annotations

import os
import re
import select
import sys
from time import monotonic
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

WAIT_S = 0.1
_QUESTION = b"\x1b]11;?\x1b\\"  # OSC 11; a terminal that does not know it says nothing
_ANSWER = re.compile(rb"\x1b\]11;rgba?:([\da-fA-F]+)/([\da-fA-F]+)/([\da-fA-F]+)[^\x07\x1b]*(?:\x07|\x1b\\)")
_READ_SIZE = 4096


class BackgroundColourQuery:
    """The query, as a context: the terminal does not echo the answer before the context is left.

    `typed` are the bytes read that are not the answer. `answered` is whether there was one.
    """

    def __init__(self, wanted: bool) -> None:
        """Ask if `wanted`, and if this terminal can be asked."""
        self._asks = wanted and os.name != "nt" and os.environ.get("TERM") != "linux" and "TEXTUAL_DRIVER" not in os.environ
        self.asked = False
        self.answered = False
        self.typed = b""

    def __enter__(self) -> Self:
        """Ask."""
        if self._asks:
            import termios

            try:
                self._before = termios.tcgetattr(0)
                quiet = termios.tcgetattr(0)
                quiet[3] &= ~(termios.ECHO | termios.ICANON)
                termios.tcsetattr(0, termios.TCSANOW, quiet)
                os.write(sys.__stderr__.fileno(), _QUESTION)  # type: ignore[union-attr]  # it is a terminal
            except (termios.error, OSError):
                return self
            self.asked = True
            self._until = monotonic() + WAIT_S
        return self

    def is_light(self) -> bool:
        """Return whether the terminal has answered that its background is light."""
        while self.asked and not self.answered:
            ready, _, _ = select.select([0], [], [], max(0, self._until - monotonic()))
            if not ready:
                return False
            read = os.read(0, _READ_SIZE)
            if not read:
                return False
            self.typed += read
            answer = _ANSWER.search(self.typed)
            if answer is not None:
                self.answered = True
                self.typed = self.typed[: answer.start()] + self.typed[answer.end() :]
                red, green, blue = (int(value, 16) / (16 ** len(value) - 1) for value in answer.groups())
                return bool(0.3 * red + 0.59 * green + 0.11 * blue > 0.5)
        return False

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Let the terminal echo again."""
        if self.asked:
            import termios

            termios.tcsetattr(0, termios.TCSANOW, self._before)
