"""Replace a file, or create one: put a text in its place, whole or not at all.

The draft has a name that depends on the file alone, so that the next call takes over what a killed one has left.
Invariant: whatever happens, the file is the old or the new one; its mode, owner and group stay.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from zlib import crc32

from twosense.errors import FileError
from twosense.text.regular_file import read_file

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_WRITABLE = 0o222  # the superuser may write any file, but one that is marked as read-only is meant to stay
_LONGEST = 200  # bytes of a name; a longer one would leave no room for what the name of the draft adds
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def replace_file(path: str, old: bytes, new: bytes) -> None:
    """Write `new` over a file that holds `old`; if both are the same, only remove the draft that a killed call has left.

    Raises FileError: the file has changed, it is a symbolic link that leads out of the working folder, somebody else writes it,
    or it cannot be written.
    """
    real = os.path.realpath(path)
    draft = draft_of(real)
    if old == new and not os.path.lexists(draft):
        return
    here = os.path.realpath(".")
    if os.path.islink(path) and os.path.commonpath((real, here)) != here:
        raise FileError(path, "a symbolic link that leads out of this folder", "name the file itself")
    try:
        with _locked(path, real):
            with suppress(FileNotFoundError):
                os.unlink(draft)
            if old != new:
                _replace(path, real, draft, old, new)
    except OSError as error:
        raise not_written(path, error) from None


def create_file(path: str, data: bytes, fix: str) -> None:
    """Write a new file. Raises FileError: it cannot be written, or there is one, about which `fix` says what to do."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    except FileExistsError:
        raise FileError(path, "already exists", fix) from None
    except (OSError, ValueError) as error:
        raise not_written(path, error) from None
    try:
        replace_file(path, b"", data)
    except BaseException:
        with suppress(OSError):
            if not os.path.getsize(path):  # somebody else may have filled it
                os.unlink(path)
        raise


def make_folder_of(path: str) -> None:
    """Make the folder of a file, for its owner alone, if there is none. Raises FileError."""
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    except OSError as error:
        raise not_written(path, error) from None


def not_written(path: str, error: OSError | ValueError) -> FileError:
    """Return what to raise if a file cannot be written; a ValueError is about its name."""
    return FileError(path, f"cannot be written: {getattr(error, 'strerror', None) or error}")


def draft_of(path: str, call: str = "") -> str:
    """Return the path of the draft of a file; `call` is short, and tells the drafts of several calls apart."""
    folder, name = os.path.split(path)
    encoded = os.fsencode(name)
    return os.path.join(folder, f".{name if len(encoded) <= _LONGEST else f'{crc32(encoded):08x}'}{call}.twosense")


@contextmanager
def draft_in_place(draft: str, path: str, mode: int = 0o600) -> Iterator[BinaryIO]:
    """Open a new draft; put it in the place of a file when the block ends, or remove it if the block fails. Raises OSError."""
    with suppress(FileNotFoundError):
        os.unlink(draft)
    with open(os.open(draft, _NEW, mode), "wb") as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            file.close()  # Windows renames no open file
            os.replace(draft, path)
        except BaseException:
            with suppress(OSError):
                file.close()
            with suppress(OSError):
                os.unlink(draft)
            raise


@contextmanager
def _locked(path: str, real: str) -> Iterator[None]:
    """Keep other calls from writing the same file, and so the same draft. Raises FileError if one does or has just done so."""
    if fcntl is None:
        yield
        return
    descriptor = os.open(real, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FileError(path, "is being written by another twosense", "run the command again") from None
        except OSError:
            pass  # a file system without locks
        if not os.path.samestat(os.fstat(descriptor), os.stat(real)):  # whoever locks the new file owns the draft
            raise _changed(path)
        yield
    finally:
        os.close(descriptor)


def _replace(path: str, real: str, draft: str, old: bytes, new: bytes) -> None:
    """Write the draft and rename it. Raises OSError, and FileError as `replace_file` does; the draft is removed then."""
    status = os.stat(real)
    if not status.st_mode & _WRITABLE or not os.access(real, os.W_OK):
        raise FileError(path, "may not be written", "change its mode")
    with draft_in_place(draft, real) as file:
        file.write(new)
        file.flush()
        give(path, file.fileno(), status)
        os.chmod(draft, status.st_mode & 0o7777)
        _check(path, real, old)


def _check(path: str, real: str, old: bytes) -> None:
    """Raise FileError unless the file still holds what was read from it."""
    if os.stat(real).st_size != len(old) or read_file(real, max(len(old), 1)) != old:
        raise _changed(path)


def _changed(path: str) -> FileError:
    return FileError(path, "has changed in the meantime", "run the command again")


def give(path: str, descriptor: int, status: os.stat_result) -> None:
    """Give the draft the owner and the group of the file. Raises FileError if only somebody else could."""
    mine = os.fstat(descriptor)
    if not hasattr(os, "fchown") or (mine.st_uid, mine.st_gid) == (status.st_uid, status.st_gid):
        return
    try:
        os.fchown(descriptor, status.st_uid, status.st_gid)
    except PermissionError:
        raise FileError(
            path, "belongs to another user or group, which a new file would not", "let its owner run the command"
        ) from None
