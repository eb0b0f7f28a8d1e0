"""Fit the scorer to labelled mentions and write what a scan reads: `python training/fit.py REAL [--cues FILE] [--out DIR]`.

A multinomial logistic regression with a Gaussian prior on groups of weights: what all terms share is learned from all mentions,
what one term adds to it is kept small. It is solved with a kernel, as there are fewer mentions than weights, and then turned
into plain weights. What is measured is measured with the run-time modules themselves, on the numbers that ship.
"""

from __future__ import annotations

import argparse
import hashlib
import tomllib
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np
from scipy.linalg import solve_triangular
from scipy.optimize import minimize
from scipy.special import logsumexp
from scipy.sparse import csr_matrix


from training.runtime import context as contexts
from training.runtime import score, vectors as store
from training.runtime.cues import Cues
from training.runtime.words import Words, stem_of, stems_of
from training import corpus, labels

if TYPE_CHECKING:
    from collections.abc import Sequence

# How far the weights of a group may stray from nought: the standard deviation of the prior.
PRIOR = {
    "start": 3.0, "term": 1.0, "form": 0.7, "shape": 1.5, "ending": 0.5,
    "before": 0.7, "behind": 0.7, "second before": 0.3, "second behind": 0.3,
    "before vector": 0.5, "behind vector": 0.5, "term's before vector": 0.7, "term's behind vector": 0.7,
    "likeness": 1.5, "window": 1.5, "term's window": 1.5, "register": 1.5, "cue": 1.0, "term's words": 2.0, "told": 1.5,
    "own": 2.0, "own term": 1.0,
}  # fmt: skip
OF_TERM = {"term", "term's before vector", "term's behind vector", "term's window", "term's words", "own term"}
WEIGHT = {labels.REAL: 1.0, labels.POINTED: 1.0, labels.MORE: 1.0, labels.OWN: 0.4}
FLOORS, NONE_FLOOR = (0.60, 0.80), 0.5
_ROUNDS = 45
_BARRED = -30.0
_FEW = 3  # mentions in which a neighbour must stand to get a weight of its own
OTHER = ("other", "ordinary", "none")


class Glossary(NamedTuple):
    """The terms in the order of the glossary, what each side says of them, their own stems, and their cues."""

    keys: list[str]
    texts: dict[str, dict[str, list[str]]]
    own: dict[str, set[str]]
    cues: dict[str, dict[int, list[str]]]
    seeds: dict[str, dict[int, list[str]]]


def read_glossary(glossary: Path, cues: Path, seeds: Sequence[Path] = ()) -> Glossary:
    """Read the terms, their reviewed cues, and the phrases that are only used to learn from."""
    found = Glossary([], {}, {}, {}, {})
    given = tomllib.loads(cues.read_text(encoding="utf-8"))
    seeded = [tomllib.loads(path.read_text(encoding="utf-8")) for path in seeds]
    for term in tomllib.loads(glossary.read_text(encoding="utf-8"))["term"]:
        key = term["name"]
        found.keys.append(key)
        names = [key, *term.get("aliases", []), *term.get("forms", [])]
        found.own[key] = {stem for name in names for stem in stems_of(name)}
        texts: defaultdict[str, list[str]] = defaultdict(list)
        for sense in term["sense"]:
            say = sense.get("say", "")
            says = list(say.values()) if isinstance(say, dict) else [say]
            texts[sense["side"]] += [sense["meaning"], sense["definition"], *map(str, says), *sense.get("examples", [])]
        found.texts[key] = texts
        found.cues[key], found.seeds[key] = {}, {}
        for table, source in ((found.cues, given), *((found.seeds, one) for one in seeded)):
            for side, listed in source.get(key, {}).items():
                number = score.NONE if side in OTHER else labels.SIDES.index(side)
                table[key][number] = table[key].get(number, []) + list(listed)
    return found


