"""Learn vectors of stems from real text, and write them: `python -m training.corpus REAL`.

Counts of the words beside each word, PPMI, a truncated SVD, whole numbers. Only counts leave this step: no text is kept. The
same input gives the same bytes with one thread (OMP_NUM_THREADS=1). The repositories set aside are left out.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from scipy.sparse import coo_matrix, csr_matrix
from sklearn.utils.extmath import randomized_svd

from training import labels
from twosense.text.stems import stems_of
from twosense.text.vectors import FILE, RAREST, VectorTable

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS, DIMS, WINDOW = 10_000, 64, 5
COMMON = 0.2  # rarity below which a word tells nothing from afar: the 30 commonest stems
_SHARE = 1e-3  # the share of all words at which a word is half as rare as the rarest
_POWER = 0.75  # of the counts of contexts (Levy, Goldberg and Dagan, 2015)
_CHUNK = 4_000_000


def paragraphs(real: Path, leave_out: set[str], noncommercial: bool) -> Iterator[str]:
    """Give the text to learn from, without some repositories and, if wanted, without those under NC licences."""
    licences = dict(line.split("\t")[0:4:3] for line in (real / "sources.tsv").read_text().splitlines()[1:])
    with gzip.open(real / "paragraphs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["repo"] not in leave_out and (noncommercial or "NC" not in licences[row["repo"]]):
                yield row["text"]


def learn(real: Path, leave_out: set[str], *, noncommercial: bool = True) -> VectorTable:
    """Learn the vectors."""
    size, dims = WORDS, DIMS
    digest = hashlib.sha256()
    counts: Counter[str] = Counter()
    texts = []
    for text in paragraphs(real, leave_out, noncommercial):
        digest.update(text.encode())
        stems = stems_of(text)
        counts.update(stems)
        texts.append(stems)
    stems = [stem for stem, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:size]]
    number = {stem: at for at, stem in enumerate(stems)}
    ids = np.array([number.get(stem, -1) for text in texts for stem in (*text, *[""] * WINDOW)], np.int32)
    del texts
    together = csr_matrix((size, size), dtype=np.float64)
    for offset in range(1, WINDOW + 1):
        for low in range(0, len(ids) - offset, _CHUNK):
            one = ids[low : min(low + _CHUNK, len(ids) - offset)]
            two = ids[low + offset : low + offset + len(one)]
            both = (one >= 0) & (two >= 0)
            together += coo_matrix((np.ones(int(both.sum())), (one[both], two[both])), shape=(size, size)).tocsr()
    together = (together + together.T).tocoo()
    total, rows = together.sum(), np.asarray(together.tocsr().sum(1)).ravel()
    contexts = rows**_POWER / (rows**_POWER).sum() * total
    information = np.log(together.data * total / (rows[together.row] * contexts[together.col]))
    keep = information > 0
    matrix = csr_matrix((information[keep], (together.row[keep], together.col[keep])), shape=(size, size))
    left, values, _ = randomized_svd(matrix, dims, random_state=0, n_iter=5)
    vectors = left * np.sqrt(values)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    shares = np.array([counts[stem] for stem in stems]) / counts.total()
    rarity = _SHARE / (_SHARE + shares)
    # What the common words share says nothing of what is talked about.
    vectors -= (vectors * (1 - rarity)[:, None]).sum(0) / (1 - rarity).sum()
    scale = float(np.abs(vectors).max()) / 127
    whole = np.round(vectors / scale).astype(np.int8)
    rarities = np.where(rarity < COMMON, 0, np.round(rarity * RAREST)).astype(np.uint8)
    return VectorTable(
        stems="\n".join(stems),
        dims=dims,
        vectors=memoryview(whole.tobytes()),
        rarities=memoryview(rarities.tobytes()),
        centre=tuple(round(float(value), 6) for value in whole.mean(0, dtype=np.float64)),
        scale=scale,
        learned_from=digest.hexdigest(),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("real", type=Path, help="the folder of real text")
    parser.add_argument("--without-nc", action="store_true", help="learn from no text under a non-commercial licence")
    options = parser.parse_args()
    table = learn(options.real, labels.set_aside(), noncommercial=not options.without_nc)
    size = Path(FILE).write_bytes(msgspec.msgpack.encode(table))
    print(f"{size:,} bytes, learned from text with the SHA-256 {table.learned_from}")


if __name__ == "__main__":
    main()
