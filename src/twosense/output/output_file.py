"""Output file: what `--output FILE` does: a file takes the place of stdout.

Invariant: a regular file is replaced as a whole when the call has done its work; its mode, owner and group stay. If the call
fails, the file stays as it was, unless the output is the record of what was done to other files. Calls at the same time have
drafts of their own, and the last one to end wins.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, redirect_stdout, suppress

from twosense.output import stdout
from twosense.text.replace_file import draft_of, give, not_written

TYPE_CHECKING = False  # `typing` itself takes half the time of a bare interpreter start
if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def stdout_in_file(path: str) -> Iterator[None]:
    """Write to a file what goes to stdout in this block. Raises FileError if the file cannot be written."""
    real = os.path.realpath(path)
    status = None
    try:
        with suppress(FileNotFoundError):
            status = os.stat(real)
        in_place = status is not None and not stat.S_ISREG(status.st_mode)  # a device or a pipe only passes on what is written
        draft = real if in_place else draft_of(real, f".{os.getpid()}")
        mode = 0o600 if status else 0o666  # what replaces a file must not be open to others who could not read that one

        def opener(name: str, flags: int) -> int:
            return os.open(name, flags, mode)

        file = open(draft, "w" if in_place else "x", encoding="utf-8", newline="\n", opener=opener)  # noqa: SIM115  # closed below, twice
    except (OSError, ValueError) as error:
        raise not_written(path, error) from None
    stdout.Call.path, stdout.Call.is_record = path, False
    try:
        if status and not in_place:
            give(path, file.fileno(), status)
        with redirect_stdout(file):
            yield
            stdout.flush()
        if not in_place:
            os.fsync(file.fileno())  # so that a crash of the machine leaves the old file or the new one
        file.close()
        if not in_place:
            if status:
                os.chmod(draft, stat.S_IMODE(status.st_mode))
            os.replace(draft, real)
    except BaseException as error:
        with suppress(OSError):
            file.close()
        if not in_place:
            with suppress(OSError):
                os.replace(draft, real) if stdout.Call.is_record else os.unlink(draft)
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise not_written(path, error) from None
        raise
    finally:
        stdout.Call.path = ""
