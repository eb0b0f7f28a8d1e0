"""Search: each keystroke of each query in 100,000 and 1,000,000 headwords, compared with fzf and rapidfuzz on the same lists.

Queries are headwords with seeded errors of several kinds. Each prefix of a query is a keystroke. The process is warm.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from typing import TYPE_CHECKING

from data import FOLDER, headwords
from timing import line

if TYPE_CHECKING:
    from collections.abc import Callable

COUNTS = (100_000, 1_000_000)
PER_KIND = 40  # queries of each kind of error
PEERS_PER_KIND = 6  # queries that the slower peers get
_BARS = {100_000: ("<= 4", "<= 12"), 1_000_000: ("<= 6", "<= 40")}


def _edit(word: str, rng: random.Random) -> str:
    place = rng.randrange(1, len(word))
    kind = rng.randrange(4)
    letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
    if kind == 0:
        return word[:place] + word[place + 1 :]
    if kind == 1:
        return word[:place] + letter + word[place:]
    if kind == 2:
        return word[:place] + letter + word[place + 1 :]
    return word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]


def queries(names: list[str]) -> list[tuple[str, str, str]]:
    """Return tuples of a kind of error, a query and the headword that it should find."""
    rng = random.Random(11)
    made = []
    kinds: dict[str, Callable[[str], str]] = {
        "edit1": lambda name: _edit(name, rng),
        "edit2": lambda name: _edit(_edit(name, rng), rng),
        "swap": lambda name: " ".join(rng.sample(words, len(words)) if (words := name.split()) else []),
        "drop": lambda name: " ".join(w[0] + "".join(c for c in w[1:] if c not in "aeiou") for w in name.split()),
        "prefix": lambda name: name[: max(5, int(len(name) * 0.7))],
    }
    for kind, make in kinds.items():
        for _ in range(PER_KIND):
            name = rng.choice(names)
            while len(name) < 9 or " " not in name or not name.islower():
                name = rng.choice(names)
            made.append((kind, make(name), name))
    return made


def compiled(count: int) -> object:
    """Return the index of `count` headwords, opened from a file. Another process compiles it and prints its time."""
    sys.path.insert(0, str(FOLDER.parent))
    path = FOLDER / f"index-{count}.lmdb"
    if not path.exists():
        subprocess.run([sys.executable, __file__, "compile", str(count), str(path)], check=True)
    from twosense.store.lmdb import open_file

    return open_file(str(path))


def compile_to(count: int, path: str) -> None:
    """Compile `count` headwords with one sense each into a file."""
    import gc

    from twosense.glossary.merge import Merged
    from twosense.model import Sense, Term
    from twosense.search import index
    from twosense.store.lmdb import write_file

    gc.disable()
    sense = Sense(side="it", meaning="m", definition="", say={}, layer="l", citations=(), examples=())
    merged = Merged({"it": "IT"}, {})
    for name in sorted(headwords(count)):
        merged.terms[name.casefold()] = Term(term=name, aliases=(), forms={}, senses=(sense,), clash=None, related=())
    began = time.perf_counter()
    write_file(path, index.compile_rows(merged))
    took, size = time.perf_counter() - began, os.path.getsize(path)
    line(f"index of {count:,} headwords: seconds to compile", took, unit="s", extra=f"{size >> 20} MB")


def measure(count: int) -> None:
    """Print the latency of keystrokes, the memory, the recall by kind of error, and the figures of the peers."""
    from twosense.search.rank import Ranker

    names = headwords(count)
    asked = queries(names)
    store = compiled(count)
    began = time.perf_counter()
    found = Ranker(store).search(asked[0][1])  # type: ignore[arg-type]
    line("first query of a process", (time.perf_counter() - began) * 1e3, unit="ms", extra=f"{len(found)} hits")
    took = []
    for _, query, _ in asked:
        index = Ranker(store)  # type: ignore[arg-type]
        for end in range(1, len(query) + 1):
            began = time.perf_counter()
            index.search(query[:end])
            took.append((time.perf_counter() - began) * 1e3)
    took.sort()
    median, p99 = statistics.median(took), took[int(len(took) * 0.99)]
    bars = _BARS[count]
    line(f"keystroke, {count:,} headwords: median", median, bars[0], "ms", f"{len(took)} keystrokes")
    line("the same: p99", p99, bars[1], "ms", f"max {took[-1]:.0f} ms")
    line("memory of this process", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, unit="MB")
    index = Ranker(store)  # type: ignore[arg-type]
    began = time.perf_counter()
    _recall("twosense", asked, lambda query: [hit.term for hit in index.search(query)])
    ours = (time.perf_counter() - began) / len(asked)
    _peers(names, asked, ours, count)


def _recall(who: str, asked: list[tuple[str, str, str]], ask: Callable[[str], list[str]]) -> None:
    right: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for kind, query, want in asked:
        hits = [hit.casefold() for hit in ask(query)[:10]]
        right[kind].append((hits[:1] == [want], want in hits))
    shares = "  ".join(
        f"{kind} {100 * sum(a for a, _ in rows) // len(rows)}/{100 * sum(b for _, b in rows) // len(rows)}"
        for kind, rows in right.items()
    )
    print(f"  {who}: top 1/top 10 in per cent: {shares}", flush=True)


def _peers(names: list[str], asked: list[tuple[str, str, str]], ours: float, count: int) -> None:
    from rapidfuzz import fuzz, process

    few = [
        row
        for kind in dict.fromkeys(kind for kind, _, _ in asked)
        for row in [r for r in asked if r[0] == kind][:PEERS_PER_KIND]
    ]
    lowered = [name.casefold() for name in names]
    for scorer in (fuzz.ratio, fuzz.WRatio):
        began = time.perf_counter()
        _recall(
            f"rapidfuzz {scorer.__name__}",
            few,
            lambda query, scorer=scorer: [row[0] for row in process.extract(query, lowered, scorer=scorer, limit=10)],  # type: ignore[misc]
        )
        line(f"times as fast as rapidfuzz {scorer.__name__}", (time.perf_counter() - began) / len(few) / ours)
    fzf = shutil.which("fzf")
    if not fzf:
        print("  fzf is not installed: left out")
        return
    listing = FOLDER / f"headwords-{count}.txt"
    listing.write_text("".join(f"{name}\n" for name in lowered), encoding="utf-8")

    def ask(query: str) -> list[str]:
        with listing.open("rb") as source:
            done = subprocess.run([fzf, "--filter", query], stdin=source, capture_output=True, check=False)
        return done.stdout.decode().splitlines()[:10]

    began = time.perf_counter()
    _recall("fzf --filter", few, ask)
    bar = ">= 8" if count == COUNTS[0] else ">= 40"
    line("times as fast as fzf --filter (one process per query)", (time.perf_counter() - began) / len(few) / ours, bar)


def main() -> None:
    """Measure each size in a process of its own, so that its memory can be read."""
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("index-*.lmdb"):
        path.unlink()
    for count in COUNTS:
        subprocess.run([sys.executable, __file__, "measure", str(count)], check=True)


if __name__ == "__main__":
    if sys.argv[1] == "compile":
        compile_to(int(sys.argv[2]), sys.argv[3])
    else:
        measure(int(sys.argv[2]))