class Space:
    """The vectors as the run time reads them, with the tables that measure how much a context says."""

    def __init__(self, learned: corpus.Vectors, contexts_seen: list[list[int]] | None, measures: tuple | None = None) -> None:
        self.learned = learned
        weighted = learned.weighted
        if measures is None:
            assert contexts_seen is not None
            sums = np.array([weighted[ids].sum(0) for ids in contexts_seen if ids])
            _, _, directions = np.linalg.svd(sums / np.linalg.norm(sums, axis=1, keepdims=True), full_matrices=False)
            directions = directions[: corpus.MEASURES]
            along = weighted @ directions.T
            scale = float(np.abs(along).max()) / 127
            rest = np.maximum((weighted**2).sum(1) - (along**2).sum(1), 0)
            rest_scale = float(rest.max()) / 255
            measures = (
                np.round(along.T / scale).astype(np.int8),
                scale,
                np.round(rest / rest_scale).astype(np.uint8),
                rest_scale,
            )
        self.measures = measures

    def packed(self, register: np.ndarray | None, figures: dict[str, float]) -> bytes:
        """Write the vectors; `register` has what each word says of the kind of text, one row an answer."""
        learned, (along, scale, rest, rest_scale) = self.learned, self.measures
        rows = np.zeros((3, len(learned.stems))) if register is None else register
        rows = np.where(learned.rarities > 0, rows, 0)
        scales = [float(max(np.abs(row).max(), 1e-9)) / 127 for row in rows]
        whole = [np.round(row / one).astype(np.int8) for row, one in zip(rows, scales, strict=True)]
        names = "\n".join(learned.stems).encode()
        head = msgspec.msgpack.encode(
            store.Head(
                words=len(learned.stems), dims=learned.vectors.shape[1], measures=len(along), vocabulary=len(names),
                vector_scale=learned.vector_scale, rarity_scale=learned.rarity_scale, measure_scale=scale, rest_scale=rest_scale,
                register_scales=tuple(scales), learned_from=learned.learned_from, figures=figures,
            )
        )  # fmt: skip
        parts = [names, learned.vectors.tobytes(), learned.rarities.tobytes(), along.tobytes(), rest.tobytes()]
        parts += [row.tobytes() for row in whole]
        return store.MAGIC + len(head).to_bytes(4, "little") + head + b"".join(parts)


class Features:
    """What the scorer sees of each row, by group: dense tables, or names that count."""

    def __init__(self, rows: list[labels.Row], glossary: Glossary, space: Space, use_cues: bool = True) -> None:
        self.rows, self.glossary, self.space = rows, glossary, space
        reader = store.Vectors(space.packed(None, {}))
        weighted, real = space.learned.weighted, space.learned.real
        dims = real.shape[1]
        count = len(rows)
        self.terms = np.array([glossary.keys.index(row.term) for row in rows])
        self.dense = {name: np.zeros((count, dims)) for name in ("window", "register", "before vector", "behind vector")}
        self.dense["cue"] = np.zeros((count, 9))
        self.dense["start"] = np.ones((count, 1))
        self.dense["own"] = np.array([[row.source == labels.OWN] for row in rows], float)
        self.names: dict[str, list[list[str]]] = {
            name: [] for name in ("form", "shape", "ending", "before", "behind", "second before", "second behind")
        }
        cues = {key: Cues(given) for key, given in glossary.cues.items()}
        near: list[tuple[int, int, float]] = []
        rarities = space.learned.rarities * space.learned.rarity_scale
        for at, row in enumerate(rows):
            words = Words(row.text)
            context = contexts.Context(words, reader)
            first, last = context.span(row.start, row.end)
            window = context.window(first, last)
            if window.numbers:
                whole = window.length * contexts.UNIT
                self.dense["window"][at] = np.array(window.near) @ weighted[list(window.numbers)] / whole
                near += [
                    (at, number, part * rarities[number] / whole)
                    for number, part in zip(window.numbers, window.near, strict=True)
                ]
            self.dense["register"][at] = _register(context, weighted, first, last)
            beside = context.beside(first, last, row.start, row.end)
            for name, word in zip(("before", "behind", "second before", "second behind"), beside, strict=True):
                self.names[name].append([word])
            for name, word in (("before vector", beside.before), ("behind vector", beside.behind)):
                number = reader.every.get(stem_of(word.strip("-")))
                if number is not None:
                    self.dense[name][at] = real[number]
            small = row.text[row.start : row.end].lower()
            self.names["form"].append([f"{row.term}\t{small}"])
            self.names["ending"].append([small[-1:], small[-2:], small[-3:], f"#{len(small.split())}"])
            self.names["shape"].append(score.shapes(context, row.start, row.end, first, last))
            if use_cues:
                sums: dict[int, float] = {}
                for cue in cues[row.term].find(words.stems, words.slots, first, last, score._CUE_REACH):
                    slot = 3 * score._KINDS[cue.kind] + cue.side
                    sums[slot] = 1.0 if slot < 3 else sums.get(slot, 0.0) + score._CUE_NEAR[cue.distance]
                for slot, value in sums.items():
                    self.dense["cue"][at, slot] = value**score._FLAT
        places, numbers, values = zip(*near, strict=True)
        self.near = csr_matrix((values, (places, numbers)), shape=(count, len(rarities)))
        self.centre(glossary, reader)
        self.told = told(glossary, reader)
        self.dense["told"] = np.zeros((count, 3))
        for number in np.unique(self.terms):
            mine = self.terms == number
            self.dense["told"][mine] = self.near[mine] @ self.told[number].T

    def centre(self, glossary: Glossary, reader: store.Vectors, cues: bool = True) -> None:
        """Work out the centroids of all terms, and how alike each context is to those of its term."""
        self.centroids = np.zeros((len(glossary.keys), 3, reader.head.dims))
        for number, key in enumerate(glossary.keys):
            for side in range(3):
                texts = list(glossary.texts[key].get(labels.SIDES[side], [])) if side < 2 else []
                if cues:
                    texts += [cue.replace("*", " ") for cue in glossary.cues[key].get(side, [])]
                    texts += [cue.replace("*", " ") for cue in glossary.seeds[key].get(side, [])]
                self.centroids[number, side] = reader.centroid(texts, glossary.own[key])
        self.dense["likeness"] = np.einsum("nd,nsd->ns", self.dense["window"], self.centroids[self.terms])


