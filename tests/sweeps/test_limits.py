"""Scarce resources: little memory, few descriptors, small files, closed streams. A call answers right or says why it cannot."""

from __future__ import annotations

import itertools
import resource
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import PROGRAM, Run
from tests.sweeps.outcome import check
from tests.sweeps.scale import SCALE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("own_folders"),
    pytest.mark.skipif(sys.platform != "linux", reason="limits differ elsewhere"),
]

CALLS = ("DR", "DR --format json", "search churn", "scan brief.md", "list", "sources crm-2019", "DR --glossary team.toml")
MEGABYTE = 1 << 20
LIMITS = {
    "address space": (resource.RLIMIT_AS, [size * MEGABYTE for size in (100, 150, 200, 300, 400, 500, 700, 1_000, 2_000)]),
    "descriptors": (resource.RLIMIT_NOFILE, [*range(4, 12), 16, 24]),
    "file size": (resource.RLIMIT_FSIZE, [0, 1, 100, 4_096, 50_000, 300_000, 1_000_000, 2_000_000]),
}


@pytest.fixture(autouse=True)
def _files() -> None:
    Path("brief.md").write_text("The DR is cut. Who is agile?\n", encoding="utf-8")
    Path("team.toml").write_text(
        '[[term]]\nname = "DR"\n[[term.sense]]\nside = "it"\nmeaning = "dial range"\ndefinition = "d"\n', encoding="utf-8"
    )


@pytest.mark.parametrize("cache", ["cold", "warm"])
@pytest.mark.parametrize("kind", LIMITS)
def test_a_limit_of_the_system(kind: str, cache: str, run: Run, home: Path) -> None:
    which, limits = LIMITS[kind]
    chosen = list(itertools.product(limits, CALLS))[:: 3 if SCALE >= 1 else 40]
    right = {call: run(*call.split()) for _, call in chosen}
    counts: Counter[str] = Counter()
    for limit, call in chosen:
        if cache == "cold":
            shutil.rmtree(home / "cache", ignore_errors=True)
        done = subprocess.run(
            [*PROGRAM, *call.split()],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=60,
            check=False,
            preexec_fn=lambda limit=limit: resource.setrlimit(which, (limit, limit)),
        )
        if b"/lib/python" in done.stderr and b"twosense/" not in done.stderr:
            counts["too little for Python itself"] += 1
            continue
        if done.returncode == 2:
            check(done)
            counts["said so"] += 1
        else:
            assert (done.returncode, done.stdout, done.stderr) == (
                right[call].returncode,
                right[call].stdout,
                right[call].stderr,
            )
            counts["right"] += 1
        after = run(*call.split())
        assert (after.returncode, after.stdout) == (right[call].returncode, right[call].stdout)
    print(f"{kind}, {cache}: {dict(counts)}")
    assert counts["right"]


@pytest.mark.parametrize("cache", ["cold", "warm"])
def test_closed_streams(cache: str, run: Run, home: Path) -> None:
    streams = list(itertools.product(("", "<&-"), ("", ">&-", "> /dev/full"), ("", "2>&-", "2> /dev/full")))
    # Fewer than all: each of two streams that are closed at once, with another call.
    pairs = [closed for closed in streams if sum(map(bool, closed)) == 2]
    chosen = itertools.product(CALLS, streams) if SCALE >= 1 else zip(itertools.cycle(CALLS), pairs, strict=False)
    right: dict[str, subprocess.CompletedProcess[bytes]] = {}
    counts: Counter[str] = Counter()
    for call, closed in chosen:
        if call not in right:
            right[call] = run(*call.split())
        if cache == "cold":
            shutil.rmtree(home / "cache", ignore_errors=True)
        command = f"{sys.executable} -m twosense {call} {' '.join(closed)}"
        done = subprocess.run(command, shell=True, capture_output=True, timeout=60, check=False)
        check_quietly(done, has_stderr=not closed[2])
        if closed[1]:
            assert done.returncode == 2
            counts["said so"] += 1
        else:
            assert (done.returncode, done.stdout) == (right[call].returncode, right[call].stdout)
            counts["right"] += 1
    print(f"closed streams, {cache}: {dict(counts)}")


def check_quietly(done: subprocess.CompletedProcess[bytes], *, has_stderr: bool) -> None:
    """Check a call that may be unable to say anything."""
    if has_stderr:
        check(done)
    assert done.returncode in (0, 1, 2)
