"""Recall: how often labelled queries find the wanted term, by class and half. `python -m tests.search.recall [tune]`.

The wanted terms are those of the curated glossary, the layer built-in. Each class was split in two before anything was tuned.
The half `check` was held out: it is counted, never read.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

from twosense import Glossary, load

QUERIES = Path(__file__).with_name("queries.ndjson")
# The goal of each class: how many hits count, and for how many per cent of the queries the wanted term must be among them.
GOALS = {
    "one-edit": (1, 98),
    "two-edits": (1, 98),
    "transposed": (1, 98),
    "vowels": (1, 98),
    "spacing": (1, 98),
    "swapped": (1, 98),
    "regional": (1, 98),
    "by-ear": (1, 98),
    "prefix": (3, 96),
    "prefix-typo": (3, 96),
    "initials": (3, 96),
    "meaning": (1, 70),
    "meaning, top three": (3, 87),
    "description": (1, 67),  # as "meaning", by another author
    "description, top three": (3, 87),
    "nonsense": (0, 95),
    "off-topic": (0, 95),
}


def queries(half: str) -> list[dict[str, object]]:
    rows = map(json.loads, QUERIES.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["half"] == half]


def recall(glossary: Glossary, half: str, misses: list[str] | None = None) -> dict[str, float]:
    """Return, for each class, the percentage of queries whose wanted term is among the hits that count."""
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for row in queries(half):
        name, query, want = str(row["class"]), str(row["query"]), row["want"]
        assert isinstance(want, list)
        hits = [hit.term for hit in glossary.search(query, limit=3)]
        for goal in (name, f"{name}, top three"):
            if goal in GOALS:
                depth = GOALS[goal][0]
                good = not hits if not depth else bool(set(hits[:depth]) & set(want))
                right[goal].append(good)
                if not good and misses is not None:
                    misses.append(f"{goal}: {query!r} wants {want}, got {hits}")
    return {name: 100 * sum(good) / len(good) for name, good in right.items()}


if __name__ == "__main__":
    found = load(project=False, layers=["built-in"])
    misses: list[str] = []
    halves = {half: recall(found, half, misses if half == "tune" and len(sys.argv) > 1 else None) for half in ("tune", "check")}
    print(*misses, sep="\n")
    for name, (depth, goal) in GOALS.items():
        figures = "  ".join(f"{half} {halves[half][name]:5.1f}" for half in halves)
        print(f"{name:20s} top {depth}  goal {goal}  {figures}")
