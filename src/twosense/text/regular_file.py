"""Read regular files, and nothing else.

Invariant: reading ends whatever the path names. A FIFO, a device or a folder is refused, and no more than the limit is read.
"""

from __future__ import annotations

import os
import stat

from twosense.errors import FileError

_BLOCK = 1 << 20  # bytes per read


def read_file(path: str, limit: int) -> bytes:
    """Return the bytes of the regular file at a path, at most `limit` of them.

    Raises FileError: the path does not exist or is not a regular file, the file is larger than `limit` bytes, or it became
    shorter while it was read.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        if isinstance(error, FileNotFoundError) and os.path.islink(path):  # a loop of links has a message of its own
            raise FileError(path, "the symbolic link leads nowhere") from None
        raise FileError(path, f"cannot be read: {error.strerror}") from None
    except ValueError:
        raise FileError(path, "the path holds a NUL byte") from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            kind = "a folder" if stat.S_ISDIR(status.st_mode) else "not a regular file"
            raise FileError(path, kind)
        return read_descriptor(descriptor, path, limit, status.st_size)
    except OSError as error:
        raise FileError(path, f"cannot be read: {error.strerror}") from None
    finally:
        os.close(descriptor)


def read_descriptor(descriptor: int, path: str, limit: int, size: int = 0) -> bytes:
    """Return all bytes of an open descriptor, which errors call `path`; `size` is the least number of bytes expected.

    Raises OSError and FileError.
    """
    parts: list[bytes] = []
    length = 0
    while max(length, size) <= limit and (block := os.read(descriptor, _BLOCK)):
        parts.append(block)
        length += len(block)
    if max(length, size) > limit:
        raise too_large(path, limit)
    if length < size:
        raise FileError(path, "became shorter while it was read", "try again")
    return b"".join(parts)


def too_large(path: str, limit: int) -> FileError:
    """Return what to raise about a file of more bytes than the limit."""
    most = f"{limit >> 20} MiB" if limit >> 20 else f"{limit >> 10} KiB"
    return FileError(path, f"larger than {most}", "split it")
