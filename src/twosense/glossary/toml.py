"""TOML: one document, read from a regular file, and faults that name the line of a key.

Invariant: reading ends whatever the path names: in a document, or in a GlossaryError with the one fault that ended it.
"""

from __future__ import annotations

import tomli

from twosense.errors import Fault, FileError, GlossaryError
from twosense.glossary.toml_lines import Key, statements
from twosense.text.regular_file import read_file, too_large

TOO_DEEP, NESTING = "arrays or tables are nested too deep", "a glossary nests at most four deep"
SIZE_LIMIT = 1 << 27  # bytes; twice a glossary of 100,000 terms


class TomlFile:
    """A TOML file: `data` is what tomli made of it, `path` its path."""

    def __init__(self, path: str, shown: str = "", limit: int = SIZE_LIMIT, draft: bytes | None = None) -> None:
        """Read the file at `path`, of `limit` bytes at most, or a draft of it. Raises GlossaryError.

        Faults call it `shown`, or by its path.
        """
        self.path = path
        self.shown = shown or path
        self._limit = limit
        self._draft = draft
        self._lines: dict[Key, int] | None = None
        self.data: dict[str, object] = self._parse(self._read())

    def fault(self, key: Key, problem: str, fix: str) -> Fault:
        """Return a fault of the value at `key`, with its line."""
        return Fault(self.shown, self.line(key), dotted(key), problem, fix)

    def line(self, key: Key) -> int | None:
        """Return the 1-based line of the statement that gives `key` its value, or of the nearest table around it."""
        if self._lines is None:
            # Read the text again rather than keep it: a glossary of 60 MB rarely has a fault.
            try:
                found = statements(self._read())
            except (GlossaryError, RecursionError):
                return None
            self._lines = {}
            for line, path in found:
                for end in range(1, len(path) + 1):
                    self._lines.setdefault(path[:end], line)
        while key:
            if key in self._lines:
                return self._lines[key]
            key = key[:-1]
        return None

    def _stop(self, problem: str, fix: str, line: int | None = None) -> GlossaryError:
        return GlossaryError([Fault(self.shown, line, "", problem, fix)])

    def _read(self) -> str:
        try:
            data = read_file(self.path, self._limit) if self._draft is None else self._draft
            if len(data) > self._limit:  # a draft
                raise too_large(self.path, self._limit)
        except FileError as error:
            fix = error.fix or "name a TOML file"
            raise GlossaryError([Fault(self.shown, None, "", error.problem, fix, unread=True)]) from None
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise self._stop("the file is UTF-16", "save it as UTF-8")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise self._stop(f"byte 0x{data[error.start]:02x} is not UTF-8", "save the file as UTF-8", line) from None

    def _parse(self, text: str) -> dict[str, object]:
        try:
            return tomli.loads(text)
        except tomli.TOMLDecodeError as error:
            line = min(error.lineno, text.count("\n") + 1)
            raise self._stop(f"invalid TOML: {error.msg}", "fix this line", line) from None
        except RecursionError:
            raise self._stop(TOO_DEEP, NESTING) from None
        except ValueError as error:  # a number that Python refuses to read
            raise self._stop(f"invalid TOML: {str(error).split(';')[0]}", "a glossary holds no such number") from None


def dotted(key: Key) -> str:
    """Return a key as people write it: `term[3].sense[0].side`, indices counting from 0."""
    text = ""
    for part in key:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += ("." if text else "") + part
    return text
