"""Diagnostics: the only module that writes to stderr, and the exit codes.

Invariant: stdout is flushed before a message, so that the two streams appear in order. A message has one line per fault and
no control sequence.
"""

from __future__ import annotations

import os
import sys
from enum import IntEnum
from time import monotonic

from twosense.errors import GlossaryError, TwosenseError
from twosense.output import stdout
from twosense.text.sanitize import sanitize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class ExitCode(IntEnum):
    """The exit statuses. A signal that ends the program gives 128 + its number, as in any program."""

    SUCCESS = 0
    """The call did what was asked: every term was found, a scan has no findings, the glossaries are valid."""
    NEEDS_REVIEW = 1
    """The call worked, and somebody should look: a term was not found, a scan has findings, a glossary has faults, or an import
    left rows out."""
    ERROR = 2
    """The call failed, in part at least: bad usage, an invalid glossary, an unreadable file, a fault of twosense itself."""
    INTERRUPTED = 130
    """Ctrl-C ended the call, or the window was left without choosing a term (`--pick`)."""


def say(message: str) -> None:
    """Write one line to stderr."""
    stdout.Call.begun = True
    stdout.flush()
    if sys.stderr is None:
        return
    encoding = sys.stderr.encoding
    line = f"twosense: {sanitize(message)}\n".encode(encoding, "replace").decode(encoding)
    try:
        sys.stderr.write(line)
        sys.stderr.flush()
    except OSError:  # stderr is closed or full; the exit code still reports the failure
        stdout.abandon(sys.stderr)


def colour() -> bool:
    """Return whether to use colour on stderr."""
    return stdout.colour(stream=sys.stderr)


def show(text: str) -> None:
    """Write a text of ours to the terminal behind stderr, as it is; what it quotes must be sanitised. Raises OSError."""
    stdout.Call.begun = True
    stdout.flush()
    encoding = sys.stderr.encoding
    sys.stderr.write(text.encode(encoding, "replace").decode(encoding))
    sys.stderr.flush()


class Progress:
    """A count on one line of a terminal, shown once the work takes longer than a second."""

    _PATIENCE_S, _EVERY_S = 1.0, 0.1

    def __init__(self, noun: str) -> None:
        self._noun = noun
        self._done = 0
        self._shown = ""
        self._next = monotonic() + self._PATIENCE_S if sys.stderr is not None and sys.stderr.isatty() else float("inf")

    def step(self) -> None:
        """Count one more."""
        self._done += 1
        if monotonic() >= self._next:
            self._next = monotonic() + self._EVERY_S
            self._shown = f"{self._done:,} {self._noun}"
            sys.stderr.write(f"\r{self._shown}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Clear the line before something else is written."""
        if self._shown:
            sys.stderr.write(f"\r{' ' * len(self._shown)}\r")
            sys.stderr.flush()
            self._shown = ""


def report_missing(query: str, suggestions: Sequence[str], command: str | None = None) -> None:
    """Report a query that found nothing, with the terms and the command that may have been meant."""
    terms = ", ".join(f'"{term}"' for term in suggestions)
    meant = " or ".join(filter(None, (terms, command and f'the command "{command}"')))
    say(f'"{query}" is not in the glossary' + (f"; did you mean {meant}?" if meant else ""))


def report_error(error: TwosenseError) -> int:
    """Report everything that is wrong, one line for each fault, and return the exit code."""
    for line in error.faults if isinstance(error, GlossaryError) else [error]:
        say(str(line))
    return ExitCode.ERROR


def report_internal_error(error: Exception) -> int:
    """Report a fault of twosense itself, after its traceback if TWOSENSE_TRACEBACK is set, and return the exit code."""
    stdout.abandon()
    if os.environ.get("TWOSENSE_TRACEBACK"):
        from traceback import format_exception

        for line in "".join(format_exception(error)).splitlines():
            say(line)
    advice = "please report it with the command, run with TWOSENSE_TRACEBACK=1"
    say(f"internal error: {type(error).__name__}: {error}; {advice}")
    return ExitCode.ERROR


def report_system_error(error: OSError) -> int:
    """Report an error of the operating system, such as that it cannot take our output, and return the exit code."""
    stdout.abandon()
    say(f"{error.filename or 'the operating system says'}: {error.strerror}")
    return ExitCode.ERROR
