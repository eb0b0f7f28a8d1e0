"""Output file: what `--output FILE` does: a file takes the place of stdout.

Invariant: a regular file is replaced as a whole when the call has done its work. If the call fails, the file stays as it was.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, redirect_stdout, suppress

from twosense.errors import ReadError
from twosense.output import stdout

TYPE_CHECKING = False  # `typing` itself takes half the time of a bare interpreter start
if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def stdout_in_file(path: str) -> Iterator[None]:
    """Write to a file what goes to stdout in this block. Raises ReadError if the file cannot be written."""
    real = os.path.realpath(path)
    mode = None
    with suppress(OSError):
        mode = os.stat(real).st_mode
    in_place = mode is not None and not stat.S_ISREG(mode)  # a device or a pipe, which only passes on what is written
    folder, name = os.path.split(real)
    draft = real if in_place else os.path.join(folder, f".{name}.{os.getpid()}.twosense")
    try:
        file = open(draft, "w" if in_place else "x", encoding="utf-8", newline="\n")  # noqa: SIM115  # closed below, twice
    except (OSError, ValueError) as error:
        raise ReadError(path, f"cannot be written: {getattr(error, 'strerror', None) or error}") from None
    stdout.Call.path = path
    try:
        with redirect_stdout(file):
            yield
            stdout.flush()
        file.close()
        if not in_place:
            if mode is not None:
                os.chmod(draft, stat.S_IMODE(mode))
            os.replace(draft, real)
    except BaseException as error:
        with suppress(OSError):
            file.close()
        if not in_place:
            with suppress(OSError):
                os.unlink(draft)
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise ReadError(path, f"cannot be written: {error.strerror}") from None
        raise
    finally:
        stdout.Call.path = ""
