"""Many processes at once: on a cold cache, and next to an editor that rewrites the glossary."""

from __future__ import annotations

import os
import re
import subprocess
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import PROGRAM
from tests.sweeps.glossaries import versioned, write_large
from tests.sweeps.scale import scaled

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("own_folders")]

AT_ONCE = 20
READERS = 4
READ_S = 60  # of a full sweep


def test_twenty_processes_on_a_cold_cache(home: Path) -> None:
    views = home / "cache" / "twosense" / "views"
    answers = 0
    for number in range(scaled(10)):
        glossary = Path(f"{number}.toml").absolute()
        write_large(glossary, 1_000 if number % 2 else 50)
        command = [*PROGRAM, "term 7", "--only", str(glossary)]
        programs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(AT_ONCE)]
        for program in programs:
            stdout, stderr = program.communicate()
            assert (program.returncode, stderr) == (0, b"")
            assert b"meaning 7" in stdout
            answers += 1
        assert sorted(path.suffix for path in views.iterdir()) == [".head", ".lmdb"]
        glossary.unlink()  # so that the next build removes this view
        for path in views.iterdir():
            path.unlink()
    print(f"cold starts: {answers} right answers, {AT_ONCE} at once, one view left each time")


@pytest.mark.parametrize("in_place", [False, True], ids=["renamed into place", "rewritten in place"])
def test_readers_next_to_an_editor(in_place: bool) -> None:
    path = Path("team.toml").absolute()
    path.write_text(versioned(0), encoding="utf-8")
    written = [0]  # the last version that is complete, and the one that is being written
    writing = [0]
    until = time.monotonic() + max(2, scaled(READ_S) / 2)
    faults: list[str] = []
    counts: Counter[str] = Counter()

    def edit() -> None:
        while time.monotonic() < until:
            writing[0] += 1
            if in_place:
                path.write_text(versioned(writing[0]), encoding="utf-8")
            else:
                draft = path.with_name("draft")
                draft.write_text(versioned(writing[0]), encoding="utf-8")
                draft.replace(path)
            written[0] = writing[0]
            time.sleep(0.15 if writing[0] % 3 else 0.0)

    def read() -> None:
        while time.monotonic() < until:
            least = written[0]
            done = subprocess.run([*PROGRAM, "term 1", "term 39", "--only", str(path)], capture_output=True, check=False)
            most = writing[0]
            versions = {int(version) for version in re.findall(rb"version (\d+)\n", done.stdout)}
            counts["reads"] += 1
            if done.returncode == 2 and in_place and b"team.toml" in done.stderr:
                counts["half a file"] += 1  # what the file held: it was being written
            elif done.returncode == 1 and in_place:
                counts["half a file"] += 1
            elif len(versions) != 1 or not least <= min(versions) <= most:
                faults.append(f"{versions}, expected one from {least} to {most}; {done.returncode} {done.stderr!r}")

    threads = [threading.Thread(target=edit), *(threading.Thread(target=read) for _ in range(READERS))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"readers: {dict(counts)}, {written[0]} versions")
    assert faults == []
    assert counts["reads"] > counts["half a file"]
    assert os.path.exists(path)
