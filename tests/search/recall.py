"""Recall: how often labelled queries find a right term, by class, half and layers. `python -m tests.search.recall [tune]`.

The layers are those that are on by default, and the curated glossary alone. `want` has the terms that a query was written for,
the likeliest first, `also` further right answers among the terms of the layers field and jargon. A query does not count where
its likeliest term is in another layer. Half of each class, `check`, was held out from
tuning: it is counted, never read.

How far to trust it: `also` was added to the half `tune` by a reader who had not seen what a search answers. Nobody read the
half `check`. It has in `also` only terms of the layer jargon that the query names: its figures with all layers are too low. The
classes `described` and `elsewhere` were written before they were measured, but by the author of search/phrases.txt for the
layers field and jargon: what `described` says of these layers is too high.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from twosense import Glossary, load

QUERIES = Path(__file__).with_name("queries.ndjson")
LAYERS: dict[str, tuple[str, ...]] = {"all layers": (), "built-in": ("built-in",)}


class Goal(NamedTuple):
    """How many hits count, and for how many per cent of the queries of some classes a right term must be among them.

    With a `depth` of 0 a query must find nothing.
    """

    depth: int
    share: int
    classes: tuple[str, ...]


_DESCRIPTIONS = ("meaning", "description", "described")  # by three authors
GOALS = {
    "spelling": Goal(1, 98, ("one-edit", "two-edits", "transposed", "vowels", "spacing", "swapped", "regional", "by-ear")),
    "beginning": Goal(3, 97, ("prefix", "prefix-typo", "initials")),
    "meaning": Goal(1, 75, _DESCRIPTIONS),
    "top three": Goal(3, 87, _DESCRIPTIONS),
    "nothing": Goal(0, 94, ("nonsense", "off-topic", "elsewhere")),
}
_Right = dict[tuple[str, str], list[bool]]  # whether each query was answered, by the goal and the class


class Query(NamedTuple):
    """A labelled query; `right` is empty if it should find nothing."""

    name: str
    text: str
    right: frozenset[str]


def queries(half: str, known: set[str]) -> list[Query]:
    """Return the queries of a half that were written for terms of a glossary with these, or for none."""
    rows = map(json.loads, QUERIES.read_text(encoding="utf-8").splitlines())
    return [
        Query(row["class"], row["query"], frozenset(row["want"] + row.get("also", [])))
        for row in rows
        if row["half"] == half and known.issuperset(row["want"][:1])
    ]


def answered(glossary: Glossary, half: str, misses: list[str] | None = None) -> _Right:
    """Return for each goal and class which of its queries find a right term; append the others to `misses`."""
    found: defaultdict[tuple[str, str], list[bool]] = defaultdict(list)
    for query in queries(half, set(glossary.headwords())):
        hits = [hit.term for hit in glossary.search(query.text, limit=3)]
        for title, goal in GOALS.items():
            if query.name in goal.classes:
                good = not query.right.isdisjoint(hits[: goal.depth]) if goal.depth else not hits
                found[title, query.name].append(good)
                if not good and misses is not None:
                    misses.append(f"{title}: {query.text!r} wants {sorted(query.right)}, got {hits}")
    return found


def percentage(right: _Right, goal: str, *classes: str) -> float:
    """Return how many per cent of the queries of these classes, or of all, reach a goal."""
    every = [good for (title, name), rows in right.items() if title == goal and name in (classes or (name,)) for good in rows]
    return 100 * sum(every) / len(every)


def main(show_misses: bool) -> None:
    """Print the figures, and with `show_misses` what is missed of the half `tune`."""
    figures: dict[str, _Right] = {}
    for title, layers in LAYERS.items():
        glossary = load(project=False, layers=layers)
        for half in ("tune", "check"):
            misses: list[str] = []
            figures[f"{title}, {half}"] = answered(glossary, half, misses)
            if show_misses and half == "tune":
                print(f"{title}:", *misses, sep="\n")
    print(" " * 25, "  ".join(f"{title:>17s}" for title in figures))
    for title, goal in GOALS.items():
        print(f"{title:13s} goal >= {goal.share}", "  ".join(f"{percentage(right, title):17.1f}" for right in figures.values()))
        for name in goal.classes:
            print(f"  {name:23s}", "  ".join(f"{percentage(right, title, name):17.1f}" for right in figures.values()))


if __name__ == "__main__":
    main(len(sys.argv) > 1)
