"""Measure the layer "field" on real text: `python -m training.measure_field REAL --pointed POINTED`.

No weight was learned from these mentions, nor from any other of these terms: a scan knows their definitions, examples and cues.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from training import labels
from twosense.build import open_layers
from twosense.paths import LayerPaths
from twosense.scan.scanner import Scanner
from twosense.senses.evaluate import Labelled, evaluate
from twosense.senses.resolver import Reading
from twosense.store.view import SCAN
from twosense.text.fold import fold

FILE = "labels-field.tsv"
_SHOWN = ("mentions", "recall", "forced", "coverage", "precision", "seen", "unclear_alone", "ordinary_alone")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("real", type=Path, help="the folder of real text")
    parser.add_argument("--pointed", type=Path, help="what fetch_pointers.py found of pointers-field.jsonl")
    options = parser.parse_args()
    scanner = Scanner(open_layers(LayerPaths(project=False, layers=("built-in", "field")), SCAN))
    reporter = scanner.reporter("mixed", None, "all")
    rows = []
    for row in labels.more(options.real, FILE) + labels.pointed(options.pointed):
        start = len(row.text[: row.start].encode())
        found = [
            one
            for one in scanner.scan("x.txt", row.text.encode(), reporter) or ()
            if one.offset <= start < one.offset + one.length and fold(one.term) == row.term
        ]
        reading = Reading(found[0].side, found[0].lean, found[0].confidence) if found else Reading("none", None, 0.0)
        rows.append(Labelled(row.term, row.answer, "", bool(found), reading))
    figures = evaluate(rows)
    print(*(f"{name} {getattr(figures.all, name)}" for name in _SHOWN))


if __name__ == "__main__":
    main()
