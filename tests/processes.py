"""The processes of a session, for tests that kill some of them."""

from __future__ import annotations

import os
import time
from pathlib import Path


def session(leader: int) -> dict[int, int]:
    """Return the processes of a session but for its leader, with their parents."""
    found = {}
    for name in filter(str.isdecimal, os.listdir("/proc")):
        try:
            fields = Path(f"/proc/{name}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        state, parent, of_session = fields[0], int(fields[1]), int(fields[3])
        if of_session == leader and int(name) != leader and state != "Z":
            found[int(name)] = parent
    return found


def survivors(leader: int, seconds: float = 2) -> dict[int, int]:
    """Return the processes of a session that are still there after some time."""
    deadline = time.monotonic() + seconds
    while (left := session(leader)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return left
