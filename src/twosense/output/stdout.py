"""Standard output: the only module that writes to it, and what it knows of the terminal.

Invariant: stdout carries data and nothing else, in the encoding of the terminal, else in UTF-8.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

NARROWEST = 20  # columns; fewer take no indented text, and a terminal wraps the lines itself
WIDEST = 100  # columns; longer lines are hard to read
BOLD, DIM, RED, GREEN, YELLOW, CYAN = "1", "2", "31", "32", "33", "36"  # styles
_NAME = "standard output"  # what errors call it
_NO_TERMINAL = 80  # columns, if there is no terminal to ask


class Call:
    """The call that runs: whether it has written or read anything, so that it cannot be run a second time.

    `path` is the file that takes the place of stdout, "" if there is none. `is_record` says that the output must not be lost,
    whatever ends the call: it records what the call has done to other files.
    """

    begun = False
    path = ""
    is_record = False


def write(data: str | bytes) -> None:
    """Write a text, or bytes in UTF-8. Raises OSError, such as BrokenPipeError, now or at the next `flush`."""
    Call.begun = True
    if sys.stdout is None:
        raise OSError(9, "it is closed", _NAME)
    try:
        if isinstance(data, bytes):
            sys.stdout.flush()
            rest = memoryview(data)
            while rest:  # with PYTHONUNBUFFERED the buffer is the bare file, which may take a part only
                rest = rest[sys.stdout.buffer.write(rest) :]
            return
        encoding = sys.stdout.encoding
        if encoding != "utf-8":
            data = data.encode(encoding, "replace").decode(encoding)
        sys.stdout.write(data)
    except OSError as error:
        error.filename = _NAME  # Python names no file
        raise


def flush() -> None:
    """Hand everything written so far to the operating system. Raises OSError as `write` does."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        error.filename = _NAME
        raise


def abandon(stream: TextIO | None = None) -> None:
    """Discard what is still to be written to stdout, or to another stream, so that the interpreter's flush cannot fail."""
    stream = stream or sys.stdout
    if stream is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def is_terminal(stream: TextIO | None = None) -> bool:
    """Return whether stdout, or another stream, is a terminal."""
    stream = stream or sys.stdout
    return stream is not None and stream.isatty()


def folder() -> str:
    """Return the folder of the file that takes the place of stdout, or "" if there is none."""
    return os.path.dirname(os.path.realpath(Call.path)) if Call.path else ""


def width() -> int:
    """Return the columns to fill: COLUMNS, or the terminal's, or 80; from 20 to 100."""
    stated = os.environ.get("COLUMNS", "")
    columns = int(stated) if stated.isdecimal() and len(stated) < 5 else 0
    if not columns:
        try:
            columns = os.get_terminal_size(sys.stdout.fileno()).columns
        except (OSError, ValueError, AttributeError):
            columns = 0
    return min(max(columns or _NO_TERMINAL, NARROWEST), WIDEST)


def side_by_side(choice: str = "auto") -> bool:
    """Return whether to write the two sides next to each other: on a terminal, or where colours are asked for as if on one.

    A pipe gets one column, which can be searched line by line and read aloud. `choice` is that of `colour`.
    """
    return choice == "always" or (is_terminal() and os.environ.get("TERM") != "dumb")


def colour(choice: str = "auto", stream: TextIO | None = None) -> bool:
    """Return whether to use colour on stdout or another stream, for "auto", "always" or "never".

    NO_COLOR, then FORCE_COLOR decide what "auto" means.
    """
    if choice == "auto":
        if os.environ.get("NO_COLOR"):
            return False
        return bool(os.environ.get("FORCE_COLOR")) or (is_terminal(stream) and os.environ.get("TERM") != "dumb")
    return choice == "always"


def styled(text: str, style: str) -> str:
    """Return a text in a style, the parameters of an SGR code, for a terminal; an empty one has none. It must be sanitised."""
    return f"\x1b[{style}m{text}\x1b[0m" if text and style else text


def links() -> bool:
    """Return whether to make links (OSC 8): on a terminal that can move its cursor, or if FORCE_HYPERLINK says so."""
    forced = os.environ.get("FORCE_HYPERLINK", "")
    return forced != "0" if forced else is_terminal() and os.environ.get("TERM") != "dumb"
