"""Search: the same query gives the same hits in every process, whatever the seed of Python's string hashes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
from twosense import load
print([load().search(query) for query in ("centr of e", "optimise teh", "data brech", "mktg", "stakehlder")])
"""


@pytest.mark.slow
def test_hits_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    answers = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            capture_output=True,
            check=True,
            # Each with a cache of its own, so that the index is compiled with the same seed.
            env={**os.environ, "PYTHONHASHSEED": str(seed), "XDG_CACHE_HOME": str(tmp_path / str(seed))},
        ).stdout
        for seed in range(2)
    }
    assert len(answers) == 1
