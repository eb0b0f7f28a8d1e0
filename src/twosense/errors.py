"""Errors: everything twosense raises on purpose.

    TwosenseError            the base class
    ├── UsageError           the call itself is wrong
    ├── GlossaryError        files that people write have faults: all faults at once
    └── FileError            a file cannot be read or written, or must not be

Invariant: `str(error)` has one line for each fault, and says what to do next where that is known; each of these errors ends
the program with exit status 2.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class TwosenseError(Exception):
    """The base of every error that twosense raises on purpose.

    >>> issubclass(UsageError, TwosenseError) and issubclass(FileError, TwosenseError)
    True
    """


class UsageError(TwosenseError):
    """The call itself is wrong: an unknown option, format or side.

    >>> from twosense import load
    >>> load().scan("The DR is cut.", audience="cfo")
    Traceback (most recent call last):
    twosense.errors.UsageError: unknown side "cfo"; choose marketing, it or mixed
    """


class FileError(TwosenseError):
    """A file cannot be read or written, or must not be: `path`, `problem`, and `fix`, which may be empty.

    >>> print(FileError("brief.md", "binary, not text", "save it as plain text"))
    brief.md: binary, not text; save it as plain text
    """

    def __init__(self, path: str, problem: str, fix: str = "") -> None:
        super().__init__(path, problem, fix)  # as they are, so that a worker process can pickle the error
        self.path, self.problem, self.fix = path, problem, fix

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}" + (f"; {self.fix}" if self.fix else "")


class Fault:
    """One fault of one file: where it is, what is wrong, and what to do.

    `line` is 1-based, or None when the whole file is at fault. `key` is the dotted path of the value, "" for the whole file.
    `unread` says that the file could not be read, so that its contents are unknown.

    >>> print(Fault("team.toml", 3, "term[0].name", "is empty", "write a name"))
    team.toml:3: term[0].name: is empty; write a name
    """

    __slots__ = ("file", "fix", "key", "line", "problem", "unread")

    def __init__(self, file: str, line: int | None, key: str, problem: str, fix: str, *, unread: bool = False) -> None:
        self.file, self.line, self.key, self.problem, self.fix, self.unread = file, line, key, problem, fix, unread

    def to_dict(self) -> dict[str, str | int | None]:
        """Return the parts by name, for `json.dumps`.

        >>> Fault("team.toml", 3, "name", "is empty", "write one").to_dict()["line"]
        3
        """
        return {name: getattr(self, name) for name in ("file", "line", "key", "problem", "fix", "unread")}

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        what = f"{self.key}: {self.problem}" if self.key else self.problem
        return f"{where}: {what}; {self.fix}"


class GlossaryError(TwosenseError):
    """Glossaries, configuration, source records or labelled texts have faults: `faults`, in the order of the file.

    >>> GlossaryError([Fault("team.toml", 3, "", "is empty", "write a term")]).faults[0].line
    3
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)
