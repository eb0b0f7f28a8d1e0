"""Threads that share a Glossary, and a server that loads an edited glossary again and again."""

from __future__ import annotations

import gc
import os
import random
import re
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import HEADWORDS
from tests.sweeps.glossaries import versioned
from tests.sweeps.scale import scaled
from twosense import Glossary, load

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("own_folders")]

THREADS, CALLS = 8, 20
TEXT = "The DR is cut. An agile budget for the cloud. " * 20


def test_threads_share_a_glossary() -> None:
    names = [*HEADWORDS[::8], *(f"{name[:-1]}x" for name in HEADWORDS[::12]), "standby data centre"]
    right = load()
    expected = {name: (right.lookup(name), right.search(name)) for name in names}
    found = right.scan(TEXT, level="all")
    calls = 0
    for number in range(scaled(20)):
        glossary = load()  # nothing of it is open yet

        def ask(seed: int, glossary: Glossary = glossary) -> int:
            rng = random.Random(seed)
            for _ in range(CALLS):
                name = rng.choice(names)
                kind = rng.randrange(3)
                if kind == 0:
                    assert glossary.lookup(name) == expected[name][0]
                elif kind == 1:
                    assert glossary.search(name) == expected[name][1]
                else:
                    assert glossary.scan(TEXT, level="all") == found
            return CALLS

        with ThreadPoolExecutor(THREADS) as pool:
            calls += sum(pool.map(ask, range(number * THREADS, (number + 1) * THREADS)))
    print(f"threads: {calls} calls right, {THREADS} at once")


@pytest.mark.skipif(sys.platform != "linux", reason="the test reads /proc")
def test_a_server_that_reloads_does_not_grow() -> None:
    path = Path("team.toml").absolute()
    shared: list[Glossary] = []
    stop = threading.Event()
    answers = [0]
    faults: list[object] = []

    def serve() -> None:
        while not stop.is_set():
            glossary = shared[0]
            meanings = {sense.meaning for name in ("term 1", "term 39") for sense in glossary.lookup(name).senses}
            meanings |= {sense.meaning for hit in glossary.search("term") for sense in glossary.lookup(hit.term).senses}
            if len(meanings) != 1:
                faults.append(meanings)
            glossary.scan("term 1 and term 2")
            answers[0] += 1
            time.sleep(0.01)

    def reload(number: int) -> None:
        path.write_text(versioned(number), encoding="utf-8")
        shared[:] = [load(only=[path])]
        assert shared[0].lookup("term 1").senses[0].meaning == f"version {number}"

    reload(0)
    threads = [threading.Thread(target=serve) for _ in range(4)]
    for thread in threads:
        thread.start()
    reloads = max(40, scaled(400))
    for number in range(1, reloads):
        reload(number)
        if number == reloads // 4:
            gc.collect()
            before = usage()
    stop.set()
    for thread in threads:
        thread.join()
    gc.collect()
    after = usage()
    print(f"reloads: {reloads}, {answers[0]} answers next to them; descriptors and MB mapped: {before}, then {after}")
    assert faults == []
    assert after[0] <= before[0] + 4
    assert after[1] <= before[1] + 100  # each reload once kept 10 MB


def usage() -> tuple[int, int]:
    """Return the number of open descriptors and the address space in MB."""
    size = re.search(r"VmSize:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    assert size is not None
    return len(os.listdir("/proc/self/fd")), int(size[1]) // 1024
