"""What holds for every call, whatever its input: no traceback, no hang, no control character, a documented exit status."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import CompletedProcess

from twosense.text.sanitize import unsafe_in

LIMIT_S = 10  # seconds that a call may take


class HangError(BaseException):
    """A call took too long; no `except Exception` on the way may swallow it."""


@contextmanager
def in_time(seconds: float = LIMIT_S) -> Iterator[None]:
    """Raise HangError if the block takes longer."""

    def stop(*_: object) -> None:
        raise HangError(f"took longer than {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def check(done: CompletedProcess[bytes]) -> None:
    """Check what holds for every call that has ended."""
    for out in (done.stdout, done.stderr):
        assert unsafe_in(out.decode()) <= {"\n", "\t"}, out  # strictly: UTF-8
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    assert b"internal error" not in done.stderr, done.stderr.decode()
    assert all(line.startswith("twosense: ") for line in done.stderr.decode().splitlines()), done.stderr
    assert done.returncode in (0, 1, 2)
    assert done.returncode != 2 or done.stderr
