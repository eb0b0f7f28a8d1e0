"""Kills at random moments: no process survives, the next call answers right, and nothing is left in the cache folder."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import PROGRAM, Run, make_older
from tests.processes import session, survivors
from tests.sweeps.glossaries import write_large
from tests.sweeps.scale import scaled

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("own_folders"),
    pytest.mark.skipif(sys.platform != "linux", reason="the tests read /proc"),
]

TERMS = 21_000
LINE = f"the DR plan, agile, {'and nothing else, just some words of English that the scan has to read ' * 30}\n"


def start(*arguments: str) -> subprocess.Popen[bytes]:
    """Start the program as the leader of a session."""
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([*PROGRAM, *arguments], **streams, start_new_session=True)  # type: ignore[call-overload,no-any-return]


def kill(program: subprocess.Popen[bytes], whole_group: bool) -> None:
    """Kill the program, or its whole process group, and check that nothing of it survives."""
    if whole_group:
        with suppress(ProcessLookupError):  # it has ended already
            os.killpg(program.pid, signal.SIGKILL)
    else:
        program.send_signal(signal.SIGKILL)
    program.wait()
    left = survivors(program.pid)
    for process in left:
        os.kill(process, signal.SIGKILL)
    assert left == {}


def test_builds_of_a_large_glossary(process: Run, home: Path) -> None:
    views = home / "cache" / "twosense" / "views"
    large = Path("large.toml").absolute()
    write_large(large, TERMS)
    began = time.monotonic()
    assert process("term 7", "--only", str(large)).returncode == 0
    whole = time.monotonic() - began
    rng = random.Random(11)
    counts: Counter[str] = Counter()
    for number in range(scaled(20)):
        for _ in range(3):  # each leaves something, and the last of them finds it
            shutil.rmtree(views, ignore_errors=True) if number % 2 else make_older(large, rng.randint(60, 600))
            program = start("term 7", "--only", str(large))
            time.sleep(rng.uniform(0.1, 1) * whole)
            counts["in progress"] += program.poll() is None
            kill(program, whole_group=number % 2 == 0)
            counts["kills"] += 1
        counts["left behind"] += len(os.listdir(views)) if views.exists() else 0
        make_older(large, rng.randint(60, 600))
        done = process("term 7", f"term {TERMS - 1}", "--only", str(large))
        assert (done.returncode, done.stderr) == (0, b"")
        assert f"meaning {TERMS - 1}".encode() in done.stdout
        assert sorted(path.suffix for path in views.iterdir()) == [".head", ".lmdb"]
    print(f"builds: {dict(counts)}")


def test_scans_with_worker_processes(process: Run) -> None:
    for number in range(12):
        Path(f"{number:02}.txt").write_text(LINE * (120_000 // len(LINE)), encoding="utf-8")
    command = ["scan", ".", "--format", "ndjson", "--level", "note"]
    right = process(*command)
    began = time.monotonic()
    process(*command)
    whole = time.monotonic() - began
    rng = random.Random(12)
    counts: Counter[str] = Counter()
    for number in range(scaled(40)):
        program = start(*command)
        time.sleep(rng.uniform(0.1, 1) * whole)
        counts["with workers"] += bool(session(program.pid))
        kill(program, whole_group=number % 2 == 0)
        counts["kills"] += 1
    done = process(*command)
    assert (done.returncode, done.stdout) == (right.returncode, right.stdout)
    print(f"scans: {dict(counts)}")
