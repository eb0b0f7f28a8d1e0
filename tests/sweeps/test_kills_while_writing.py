"""Kills while files are written: each file is the old or the new one, and the next call leaves nothing but the files."""

from __future__ import annotations

import os
import random
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import PROGRAM, Run
from tests.sweeps.scale import scaled

pytestmark = [pytest.mark.slow]

FILES = scaled(500)
OLD = "The DR site failed over in four hours.\n" * 3
NEW = OLD.replace("DR site", "DR site (DR: disaster recovery)", 1)
NAMES = [f"{number:03}.md" for number in range(FILES)]
COMMAND = ["translate", "--to", "marketing", "--write", *NAMES]


def test_kills_while_files_are_written(run: Run) -> None:
    def restore() -> None:
        for name in NAMES:
            Path(name).write_text(OLD, encoding="utf-8")

    restore()
    began = time.monotonic()
    assert run(*COMMAND).returncode == 0
    whole = time.monotonic() - began
    rng = random.Random(13)
    counts: Counter[str] = Counter()
    for _ in range(scaled(50)):
        restore()
        program = subprocess.Popen([*PROGRAM, *COMMAND], stdout=subprocess.DEVNULL)
        while Path(NAMES[0]).read_text(encoding="utf-8") == OLD and program.poll() is None:
            time.sleep(0.001)
        time.sleep(rng.uniform(0, 0.8) * whole)
        counts["in progress"] += program.poll() is None
        program.kill()
        program.wait()
        texts = [Path(name).read_text(encoding="utf-8") for name in NAMES]
        assert set(texts) <= {OLD, NEW}
        counts["kills"] += 1
        counts["files written"] += texts.count(NEW)
        counts["drafts left"] += len(os.listdir()) - FILES
        assert run(*COMMAND).returncode == 0
        assert {Path(name).read_text(encoding="utf-8") for name in NAMES} == {NEW}
        assert sorted(os.listdir()) == NAMES
    print(f"writes: {dict(counts)}")
