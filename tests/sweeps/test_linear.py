"""Time: to scan or to rewrite a text twice as large takes twice as long, whatever the text is made of.

TWOSENSE_SWEEP says how many texts are scanned and rewritten (0.1 of 80 and 30), TWOSENSE_SEED which ones these are (0).
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.linear import SMALLEST, expect_linear
from tests.sweeps import growing
from tests.sweeps.growing import Text, repeated, texts
from tests.sweeps.scale import SEED, scaled
from twosense.output.findings.formats import FORMATS

pytestmark = [pytest.mark.slow]

LARGEST_REWRITTEN = SMALLEST << 6
EVERY = list(texts())
CHOSEN = random.Random(SEED).sample(EVERY, min(len(EVERY), scaled(80)))
EXPLAINED = ("DR ", "DR\n", "DR{it} ", "*DR* ", "DR (disaster recovery) ", "D\u00adR ")
REWRITABLE = [one for one in EVERY if one[1] in growing.REWRITTEN]
REWRITTEN = random.Random(f"{SEED} rewritten").sample(REWRITABLE, min(len(REWRITABLE), scaled(30)))
REWRITINGS = (
    *("translate --format diff --style expand", "translate --to it --style replace", "translate --to marketing --format json"),
    *("translate --unpin --format criticmarkup", "pin --format diff"),
)
CALLS = (*FORMATS, "text --level all", "json --level all", "markdown --level all")


@pytest.mark.parametrize(("name", "suffix", "text"), CHOSEN, ids=[f"{suffix}-{name}" for name, suffix, _ in CHOSEN])
def test_a_scan_takes_linear_time(name: str, suffix: str, text: Text, run: Run) -> None:
    options = random.Random(name).choice(CALLS).split()

    def scan(content: str) -> None:
        Path(f"x.{suffix}").write_bytes(content.encode())
        done = run("scan", f"x.{suffix}", "--format", *options)
        assert done.returncode < 2 or b"take too long to find" in done.stderr  # the comments, for Pygments

    expect_linear(text, scan)


@pytest.mark.parametrize(("name", "suffix", "text"), REWRITTEN, ids=[f"{suffix}-{name}" for name, suffix, _ in REWRITTEN])
def test_a_rewriting_takes_linear_time(name: str, suffix: str, text: Text, run: Run) -> None:
    call = random.Random(name).choice(REWRITINGS)

    def rewrite(content: str) -> None:
        Path(f"x.{suffix}").write_bytes(content.encode())
        done = run(*call.split(), f"x.{suffix}")
        assert done.returncode < 2 or b"split it" in done.stderr

    expect_linear(text, rewrite, LARGEST_REWRITTEN)


@pytest.mark.parametrize("piece", EXPLAINED[: scaled(10)])
def test_an_explanation_takes_linear_time(piece: str, run: Run) -> None:
    def explain(content: str) -> None:
        Path("x.md").write_bytes(content.encode())
        assert run("explain", "x.md:1:1").returncode == 0

    expect_linear(repeated(piece, "DR is late. "), explain)


@pytest.mark.parametrize("moved", ["", "One more line.\n"])
def test_a_comparison_with_a_baseline_takes_linear_time(moved: str, run: Run) -> None:
    def compare(content: str) -> None:
        Path("x.txt").write_text(content, encoding="utf-8")
        Path("baseline.json").write_bytes(run("scan", "x.txt", "--level", "all", "--format", "json").stdout)
        Path("x.txt").write_text(moved + content, encoding="utf-8")
        assert run("scan", "x.txt", "--level", "all", "--baseline", "baseline.json").stdout == b""

    expect_linear(repeated("DR and a word. "), compare)