def told(glossary: Glossary, reader: store.Vectors) -> np.ndarray:
    """Work out how much oftener each word stands in the texts of one side of a term than of any other: term, side, word."""
    found = np.zeros((len(glossary.keys), 3, reader.head.words), np.float32)
    for number, key in enumerate(glossary.keys):
        counts = np.zeros((3, reader.head.words), np.float32)
        for side in range(3):
            texts = list(glossary.texts[key].get(labels.SIDES[side], [])) if side < 2 else []
            texts += glossary.cues[key].get(side, []) + glossary.seeds[key].get(side, [])
            for text in texts:
                for stem in set(stems_of(text)) - glossary.own[key]:
                    if stem in reader.numbers:
                        counts[side, reader.numbers[stem]] += 1
        for side in range(3):
            most = np.delete(counts, side, axis=0).max(0)
            more = counts[side] > most
            found[number, side, more] = np.log((counts[side, more] + 0.5) / (most[more] + 0.5))
    return found


def _register(context: contexts.Context, weighted: np.ndarray, first: int, last: int) -> np.ndarray:
    """The direction of the words far and near, as long as the run time measures it."""
    slots = context._slots
    left, right = context.words.slots[first], context.words.slots[last - 1]
    ids = [
        number
        for number, slot in zip(context._numbers, slots, strict=True)
        if left - contexts.REGISTER_REACH <= slot < left or right < slot <= right + contexts.REGISTER_REACH
    ]
    if not ids:
        return np.zeros(weighted.shape[1])
    head, vectors = context._vectors.head, context._vectors
    along = sum(sum(row[number] for number in ids) ** 2 for row in vectors.measures) * head.measure_scale**2
    rest = sum(vectors.rests[number] for number in ids) * head.rest_scale
    return weighted[ids].sum(0) / (np.sqrt(along + rest) + contexts.LEAST)


def _onehot(names: list[list[str]], few: int) -> tuple[csr_matrix, list[str]]:
    counts = Counter(name for found in names for name in found)
    known = sorted(name for name, count in counts.items() if count >= few)
    number = {name: at for at, name in enumerate(known)}
    places = [(row, number[name]) for row, found in enumerate(names) for name in found if name in number]
    rows, columns = zip(*places, strict=True) if places else ((), ())
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(names), len(known))), known


