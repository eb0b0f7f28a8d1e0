"""Fit the scorer to labelled mentions, and write the weights: `python -m training.fit REAL --pointed POINTED`.

A multinomial logistic regression with a Gaussian prior on groups of weights: what all terms share is learned from all mentions,
what one term adds to it is kept small. The features are those of the modules of the scan themselves.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import coo_matrix, csr_matrix, hstack
from scipy.special import logsumexp

from training import labels
from twosense import paths
from twosense.glossary.cues import read_cues
from twosense.glossary.merge import merge
from twosense.model import OTHER
from twosense.senses import weights
from twosense.senses.context import UNIT, Context
from twosense.senses.cues import NEARNESS, PATTERN, PHRASE, Cues
from twosense.senses.recognition import own_stems, parse_cues, distinctive_words, texts_of
from twosense.senses.scorer import FLAT, LEAST
from twosense.senses.shape import shape_of
from twosense.text import vectors
from twosense.text.vectors import RAREST, Vectors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twosense.glossary.merge import Merged

ANSWERS = (*weights.SIDES, "none", "unclear")
KINDS = (PATTERN, PHRASE)
# How far the weights of a group may stray from nought: the standard deviation of the prior.
PRIOR = {
    "start": 3.0,
    "term": 1.0,
    "shape": 1.5,
    "before": 0.5,
    "behind": 0.5,
    "likeness": 1.5,
    "window": 1.5,
    "term's window": 1.5,
    "term's words": 1.5,
    "distinctive": 1.5,
    "cue": 1.0,
}
OF_TERM = {"term", "term's window", "term's words"}
FLOORS = (0.76, 0.88, 0.80)
RARE_FLOOR = 0.9
_FEW = 3  # mentions that a shape must have to get a weight
_ROUNDS = 160  # more of them fit the terms that were seen better, and those left out worse


class Space(NamedTuple):
    """The vectors as tables: `weighted` has each vector times the rarity of its stem."""

    reader: Vectors
    real: np.ndarray
    rarities: np.ndarray
    weighted: np.ndarray
    squares: np.ndarray  # of the lengths of `weighted`, in bytes
    square: float  # what 1 in `squares` stands for


def space() -> Space:
    """Read the vectors."""
    reader = vectors.load()
    rows = np.array([reader.vector(number).tolist() for number in range(len(reader.numbers))])
    real = rows * reader.scale
    rarities = np.frombuffer(reader.rarities, np.uint8) / RAREST
    weighted = real * rarities[:, None]
    exact = (weighted**2).sum(1)
    square = float(exact.max()) / 255
    return Space(reader, real, rarities, weighted, np.round(exact / square).astype(np.uint8), square)


class Knowledge(NamedTuple):
    """What the glossary says of each term, by its place in `keys`: cues, centroids, and the words that are distinctive of its sides."""

    merged: Merged
    keys: list[str]
    cues: list[Cues]
    centroids: np.ndarray  # term, answer, dimension
    distinctive: list[dict[int, tuple[int, float]]]


def read_glossary(seeds: Iterable[Path], known: Space) -> Knowledge:
    """Read the built-in glossary. The seeds are phrases that a scan does not know; they only make better centroids."""
    merged = merge(paths.LayerPaths(project=False, layers=[paths.BUILT_IN]))
    seeded = [read_cues(str(path)) for path in seeds]
    keys = list(merged.terms)
    cues, distinctive = [], []
    centroids = np.zeros((len(keys), 3, known.reader.dims))
    for number, key in enumerate(keys):
        term = merged.terms[key]
        of_term = merged.cues.get(key, {})
        own = own_stems(term)
        texts = texts_of(term, of_term, *(one.get(key, {}) for one in seeded))
        assert tuple(texts) == (*weights.SIDES, OTHER), key
        cues.append(Cues(parse_cues(weights.SIDES, of_term)))
        distinctive.append(distinctive_words(texts.values(), own))
        for at, of_side in enumerate(texts.values()):
            centroids[number, at] = known.reader.centroid(of_side, own)
    return Knowledge(merged, keys, cues, centroids, distinctive)


class Features:
    """What the scorer sees of each labelled mention, by group: dense tables, and names that count."""

    def __init__(self, rows: list[labels.Row], glossary: Knowledge, known: Space) -> None:
        self.rows, self.glossary, self.known = rows, glossary, known
        count, dims = len(rows), known.reader.dims
        self.terms = np.array([glossary.keys.index(row.term) for row in rows])
        self.dense = {name: np.zeros((count, dims)) for name in ("window", "before", "behind")}
        self.dense |= {
            "cue": np.zeros((count, 3 * len(KINDS))),
            "distinctive": np.zeros((count, 3)),
            "start": np.ones((count, 1)),
        }
        self.shapes: list[str] = []
        near: list[tuple[int, int, float]] = []
        for at, row in enumerate(rows):
            context = Context(row.text, known.reader.telling)
            first, last = context.words(row.start, row.end)
            self.shapes.append(shape_of(context, row.start, row.end, first, last))
            window = context.window(first, last)
            squares = sum(known.squares[n] * float(w) ** 2 for n, w in zip(window.numbers, window.nearness, strict=True))
            length = sqrt(squares * known.square) + LEAST * UNIT
            parts = np.array(window.nearness, float) / length
            numbers = list(window.numbers)
            self.dense["window"][at] = parts @ known.weighted[numbers] if numbers else 0
            distinctive = glossary.distinctive[self.terms[at]]
            for number, part in zip(numbers, parts * known.rarities[numbers] if numbers else (), strict=True):
                near.append((at, number, part))
                if number in distinctive:
                    side, value = distinctive[number]
                    self.dense["distinctive"][at, side] += part * value
            for name, stem in zip(("before", "behind"), context.neighbours(first, last), strict=True):
                if stem in known.reader.numbers:
                    self.dense[name][at] = known.real[known.reader.numbers[stem]]
            sums: dict[int, float] = {}
            for match in glossary.cues[self.terms[at]].find(context.stems, context.steps, first, last):
                slot = 3 * KINDS.index(match.kind) + match.speaks_for
                sums[slot] = 1.0 if match.kind == PATTERN else sums.get(slot, 0.0) + NEARNESS[match.distance]
            for slot, value in sums.items():
                self.dense["cue"][at, slot] = value**FLAT
        places, stems, values = zip(*near, strict=True)
        self.near = csr_matrix((values, (places, stems)), shape=(count, len(known.rarities)))
        self.dense["likeness"] = np.einsum("nd,nsd->ns", self.dense["window"], glossary.centroids[self.terms])


class Solver:
    """One sparse table of all rows, from which any part of them can be fitted."""

    def __init__(self, features: Features, prior: dict[str, float] = PRIOR) -> None:
        """Put the groups side by side, each times how far its weights may stray, and each of a term in columns of its own."""
        self.features, self.prior = features, prior
        dense = features.dense
        counts = Counter(features.shapes)
        self.shapes = sorted(shape for shape, count in counts.items() if count >= _FEW)
        shape = np.array([[one == shape for shape in self.shapes] for one in features.shapes], float)
        tables: dict[str, np.ndarray | csr_matrix] = dense | {
            "shape": shape,
            "term": dense["start"],
            "term's window": dense["window"],
            "term's words": features.near,
        }
        self.columns: dict[str, np.ndarray] = {}  # of each group, those that some row has
        self.widths = {name: tables[name].shape[1] for name in prior}
        blocks = []
        for name, spread in prior.items():
            block = coo_matrix(tables[name])
            places = block.col + (features.terms[block.row] * self.widths[name] if name in OF_TERM else 0)
            self.columns[name], at = np.unique(places, return_inverse=True)
            values = (spread * block.data).astype(np.float32)
            blocks.append(csr_matrix((values, (block.row, at)), shape=(len(shape), len(self.columns[name]))))
        self.table = hstack(blocks, "csr")
        self.answers = np.array([ANSWERS.index(row.answer) for row in features.rows])
        self.weights = np.array([row.weight for row in features.rows], np.float32)

    def solve(self, rows: np.ndarray) -> np.ndarray:
        """Fit these rows: one number for each column and answer."""
        table = self.table[rows]
        turned = table.T.tocsr()
        wanted = np.eye(len(ANSWERS), dtype=np.float32)[self.answers[rows]]
        weight = self.weights[rows]

        def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
            part = flat.reshape(-1, len(ANSWERS)).astype(np.float32)
            sums = table @ part
            whole = logsumexp(sums, axis=1)
            gap = (np.exp(sums - whole[:, None]) - wanted) * weight[:, None]
            value = float((weight * (whole - (wanted * sums).sum(1))).sum(dtype=np.float64)) + 0.5 * float(flat @ flat)
            return value, (turned @ gap + part).ravel().astype(np.float64)

        start = np.zeros(table.shape[1] * len(ANSWERS))
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS})
        return found.x.reshape(-1, len(ANSWERS))

    def fit(self, rows: np.ndarray) -> weights.Learned:
        """Fit these rows, and turn the solution into what a scan reads."""
        solved = self.solve(rows)
        solved = (solved - solved[:, 3:])[:, :3]  # a softmax only knows differences
        keys = self.features.glossary.keys
        of: dict[str, np.ndarray] = {}
        low = 0
        for name, spread in self.prior.items():
            columns, width = self.columns[name], self.widths[name]
            terms = len(keys) if name in OF_TERM else 1
            found = np.zeros((terms * width, 3))
            found[columns] = spread * solved[low : low + len(columns)]
            of[name] = found.reshape(terms, width, 3) if name in OF_TERM else found
            low += len(columns)
        shared = weights.Shared(
            floors=FLOORS,
            rare_floor=RARE_FLOOR,
            start=_three(of["start"][0]),
            shapes={shape: _three(of["shape"][at]) for at, shape in enumerate(self.shapes)},
            cues={kind: _table(of["cue"][3 * at : 3 * at + 3]) for at, kind in enumerate(KINDS)},
            distinctive=_table(of["distinctive"]),
            likeness=_table(of["likeness"]),
            window=_directions(of["window"]),
            before=_directions(of["before"]),
            behind=_directions(of["behind"]),
        )
        of_terms = {keys[number]: self._term(number, of) for number in np.unique(self.features.terms[rows])}
        known = self.features.known
        return weights.Learned(
            shared, known.squares.tobytes(), known.square, of_terms, self._digest(rows), labels.quiet_terms()
        )

    def _term(self, number: int, of: dict[str, np.ndarray]) -> weights.TermWeights:
        known, glossary = self.features.known, self.features.glossary
        direction = of["window"] + of["term's window"][number]
        direction = direction + np.einsum("sd,sa->da", glossary.centroids[number], of["likeness"])
        distinctive = np.zeros((len(known.rarities), 3))
        for stem, (side, value) in glossary.distinctive[number].items():
            distinctive[stem] = value * of["distinctive"][side]
        table = (known.weighted @ direction + (of["term's words"][number] + distinctive) * known.rarities[:, None]).T
        scales = np.maximum(np.abs(table).max(1), 1e-9) / 127
        packed = (np.round(table / scales[:, None]) + weights.BIAS).astype(np.uint8)
        term = glossary.merged.terms[glossary.keys[number]]
        return weights.TermWeights(
            senses=weights.digest((sense.side, sense.meaning) for sense in term.senses),
            start=_three(of["term"][number][0]),
            window=memoryview(packed.tobytes()),
            scales=tuple(map(float, scales)),
        )

    def _digest(self, rows: np.ndarray) -> str:
        """Return the SHA-256 of all that was fitted: mentions, centroids, distinctive words."""
        glossary = self.features.glossary
        found = hashlib.sha256(repr([self.features.rows[at] for at in rows]).encode())
        found.update(repr((glossary.keys, glossary.distinctive)).encode())
        found.update(glossary.centroids.tobytes())
        return found.hexdigest()


def _three(values: np.ndarray) -> weights.PerAnswer:
    one, two, last = (round(float(value), 4) for value in values)
    return one, two, last


def _table(rows: np.ndarray) -> tuple[weights.PerAnswer, weights.PerAnswer, weights.PerAnswer]:
    one, two, last = map(_three, rows)
    return one, two, last


def _directions(table: np.ndarray) -> weights.PerAnswerVectors:
    one, two, last = ([round(float(value), 5) for value in column] for column in table.T)
    return one, two, last


def prepare(options: argparse.Namespace) -> tuple[Solver, np.ndarray]:
    """Read the rows and build their table; also return which rows may be learned from: none of a repository set aside."""
    known = space()
    glossary = read_glossary(options.seeds, known)
    rows = labels.real(options.real) + labels.pointed(options.pointed) + labels.more(options.real)
    rows += labels.own(options.own) + labels.examples(glossary.merged)
    solver = Solver(Features(rows, glossary, known))
    aside = labels.set_aside()
    return solver, np.array([at for at, row in enumerate(rows) if row.repository not in aside])


def arguments() -> argparse.ArgumentParser:
    """Declare the options."""
    here = Path(__file__).parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("real", type=Path, help="the folder of real text")
    parser.add_argument("--pointed", type=Path, help="what fetch_pointers.py found")
    parser.add_argument("--own", type=Path, nargs="*", default=sorted((here.parent / "tests/senses").glob("*tune.ndjson")))
    parser.add_argument("--seeds", type=Path, nargs="*", default=sorted((here / "seeds").glob("*.toml")))
    return parser


def main() -> None:
    """Fit all that may be learned from, and write it."""
    solver, rows = prepare(arguments().parse_args())
    size = Path(weights.FILE).write_bytes(msgspec.msgpack.encode(solver.fit(rows)))
    print(f"{len(rows):,} mentions; {size:,} bytes")


if __name__ == "__main__":
    main()
