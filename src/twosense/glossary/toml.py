"""TOML: one document, read from a regular file, and the line that each of its keys stands on.

Invariant: whatever stands at the path, reading it ends: it gives a document or a GlossaryError with the one fault that
ended it. Nothing that is not a regular file is ever waited for.
"""

from __future__ import annotations

import os
import re
import stat

import tomli

from twosense.errors import Fault, GlossaryError

SIZE_LIMIT = 1 << 30  # bytes; fifteen times a glossary of 100,000 terms

Path = tuple[str | int, ...]

# Possessive throughout: a string of 10 MB must not leave a state to go back to for each of its characters.
_STRING = (
    r'"""(?:[^"\\]++|\\.|"{1,2}+(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}+(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*+'"
)
_BLANK = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_KEY = re.compile(r"""(?:[^"'=\n]++|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+')*+""")
_VALUE = re.compile(rf"(?:{_STRING}|#[^\n]*+|[^\[\]{{}}\n\"'#]++)*+", re.DOTALL)


class Document:
    """A TOML file as read: `data` is what tomli made of it."""

    def __init__(self, path: str, shown: str) -> None:
        """Read the file at `path`; faults name it as `shown`. Raises GlossaryError."""
        self.path = path
        self.shown = shown
        self._lines: dict[Path, int] | None = None
        self.data: dict[str, object] = self._parse(self._read())

    def fault(self, key: Path, problem: str, fix: str) -> Fault:
        """A fault of the value at `key`, with the line it stands on."""
        return Fault(self.shown, self.line(key), dotted(key), problem, fix)

    def line(self, key: Path) -> int | None:
        """The 1-based line of the statement that gives `key` its value, or the nearest table around it."""
        if self._lines is None:
            # The text is read again rather than kept: a glossary of 60 MB is rarely at fault.
            try:
                found = statements(self._read())
            except GlossaryError:
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
        data = read_regular(self.path, self.shown)
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise self._stop("the file is UTF-16", "save it as UTF-8")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise self._stop(f"byte 0x{data[error.start]:02x} is not UTF-8", "save the file as UTF-8", line) from None
        return text

    def _parse(self, text: str) -> dict[str, object]:
        try:
            return tomli.loads(text)
        except tomli.TOMLDecodeError as error:
            raise self._stop(f"not TOML: {error.msg}", "mend this line", min(error.lineno, text.count("\n") + 1)) from None
        except RecursionError:
            raise self._stop("arrays or tables nested too deep", "a glossary nests no deeper than four") from None
        except ValueError as error:  # a number beyond what Python reads
            raise self._stop(f"not TOML: {str(error).split(';')[0]}", "a glossary holds no such number") from None


def read_regular(path: str, shown: str) -> bytes:
    """The bytes of a regular file. Raises GlossaryError; never waits for a FIFO or a device."""
    fix = "name a TOML file"
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        if os.path.islink(path) and not os.path.exists(path):
            problem = "a symbolic link that leads nowhere"
        else:
            problem = f"cannot be read: {error.strerror}"
        raise GlossaryError([Fault(shown, None, "", problem, fix)]) from None
    except ValueError:
        raise GlossaryError([Fault(shown, None, "", "the path holds a NUL byte", fix)]) from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            kind = "a folder" if stat.S_ISDIR(status.st_mode) else "not a regular file"
            raise GlossaryError([Fault(shown, None, "", kind, fix)])
        if status.st_size > SIZE_LIMIT:
            raise GlossaryError([Fault(shown, None, "", f"larger than {SIZE_LIMIT >> 20} MiB", "split the glossary")])
        with open(descriptor, "rb", closefd=False) as file:
            return file.read()
    except OSError as error:
        raise GlossaryError([Fault(shown, None, "", f"cannot be read: {error.strerror}", fix)]) from None
    finally:
        os.close(descriptor)


def dotted(key: Path) -> str:
    """A key as people write it: `term[3].sense[0].side`, indices counting from 0."""
    text = ""
    for part in key:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += ("." if text else "") + part
    return text


def statements(text: str) -> list[tuple[int, Path]]:
    """Each statement of a valid TOML text: its 1-based line and the key it sets, with the indices of arrays of tables."""
    found: list[tuple[int, Path]] = []
    counts: dict[Path, int] = {}
    table: Path = ()
    headers: dict[str, tuple[str, ...]] = {}
    position, line, counted = 0, 1, 0
    while True:
        position = _BLANK.match(text, position).end()  # type: ignore[union-attr]  # it matches nothing, too
        if position >= len(text):
            return found
        line += text.count("\n", counted, position)
        counted = position
        if text[position] == "[":
            end = text.find("\n", position)
            header = text[position : end if end >= 0 else len(text)].rstrip("\r")
            names = headers.get(header)
            if names is None:
                names = headers[header] = _names(tomli.loads(header))
            table = (*_indexed((), names[:-1], counts), names[-1])
            if header.startswith("[["):
                counts[table] = counts.get(table, -1) + 1
                table += (counts[table],)
            found.append((line, table))
            position += len(header)
            continue
        end = _KEY.match(text, position).end()  # type: ignore[union-attr]
        found.append((line, table + _names(tomli.loads(text[position:end] + "=0"))))
        position = _end_of_value(text, end)


def _indexed(prefix: Path, names: tuple[str, ...], counts: dict[Path, int]) -> Path:
    for name in names:
        prefix += (name,)
        if prefix in counts:
            prefix += (counts[prefix],)
    return prefix


def _names(value: object) -> tuple[str, ...]:
    """The one chain of keys in a document of one statement."""
    names: list[str] = []
    while True:
        if isinstance(value, list):
            value = value[0]
        if not isinstance(value, dict) or not value:
            return tuple(names)
        ((name, value),) = value.items()
        names.append(name)


def _end_of_value(text: str, position: int) -> int:
    depth = 0
    while True:
        position = _VALUE.match(text, position).end()  # type: ignore[union-attr]
        if position >= len(text):
            return position
        if text[position] == "\n":
            if depth == 0:
                return position
        else:
            depth += 1 if text[position] in "[{" else -1
        position += 1
