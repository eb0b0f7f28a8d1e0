"""Damaged views: whatever another program writes into the data, the next call compiles it anew and answers right."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.sweeps.scale import scaled

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("own_folders")]

PAGE, SECTOR = 4096, 512
CALLS = ("DR", "agile cloud", "agiel", "DR --format json", "search churn", "list", "scan brief.md", "sources --format tsv")


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
def test_a_view_that_was_damaged_is_compiled_anew(kind: str, process: Run, run: Run, home: Path) -> None:
    Path("brief.md").write_text("The DR is cut. Who is agile?\n", encoding="utf-8")
    views = home / "cache" / "twosense" / "views"
    calls = scaled(60)
    right = {call: outcome(run(*call.split())) for call in CALLS[:calls]}
    rng = random.Random(kind)
    for number in range(calls):
        for path in views.glob("*.lmdb"):
            data = bytearray(path.read_bytes())
            DAMAGE[kind](rng, data)
            with path.open("r+b") as file:
                file.write(data)
        call = CALLS[number % len(CALLS)]
        assert outcome(process(*call.split())) == right[call], number
    print(f"{kind}: {calls} calls, all right")


def outcome(done: subprocess.CompletedProcess[bytes]) -> tuple[int, bytes, bytes]:
    """Return what a user sees of a call."""
    return done.returncode, done.stdout, done.stderr
