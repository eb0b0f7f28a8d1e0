"""Diagnostics: the only writer to stderr, and the exit statuses.

Invariant: stdout is flushed before a message, so that the two streams read in order; a message is one line a fault and holds
nothing a terminal would obey; a quiet run is silent.
"""

from __future__ import annotations

import sys
from time import monotonic

from twosense.characters import plain
from twosense.errors import GlossaryError, TwosenseError
from twosense.output import stdout

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

FOUND, MISSING, TROUBLE, INTERRUPTED = 0, 1, 2, 130


def say(message: str) -> None:
    """Write one line."""
    stdout.flush()
    if sys.stderr is None:
        return
    encoding = sys.stderr.encoding
    line = f"twosense: {plain(message)}\n".encode(encoding, "replace").decode(encoding)
    try:
        sys.stderr.write(line)
        sys.stderr.flush()
    except OSError:
        return  # nobody listens; the exit status says it, too


class Progress:
    """A count on one line of a terminal, for work that takes longer than a person waits without wondering."""

    _PATIENCE_S, _EVERY_S = 1.0, 0.1

    def __init__(self, noun: str) -> None:
        self._noun = noun
        self._done = 0
        self._shown = ""
        self._next = monotonic() + self._PATIENCE_S if sys.stderr is not None and sys.stderr.isatty() else float("inf")

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        if monotonic() >= self._next:
            self._next = monotonic() + self._EVERY_S
            self._shown = f"{self._done:,} {self._noun}"
            sys.stderr.write(f"\r{self._shown}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Leave no trace, before something else is written."""
        if self._shown:
            sys.stderr.write(f"\r{' ' * len(self._shown)}\r")
            sys.stderr.flush()
            self._shown = ""


def missing(query: str, suggestions: Sequence[str]) -> None:
    """A query that found nothing."""
    quoted = ", ".join(f'"{term}"' for term in suggestions)
    say(f'"{query}" is not in the glossary' + (f"; did you mean {quoted}?" if quoted else ""))


def error(trouble: TwosenseError) -> int:
    """Everything that is wrong, a line a fault; returns the exit status."""
    for line in trouble.faults if isinstance(trouble, GlossaryError) else [trouble]:
        say(str(line))
    return TROUBLE


def refused(trouble: OSError) -> int:
    """The system refused something, mostly to take our output; returns the exit status."""
    stdout.abandon()
    say(f"{trouble.filename or 'standard output'}: {trouble.strerror}")
    return TROUBLE
