"""Damaged views: a call answers right or says in one line what happened, and the next one is right again.

LMDB has no checksums, so a flipped bit inside a text changes an answer unnoticed, and structures that contradict each other end
the process. SECURITY.md quotes how often.
"""

from __future__ import annotations

import random
import shutil
import signal
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.sweeps.scale import scaled

pytestmark = pytest.mark.slow

PAGE, SECTOR = 4096, 512
CALLS = ("DR", "agile cloud", "agiel", "DR --format json", "search churn", "list", "scan brief.md", "sources --format tsv")
DAMAGED = b"a compiled glossary was damaged and is removed; run the command again\n"


def flip_a_bit(rng: random.Random, data: bytearray) -> None:
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def overwrite_a_page(rng: random.Random, data: bytearray) -> None:
    start, other = (PAGE * rng.randrange(len(data) // PAGE) for _ in range(2))
    data[start : start + PAGE] = rng.choice((bytes(PAGE), b"\xff" * PAGE, rng.randbytes(PAGE), data[other : other + PAGE]))


def lose_sectors(rng: random.Random, data: bytearray) -> None:
    for start in rng.sample(range(0, len(data), SECTOR), 20):
        data[start : start + SECTOR] = rng.choice((bytes(SECTOR), rng.randbytes(SECTOR)))


DAMAGE = {"a bit flipped": flip_a_bit, "a page overwritten": overwrite_a_page, "20 sectors lost": lose_sectors}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_view_is_never_broken_twice(kind: str, process: Run, home: Path) -> None:
    Path("brief.md").write_text("The DR is cut. Who is agile?\n", encoding="utf-8")
    views, kept = home / "cache" / "twosense" / "views", home / "kept"
    right = {call: process(*call.split()) for call in CALLS}
    shutil.copytree(views, kept)
    rng = random.Random(kind)
    counts: Counter[str] = Counter()
    for number in range(scaled(200)):
        call = CALLS[number % len(CALLS)]
        shutil.rmtree(views)
        shutil.copytree(kept, views)
        for path in views.glob("*.lmdb"):
            data = bytearray(path.read_bytes())
            DAMAGE[kind](rng, data)
            path.write_bytes(data)
        first = process(*call.split())
        assert b"Traceback" not in first.stderr, first.stderr.decode()
        assert first.returncode in (0, 1, 2, -signal.SIGABRT), (number, first)
        if first.returncode == -signal.SIGABRT:
            counts["ended by LMDB"] += 1  # which checks some of what it reads, and calls abort()
        elif first.returncode == 2:
            assert first.stderr.endswith(DAMAGED), (number, first.stderr)
            again = process(*call.split())
            assert (again.returncode, again.stdout, again.stderr) == outcome(right[call]), number
            counts["said so"] += 1
        elif outcome(first) != outcome(right[call]):
            counts["changed an answer"] += 1
        else:
            counts["right"] += 1
    print(f"{kind}: {dict(counts)} of {counts.total()} calls")
    assert counts["right"]


def outcome(done: object) -> tuple[object, ...]:
    """Return what a user sees of a call."""
    return tuple(getattr(done, name) for name in ("returncode", "stdout", "stderr"))
