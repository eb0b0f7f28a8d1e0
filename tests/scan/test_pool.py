"""The pool: worker processes change nothing but the time, and never outlive their parent."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.conftest import PROGRAM, Run
from tests.processes import session, survivors

pytestmark = [
    pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one processor needs no workers"),
]

LINE = f"the DR plan, agile, {'and nothing else ' * 8}\n"


def write_files(count: int, size: int) -> None:
    """Write files whose findings in ndjson take about three times as many bytes as a pipe holds."""
    for number in range(count):
        Path(f"{number:02}.txt").write_text(LINE * (size // len(LINE)), encoding="utf-8")


@contextmanager
def scan_in_progress() -> Iterator[subprocess.Popen[bytes]]:
    """Start a scan that has written its first bytes, and that goes on only as its output is read."""
    write_files(16, 150_000)
    command = [*PROGRAM, "scan", ".", "--format", "ndjson", "--level", "note"]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    assert program.stdout is not None
    assert program.stdout.read(1) == b"{"
    try:
        yield program
    finally:
        for process in (*session(program.pid), program.pid):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        program.communicate()


def test_many_files_give_the_results_of_one_process_in_the_same_order(process: Run, run: Run) -> None:
    for number in range(12):
        filler = "and nothing else\n" * 10_000
        Path(f"{number:02}.txt").write_text(f"{number} the DR one, agile\n{filler}", encoding="utf-8")
    Path("04.txt").write_text("und die Cloud ist nicht das Budget von dem Server\n" * 10_000, encoding="utf-8")
    Path("05.txt").write_bytes(b"\xff\xfeD\0R\0")
    together = process("scan", ".", "--format", "ndjson")
    assert together.returncode == 2
    message, closing = together.stderr.decode().splitlines()
    assert message == "twosense: 05.txt: the text is UTF-16; save it as UTF-8"
    assert closing.endswith(" in 10 files; most often: DR 10; 2 skipped: 1 not English, 1 unreadable")
    assert together.stdout == b"".join(run("scan", f"{number:02}.txt", "--format", "ndjson").stdout for number in range(12))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the test reads /proc")
@pytest.mark.parametrize("wait", [0, 1], ids=["while the workers scan", "while the workers wait"])
def test_workers_end_when_their_parent_is_killed(wait: float) -> None:
    with scan_in_progress() as program:
        time.sleep(wait)
        assert session(program.pid)
        program.send_signal(signal.SIGKILL)
        program.wait()
        assert survivors(program.pid) == {}


@pytest.mark.skipif(sys.platform != "linux", reason="the test reads /proc")
def test_a_worker_that_dies_is_one_clear_line_and_exit_status_2() -> None:
    with scan_in_progress() as program:
        os.kill(min(session(program.pid)), signal.SIGKILL)
        _, stderr = program.communicate(timeout=30)
    message, closing = stderr.decode().splitlines()
    assert message == "twosense: scan: a worker process has died; scan fewer files at a time"
    files, skipped = re.search(r" in (\d+) files?; .*; (\d+) skipped: unreadable$", closing).groups()
    assert int(files) + int(skipped) == 16
    assert program.returncode == 2
