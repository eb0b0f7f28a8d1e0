"""Replace a file, or create one: put a text in its place, whole or not at all.

Invariant: whatever happens, the file is the old or the new one; its mode and owner stay.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress

from twosense.errors import ReadError
from twosense.text.regular_file import read_file


def replace_file(path: str, old: bytes, new: bytes) -> None:
    """Write `new` over a file that holds `old`.

    Raises ReadError: the file has changed, it is a symbolic link that leads out of the working folder, or it cannot be written.
    """
    real = os.path.realpath(path)
    if os.path.islink(path) and os.path.commonpath((real, os.path.realpath("."))) != os.path.realpath("."):
        raise ReadError(path, "a symbolic link that leads out of this folder", "name the file itself")
    draft = None
    try:
        status = os.stat(real)
        if not os.access(real, os.W_OK):
            raise ReadError(path, "may not be written", "change its mode")
        descriptor, draft = tempfile.mkstemp(prefix=".twosense-", dir=os.path.dirname(real))
        with open(descriptor, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(draft, status.st_mode & 0o7777)
        if hasattr(os, "chown"):
            with suppress(OSError):
                os.chown(draft, status.st_uid, status.st_gid)
        if read_file(real, max(len(old), 1)) != old:
            raise ReadError(path, "has changed in the meantime", "run the command again")
        os.replace(draft, real)
        draft = None
    except OSError as error:
        raise ReadError(path, f"cannot be written: {error.strerror}") from None
    finally:
        if draft is not None:
            with suppress(OSError):
                os.unlink(draft)


def create_file(path: str, data: bytes) -> None:
    """Write a new file. Raises ReadError: there is a file of that name, or it cannot be written."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    except FileExistsError:
        raise ReadError(path, "there is a file of that name", "choose another name") from None
    except (OSError, ValueError) as error:
        raise ReadError(path, f"cannot be written: {getattr(error, 'strerror', None) or error}") from None
    try:
        replace_file(path, b"", data)
    except BaseException:
        with suppress(OSError):
            os.unlink(path)
        raise
