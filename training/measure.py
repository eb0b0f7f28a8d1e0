"""Measure the scorer on real text: `python -m training.measure REAL --pointed POINTED`.

In folds by repository, on the repositories set aside, and with terms left out: each time the scorer is fitted without what it
is measured on. The readings are made by the modules of the scan themselves.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from sklearn.model_selection import GroupKFold

from training import fit, labels
from twosense.senses import weights
from twosense.senses.answers import Answers
from twosense.senses.context import Context
from twosense.senses.evaluate import Labelled, evaluate
from twosense.senses.recognition import recognise
from twosense.senses.resolver import Reading
from twosense.senses.scorer import Scorer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from twosense.senses.evaluate import Figures

FOLDS, PARTS = 5, 8
DRAWS = 1_000
_SHOWN = ("mentions", "forced", "coverage", "precision", "seen", "unclear_alone", "ordinary_alone")


class Reader:
    """Reads labelled mentions with some weights."""

    def __init__(self, solver: fit.Solver, learned: weights.Learned) -> None:
        """Read with weights that were fitted; a term that they do not have is read by its definitions and examples alone."""
        self._features, self._learned = solver.features, learned
        self._answers = Answers(weights.SIDES, learned, solver.features.known.reader)
        self._scorers: dict[int, Scorer] = {}

    def read(self, rows: Iterable[int]) -> Iterator[Labelled]:
        """Read these rows."""
        features = self._features
        for at in rows:
            row, number = features.rows[at], int(features.terms[at])
            if number not in self._scorers:
                self._scorers[number] = self._scorer(number)
            context = Context(row.text, features.known.reader.telling)
            scores = self._scorers[number].score(context, row.start, row.end)
            yield Labelled(row.term, row.answer, "", True, Reading(scores.answer, scores.lean, scores.confidence))

    def _scorer(self, number: int) -> Scorer:
        glossary, reader = self._features.glossary, self._features.known.reader
        key = glossary.keys[number]
        term, cues = glossary.merged.terms[key], glossary.merged.cues.get(key, {})
        known = self._learned.terms.get(key)
        recognition = recognise(term, cues if known else {}, {}, was_seen=known is not None)
        return Scorer(recognition, known, self._answers, self._learned, reader)


def _show(name: str, labelled: list[Labelled]) -> None:
    found = evaluate(labelled)
    marketing: Figures = found.labels["marketing"]
    given = [row for row in labelled if row.reading.side == "marketing" and row.side in weights.SIDES]
    answers = sum(row.side == "marketing" for row in given) / max(len(given), 1)
    print(f"{name}:", *(f"{key} {getattr(found.all, key)}" for key in _SHOWN), end=" ")
    print(f"marketing coverage {marketing.coverage} precision {answers:.4f} calibration {found.calibration_error}", end=" ")
    mean, most = _calibration_by_chance([row for row in labelled if row.is_given])
    print(f"(a scorer whose confidence is always true: {mean:.3f} on average, {most:.3f} in one of 20 draws)", flush=True)


def _calibration_by_chance(given: list[Labelled]) -> tuple[float, float]:
    """Return the mean and the 95th percentile of the error of a scorer that is right exactly as often as it says."""
    rng = random.Random(1)
    errors = []
    for _ in range(DRAWS):
        drawn = [
            Labelled(row.term, row.reading.side if rng.random() < row.reading.confidence else "none", "", True, row.reading)
            for row in given
        ]
        errors.append(evaluate(drawn).calibration_error or 0.0)
    return sum(errors) / DRAWS, sorted(errors)[DRAWS * 19 // 20]


def main() -> None:
    """Print the figures."""
    solver, rows = fit.prepare(fit.arguments().parse_args())
    every = solver.features.rows
    repositories = np.array([row.repository for row in every])
    real = np.array([at for at in rows if every[at].source == labels.REAL])
    folds: list[Labelled] = []
    unclear: list[Labelled] = []
    are_unclear = np.array([row.answer == "unclear" and row.source != labels.OWN for row in every])
    for _, part in GroupKFold(FOLDS, shuffle=True, random_state=1).split(real, groups=repositories[real]):
        held = real[part]
        is_held = np.isin(repositories[rows], np.unique(repositories[held]))
        reader = Reader(solver, solver.fit(rows[~is_held]))
        folds += reader.read(held)
        unclear += reader.read(rows[is_held & are_unclear[rows]])
    _show(f"{FOLDS} folds by repository", folds)
    answers = Counter(row.reading.side for row in unclear)
    print(
        f"all {len(unclear)} labelled unclear there: no side {answers['unclear'] + answers['none']}, unclear {answers['unclear']}"
    )
    aside = labels.set_aside()
    held = [at for at, row in enumerate(every) if row.repository in aside and row.source == labels.REAL]
    _show("set aside", list(Reader(solver, solver.fit(rows)).read(held)))
    left_out: list[Labelled] = []
    order = np.random.default_rng(0).permutation(len(solver.features.glossary.keys))
    for part in np.array_split(order, PARTS):
        train = rows[~np.isin(solver.features.terms[rows], part)]
        left_out += Reader(solver, solver.fit(train)).read(real[np.isin(solver.features.terms[real], part)])
    _show("terms left out", left_out)


if __name__ == "__main__":
    main()
