"""Text files: read a file or standard input as UTF-8 text.

Invariant: a text takes no more than the limit, SIZE_LIMIT bytes unless stated, of memory, whatever the size of the file.
"""

from __future__ import annotations

from msgspec import Struct

from twosense.errors import FileError
from twosense.scan.documents import refusal
from twosense.text.regular_file import read_descriptor, read_file

SIZE_LIMIT = 1 << 24  # bytes; a book has one million
STDIN = "-"
_UNICODE = {b"\xff\xfe\0\0": "UTF-32", b"\0\0\xfe\xff": "UTF-32", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


class File(Struct, frozen=True):
    """A file to read: its path as shown, and whether it was named rather than found in a folder."""

    path: str
    named: bool


def read_text(file: File, limit: int = SIZE_LIMIT, *, name: str = "") -> bytes | None:
    """Return the bytes of a file, or None if it was found, not named, and is not a text. Raises FileError.

    The suffix of `name` determines its type, without a name that of its path.
    """
    data = read_bytes(file, limit)
    for start, encoding in _UNICODE.items():
        if data.startswith(start):
            raise FileError(file.path, f"the text is {encoding}", "save it as UTF-8")
    refused = refusal(name or file.path, data)
    if refused and file.named:
        raise FileError(file.path, *refused)
    return None if refused else data


def read_bytes(file: File, limit: int) -> bytes:
    """Return the bytes of a file, whatever they are. Raises FileError."""
    if file.path != STDIN:
        return read_file(file.path, limit)
    try:
        return read_descriptor(0, STDIN, limit)
    except OSError as error:
        raise FileError(STDIN, error.strerror or "cannot be read") from None