class Solver:
    """The kernel of all rows, from which any part of them can be fitted."""

    def __init__(self, features: Features, prior: dict[str, float] = PRIOR) -> None:
        self.features, self.prior = features, prior
        count = len(features.rows)
        same = (features.terms[:, None] == features.terms[None, :]).astype(np.float32)
        self.tables: dict[str, np.ndarray | csr_matrix] = dict(features.dense)
        self.known: dict[str, list[str]] = {}
        for name, found in features.names.items():
            self.tables[name], self.known[name] = _onehot(found, 2 if name == "form" else _FEW)
        self.tables |= {
            "term's words": features.near, "term": features.dense["start"], "own term": features.dense["own"], "term's window": features.dense["window"],
            "term's before vector": features.dense["before vector"], "term's behind vector": features.dense["behind vector"],
        }  # fmt: skip
        kernel = np.zeros((count, count), np.float32)
        grams: dict[int, np.ndarray] = {}
        for name, spread in prior.items():
            table = self.tables[name]
            if id(table) not in grams:
                dense = (table @ table.T).toarray() if isinstance(table, csr_matrix) else table @ table.T
                grams[id(table)] = dense.astype(np.float32)
            kernel += np.float32(spread**2) * (grams[id(table)] * same if name in OF_TERM else grams[id(table)])
        self.kernel = kernel
        self.answers = np.array([row.side for row in features.rows])
        self.weights = np.array([WEIGHT[row.source] for row in features.rows])
        # Our own sentences were written to have a sense: they teach which one, not how often a word has none.
        self.barred = np.zeros((count, 4), np.float32)
        mine = np.array([row.source == labels.OWN for row in features.rows])
        self.barred[np.ix_(mine, [2, 3])] = _BARRED
        self.weights[mine & (self.answers > 1)] = 0

    def solve(self, rows: np.ndarray) -> np.ndarray:
        """Fit these rows: one number for each of them and answer."""
        kernel = self.kernel[np.ix_(rows, rows)].astype(np.float64)
        count = len(rows)
        lower = np.linalg.cholesky(kernel + 1e-6 * np.trace(kernel) * np.eye(count) / count * 10)
        small, upper = lower.astype(np.float32), np.ascontiguousarray(lower.T).astype(np.float32)
        wanted = np.eye(4, dtype=np.float32)[self.answers[rows]]
        weights = self.weights[rows].astype(np.float32)
        barred = self.barred[rows]

        def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
            part = flat.reshape(count, 4).astype(np.float32)
            sums = small @ part + barred
            whole = logsumexp(sums, axis=1)
            gap = (np.exp(sums - whole[:, None]) - wanted) * weights[:, None]
            value = float((weights * (whole - (wanted * sums).sum(1))).sum(dtype=np.float64)) + 0.5 * float(flat @ flat)
            return value, (upper @ gap + part).ravel().astype(np.float64)

        found = minimize(loss, np.zeros(count * 4), jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS})
        return solve_triangular(lower, found.x.reshape(count, 4), lower=True, trans="T")

    def chances(self, rows: np.ndarray, solved: np.ndarray, wanted: np.ndarray, without_terms: bool = False) -> np.ndarray:
        sums = self.kernel[np.ix_(wanted, rows)] @ solved
        return np.exp(sums - logsumexp(sums, axis=1)[:, None])

    def plain(self, rows: np.ndarray, solved: np.ndarray) -> dict[str, np.ndarray]:
        """Turn a solution into weights: by group, those that all terms share, or (terms, columns, answers)."""
        solved = solved - solved[:, 3:]  # a softmax only knows differences
        found = {}
        terms = self.features.terms[rows]
        for name, spread in self.prior.items():
            table = self.tables[name][rows]
            if name in OF_TERM:
                every = np.zeros((len(self.features.glossary.keys), table.shape[1], 4))
                for number in np.unique(terms):
                    mine = terms == number
                    every[number] = spread**2 * (table[mine].T @ solved[mine])
                found[name] = every[..., :3]
            else:
                found[name] = (spread**2 * (table.T @ solved))[:, :3]
        return found


def three(values: np.ndarray) -> tuple[float, float, float]:
    one, two, last = (round(float(value), 4) for value in values)
    return one, two, last


def packed(solver: Solver, weights: dict[str, np.ndarray], figures: dict[str, float]) -> tuple[bytes, bytes]:
    """Write the vectors and the weights as the run time reads them."""
    features = solver.features
    space, glossary = features.space, features.glossary
    weighted = space.learned.weighted
    register = (weighted @ weights["register"]).T
    vectors = space.packed(register, figures)
    general = weights["window"]
    named = {name: {word: three(weights[name][at]) for at, word in enumerate(solver.known[name])} for name in solver.known}
    spread = solver.prior["term"]
    constants = score.Constants(
        floors=FLOORS, none_floor=NONE_FLOOR, start=three(weights["start"][0]), unknown_term=(0.0, 0.0, 0.0),
        cues=[[three(weights["cue"][3 * kind + side]) for side in range(3)] for kind in range(3)],
        shapes=named["shape"], endings=named["ending"],
        beside=(named["before"], named["behind"], named["second before"], named["second behind"]),
        likeness=[three(weights["likeness"][side]) for side in range(3)],
        window=[[round(float(value), 5) for value in general[:, one]] for one in range(3)],
        before=[[round(float(value), 5) for value in weights["before vector"][:, one]] for one in range(3)],
        behind=[[round(float(value), 5) for value in weights["behind vector"][:, one]] for one in range(3)],
    )  # fmt: skip
    del spread
    forms: defaultdict[str, dict[str, tuple[float, float, float]]] = defaultdict(dict)
    for name, found in named["form"].items():
        term, form = name.split("\t")
        forms[term][form] = found
    terms, rows = {}, []
    for number, key in enumerate(glossary.keys):
        direction = general + weights["term's window"][number]
        direction = direction + np.einsum("sd,sa->da", features.centroids[number], weights["likeness"])
        exact = weights["term's words"][number] * (space.learned.rarities * space.learned.rarity_scale)[:, None]
        exact += (features.told[number].T @ weights["told"]) * (space.learned.rarities * space.learned.rarity_scale)[:, None]
        table = (weighted @ direction + exact).T
        scales = [float(max(np.abs(row).max(), 1e-9)) / 127 for row in table]
        rows += [np.round(row / scale).astype(np.int8).tobytes() for row, scale in zip(table, scales, strict=True)]
        beside = []
        for name in ("term's before vector", "term's behind vector"):
            part = weights[name][number].T
            scale = float(max(np.abs(part).max(), 1e-9)) / 127
            beside.append(scale)
            rows += [np.round(row / scale).astype(np.int8).tobytes() for row in part]
        terms[key] = score.TermHead(three(weights["term"][number][0]), forms[key], tuple(scales), beside[0], beside[1])
    head = score.Head(
        words=len(space.learned.stems), dims=space.learned.vectors.shape[1], constants=constants, terms=terms,
        learned_from=digest(features), vectors=hashlib.sha256(vectors).hexdigest(), figures=figures,
    )  # fmt: skip
    encoded = msgspec.msgpack.encode(head)
    return vectors, score.MAGIC + len(encoded).to_bytes(4, "little") + encoded + b"".join(rows)


