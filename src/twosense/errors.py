"""Errors: everything twosense raises on purpose.

    TwosenseError            anything below; one clear sentence
    ├── UsageError           the call itself is wrong
    ├── GlossaryError        glossaries, source records or labelled sentences with faults, all of them at once
    └── ReadError            a file that cannot be read, or must not be

Invariant: `str(error)` is one line a fault and says what to do next; every one of them ends the program with status 2.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class TwosenseError(Exception):
    """The base of every error that twosense raises on purpose."""


class UsageError(TwosenseError):
    """The call itself is wrong: an option, a format, a side that does not exist."""


class ReadError(TwosenseError):
    """A file that cannot be read, or must not be."""


class Fault:
    """One fault of one file: where it stands, what is wrong, and what to do.

    `line` is 1-based, or None when the whole file is at fault; `key` is the dotted path of the value, "" for the file.
    """

    __slots__ = ("file", "fix", "key", "line", "problem")

    def __init__(self, file: str, line: int | None, key: str, problem: str, fix: str) -> None:
        self.file, self.line, self.key, self.problem, self.fix = file, line, key, problem, fix

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        what = f"{self.key}: {self.problem}" if self.key else self.problem
        return f"{where}: {what}; {self.fix}"


class GlossaryError(TwosenseError):
    """Glossaries, source records or labelled sentences with faults: `faults` holds them all, in the order of the file."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)
