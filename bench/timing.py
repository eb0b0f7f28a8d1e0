"""Timing: run whole processes in turn, and compare their times.

Invariant: every ratio compares commands that ran in turn, A B A B, so that a change in the speed of the machine affects both.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Command:
    """A command to time; `stdin` is a file."""

    name: str
    argv: list[str]
    stdin: Path | None = None
    environment: dict[str, str] = field(default_factory=dict)
    statuses: tuple[int, ...] = (0, 1)  # the exit statuses that count as success
    before: list[str] | None = None  # a command to run before each run; it is not timed
    seconds: list[float] = field(default_factory=list)
    peak_mb: float = 0.0  # at least that of this process, which Linux counts in

    def run(self) -> tuple[float, float]:
        """Run it with its output drained by a pipe; return its seconds and its peak memory in MB."""
        if self.before:
            subprocess.run(self.before, check=True)
        drain = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        assert drain.stdin is not None
        source = os.open(self.stdin or os.devnull, os.O_RDONLY)
        null = os.open(os.devnull, os.O_WRONLY)
        actions = [
            (os.POSIX_SPAWN_DUP2, source, 0),
            (os.POSIX_SPAWN_DUP2, drain.stdin.fileno(), 1),
            (os.POSIX_SPAWN_DUP2, null, 2),
        ]
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")} | self.environment
        began = time.perf_counter()
        pid = os.posix_spawnp(self.argv[0], self.argv, environment, file_actions=actions)
        _, status, usage = os.wait4(pid, 0)
        took = time.perf_counter() - began
        os.close(source)
        os.close(null)
        drain.stdin.close()
        drain.wait()
        if os.waitstatus_to_exitcode(status) not in self.statuses:
            sys.exit(f"bench: {self.name} exited with {os.waitstatus_to_exitcode(status)}")
        return took, usage.ru_maxrss / 1024

    @property
    def median(self) -> float:
        """The median time of a run, in seconds."""
        return statistics.median(self.seconds)


def in_turn(commands: list[Command], runs: int, warm: int = 2) -> None:
    """Run the commands in turn, `runs` times, after `warm` rounds that do not count."""
    for number in range(warm + runs):
        for command in commands:
            took, peak = command.run()
            if number >= warm:
                command.seconds.append(took)
                command.peak_mb = max(command.peak_mb, peak)


def ratio(command: Command, floor: Command) -> float:
    """Return the median of the ratios of runs of the same round."""
    return statistics.median(a / b for a, b in zip(command.seconds, floor.seconds, strict=True))


def line(what: str, value: float, bar: str = "", unit: str = "x", extra: str = "") -> None:
    """Print a figure, and the bar that it should meet."""
    print(f"{what:58s} {value:9.2f} {unit:3s} {bar:14s} {extra}".rstrip(), flush=True)