def digest(features: Features) -> str:
    """The hash of all that was fitted: mentions, glossary, cues."""
    found = hashlib.sha256()
    for row in features.rows:
        found.update(repr(row).encode())
    found.update(repr((features.glossary.keys, features.glossary.texts, features.glossary.cues)).encode())
    return found.hexdigest()


def windows(rows: list[labels.Row], learned: corpus.Vectors) -> list[list[int]]:
    """The numbers of the words around each mention, to find the main directions of contexts."""
    number = {stem: at for at, (stem, rarity) in enumerate(zip(learned.stems, learned.rarities, strict=True)) if rarity}
    return [[number[stem] for stem in stems_of(row.text) if stem in number] for row in rows]


def prepare(options: argparse.Namespace, leave_out: set[str]) -> tuple[Solver, list[labels.Row]]:
    """Learn the vectors, read the rows, and build the kernel; the set-aside rows come last, for measuring only."""
    WEIGHT[labels.OWN] = options.own_weight
    glossary = read_glossary(options.glossary, options.cues, options.seeds)
    real = labels.real(options.real)
    rows = [row for row in real if row.repository not in leave_out]
    rows += [row for row in labels.pointed(options.pointed) + labels.more(options.real) if row.repository not in leave_out]
    if options.own:
        rows += labels.own(options.own)
    learned = corpus.learn(options.real, leave_out, noncommercial=not options.without_nc, dims=options.dims, size=options.words)
    space = Space(learned, windows(rows, learned))
    held = [row for row in real if row.repository in leave_out]
    return Solver(Features(rows + held, glossary, space)), rows


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("real", type=Path, help="the folder of real text")
    parser.add_argument("--glossary", type=Path, default=Path("glossary.toml"))
    parser.add_argument("--cues", type=Path, default=Path("src/twosense/senses/cues.toml"))
    parser.add_argument("--own", type=Path, help="our own labelled sentences, the half for tuning")
    parser.add_argument("--own-weight", type=float, default=WEIGHT[labels.OWN])
    parser.add_argument(
        "--seeds", type=Path, nargs="*", default=[], help="phrases by term and side that are only used to learn from"
    )
    parser.add_argument("--pointed", type=Path, help="what fetch_pointers.py found")
    parser.add_argument("--out", type=Path, default=Path("src/twosense/senses"))
    parser.add_argument("--without-nc", action="store_true", help="learn from no text under a non-commercial licence")
    parser.add_argument("--dims", type=int, default=corpus.DIMS)
    parser.add_argument("--words", type=int, default=corpus.WORDS)
    return parser


def main() -> None:
    options = arguments().parse_args()
    solver, rows = prepare(options, labels.set_aside())
    mine = np.arange(len(rows))
    vectors, weights = packed(solver, solver.plain(mine, solver.solve(mine)), {})
    (options.out / "vectors.bin").write_bytes(vectors)
    (options.out / "weights.bin").write_bytes(weights)
    print(f"{len(rows)} mentions; vectors {len(vectors):,} bytes, weights {len(weights):,} bytes")


if __name__ == "__main__":
    main()
