"""Measure the fit: in folds by repository, on the set-aside repositories, and with terms left out.

`python -m training.measure REAL ... [--folds] [--terms] [--files DIR]` takes the options of `training.fit`.
"""

from __future__ import annotations

import numpy as np
from sklearn.model_selection import GroupKFold

from training.runtime import evaluate, score
from training.runtime.context import Context
from training.runtime.score import Reading, Scorer, Weights
from training.runtime.cues import Cues
from training.runtime.vectors import Vectors
from training.runtime.words import Words
from training import fit, labels

FOLDS = 5


def readings(chances: np.ndarray, floors=None, none_floor=None) -> list[Reading]:
    """Make readings of chances as the scorer does."""
    (m, i), none = floors or fit.FLOORS, none_floor or fit.NONE_FLOOR
    found = []
    for row in chances:
        lean = 0 if row[0] >= row[1] else 1
        if row[lean] >= (m, i)[lean]:
            found.append(Reading(lean, lean, min(row[lean], 0.99), tuple(row)))
        elif row[2] >= none:
            found.append(Reading(2, lean, row[2], tuple(row)))
        else:
            found.append(Reading(3, lean, row[lean], tuple(row)))
    return found


def line(name, f):
    g = {k: getattr(f, k) for k in f.__struct_fields__}
    short = dict(
        mentions="n",
        recall="rec",
        forced="forced",
        coverage="cov",
        coverage_marketing="covM",
        precision="prec",
        precision_marketing="precM",
        seen="seen",
        ordinary_kept="ord",
        unclear_kept="unc",
        four="four",
        calibration_error="ece",
    )
    print(
        f"{name:22s}",
        " ".join(f"{short[k]} {v:.3f}" if isinstance(v, float) else f"{short[k]} {v}" for k, v in g.items() if k != "recall"),
        flush=True,
    )


def folds(solver, count):
    rows = solver.features.rows
    every = np.arange(count)
    real = np.array([at for at in every if rows[at].source == labels.REAL])
    repos = np.array([row.repository for row in rows[:count]])
    chances = np.zeros((count, 4))
    for _, test in GroupKFold(FOLDS, shuffle=True, random_state=1).split(real, groups=repos[real]):
        test = real[test]
        train = every[~np.isin(repos, np.unique(repos[test]))]
        chances[test] = solver.chances(train, solver.solve(train), test)
    return real, chances[real]


def by_files(vectors_bytes, weights_bytes, rows, glossary):
    """Read rows with the run-time modules."""
    vectors = Vectors(vectors_bytes)
    weights = Weights(weights_bytes, vectors)
    scorer = Scorer(weights)
    terms = {key: weights.of_term(key, Cues(glossary.cues[key])) for key in glossary.keys}
    out = []
    for row in rows:
        context = Context(Words(row.text), vectors)
        out.append(scorer.read(context, terms[row.term], row.start, row.end))
    return out


def labelled(rows, found):
    return [evaluate.Labelled(row.term, row.side, reading) for row, reading in zip(rows, found)]


def left_out(options, solver, count):
    """Terms left out in eight groups: their cues and labels unseen, centroids from definitions and examples."""
    features = solver.features
    rows = features.rows
    glossary = features.glossary
    reader = fit.store.Vectors(features.space.packed(None, {}))
    keep = features.centroids.copy()
    features.centre(glossary, reader, cues=False)
    bare = features.centroids.copy()
    features.centroids = keep
    answers = np.array([row.side for row in rows[:count]])
    repos = np.array([row.repository for row in rows[:count]])
    term = features.terms[:count]
    order = np.random.default_rng(0).permutation(len(glossary.keys))
    out = {}
    for part in np.array_split(order, 8):
        test = np.array(
            [at for at in range(count) if term[at] in part and rows[at].source in (labels.REAL, labels.POINTED, labels.MORE)]
        )
        train = np.flatnonzero(~np.isin(term, part))
        weights = solver.plain(train, solver.solve(train))
        sums = (
            weights["start"][0]
            + features.dense["register"][test] @ weights["register"]
            + features.dense["window"][test] @ weights["window"]
        )
        like = np.einsum("nd,nsd->ns", features.dense["window"][test], bare[term[test]])
        sums = (
            sums
            + like @ weights["likeness"]
            + features.dense["before vector"][test] @ weights["before vector"]
            + features.dense["behind vector"][test] @ weights["behind vector"]
        )
        for name in ("shape", "ending", "before", "behind", "second before", "second behind"):
            sums = sums + solver.tables[name][test] @ weights[name]
        sums = np.hstack([sums, np.zeros((len(test), 1))])
        p = np.exp(sums - sums.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        for at, row in zip(test, p):
            out[at] = row
    at = np.array(sorted(out))
    return at, np.array([out[k] for k in at])


def main():
    parser = fit.arguments()
    parser.add_argument("--no-folds", action="store_true")
    parser.add_argument("--terms", action="store_true")
    parser.add_argument("--save")
    options = parser.parse_args()
    aside = labels.set_aside()
    solver, rows = fit.prepare(options, aside)
    every = solver.features.rows
    count = len(rows)
    held = every[count:]
    if not options.no_folds:
        real, chances = folds(solver, count)
        if options.save:
            np.savez(options.save, real=real, chances=chances)
        for fl in (fit.FLOORS, (0.58, 0.78), (0.6, 0.8), (0.6, 0.85)):
            line(f"folds {fl}", evaluate.figures(labelled([every[at] for at in real], readings(chances, fl))))
    mine = np.arange(count)
    solved = solver.solve(mine)
    files = fit.packed(solver, solver.plain(mine, solved), {})
    found = by_files(*files, held, solver.features.glossary)
    line("set aside, files", evaluate.figures(labelled(held, found)))
    kernel = solver.chances(mine, solved, np.arange(count, len(every)))
    for fl in (fit.FLOORS, (0.58, 0.78), (0.6, 0.8), (0.6, 0.85)):
        line(f"set aside {fl}", evaluate.figures(labelled(held, readings(kernel, fl))))
    print(
        "largest difference between files and fit",
        max(abs(a.chances[k] - b[k]) for a, b in zip(found, kernel) for k in range(4)),
    )
    if options.terms:
        at, chances = left_out(options, solver, count)
        line("terms left out, all", evaluate.figures(labelled([every[k] for k in at], readings(chances))))
        real = [n for n, k in enumerate(at) if every[k].source == labels.REAL]
        line("terms left out, real", evaluate.figures(labelled([every[at[n]] for n in real], readings(chances[real]))))


if __name__ == "__main__":
    main()
