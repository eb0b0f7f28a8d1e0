"""Read the labelled mentions: real ones with their text or found by pointer, our own texts, and examples.

A row of `labels.tsv` points at a mention in `paragraphs.jsonl.gz` by repository, path, the hash of its paragraph and the place
in it; text is never committed.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from twosense.mentions.finder import Finder
from twosense.mentions.names import compile_rows as compile_names
from twosense.store.lmdb import MemoryStore
from twosense.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twosense.glossary.merge import Merged

HERE = Path(__file__).parent
REAL, POINTED, MORE, OWN = "real", "pointed", "more", "own"
# What a label counts in the fit. The values were chosen among 3, 2 and 1 and 1, 1/2, 1/3 and 0; all are within the error.
OWN_WEIGHT = 3.0  # with 24,000 labels of others, .925 instead of .913 of the check half of our sentences is right
DOUBTFUL_WEIGHT = 1 / 3  # a label that its reader called doubtful
LEAST_WARNINGS = 4  # that readers saw of a term before it may be quiet


class Row(NamedTuple):
    """A labelled mention: from which source and repository, its text and place in it, the key of its term, and its answer.

    `weight` is what it counts in the fit.
    """

    source: str
    repository: str
    text: str
    start: int
    end: int
    term: str
    answer: str
    weight: float = 1.0


def set_aside() -> set[str]:
    """Give the repositories that nothing of the fit may see."""
    return set((HERE / "set_aside.txt").read_text().split())


def quiet_terms() -> tuple[str, ...]:
    """Give the keys of the terms whose warnings no reader wanted."""
    rows = [line.split("\t") for line in (HERE / "warnings.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    return tuple(fold(term) for term, warnings, useful in rows if int(warnings) >= LEAST_WARNINGS and not int(useful))


def real(folder: Path) -> list[Row]:
    """Read the mentions whose text is in the folder of real text, set-aside repositories included."""
    with (folder / "mentions.jsonl").open(encoding="utf-8") as lines:
        return [_row(REAL, json.loads(line)) for line in lines]


def pointed(texts: Path | None) -> list[Row]:
    """Read the mentions that `fetch_pointers.py` found in repositories whose text is not in the folder."""
    if texts is None or not texts.exists():
        return []
    with texts.open(encoding="utf-8") as lines:
        return [_row(POINTED, json.loads(line)) for line in lines]


def more(folder: Path, file: str = "labels.tsv") -> list[Row]:
    """Read the mentions that a file of this folder points at."""
    wanted: defaultdict[str, list[list[str]]] = defaultdict(list)
    for line in (HERE / file).read_text(encoding="utf-8").splitlines()[1:]:
        cells = line.split("\t")
        wanted[cells[2]].append(cells)
    found: dict[tuple[str, str], Row] = {}
    with gzip.open(folder / "paragraphs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            paragraph = json.loads(line)
            text = paragraph["text"]
            for repository, path, digest, low, high, start, end, term, side in wanted.get(
                hashlib.sha256(text.encode()).hexdigest()[:16], ()
            ):
                if (repository, path) == (paragraph["repo"], paragraph["path"]):
                    passage = text[int(low) : int(high)]
                    at = int(start) - int(low)
                    row = Row(MORE, repository, passage, at, at + int(end) - int(start), fold(term), side)
                    found[digest, start] = row
    return [found[key] for key in sorted(found)]


def own(files: Iterable[Path]) -> list[Row]:
    """Read our own labelled sentences and pages."""
    rows = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            text = json.loads(line)
            for label in text.get("mentions", [text]):
                at = -1
                for _ in range(label.get("occurrence", 1)):
                    at = text["text"].index(label["surface"], at + 1)
                rows.append(
                    _row(OWN, {**label, "text": text["text"], "repo": OWN, "start": at, "end": at + len(label["surface"])})
                )
    return rows


def examples(merged: Merged) -> list[Row]:
    """Read the examples of a glossary: the first mention of the term in each has the side of the sense."""
    finder = Finder(MemoryStore(compile_names(merged)))
    rows = []
    for key, term in merged.terms.items():
        for sense in term.senses:
            for text in sense.examples:
                mention = next(mention for mention in finder.mentions(text) if mention.key == key)
                rows.append(Row(OWN, OWN, text, mention.start, mention.end, key, sense.side, OWN_WEIGHT))
    return rows


def _row(source: str, row: dict[str, str | int]) -> Row:
    return Row(
        source,
        str(row["repo"]),
        str(row["text"]),
        int(row["start"]),
        int(row["end"]),
        fold(str(row["term"])),
        str(row["side"]),
        OWN_WEIGHT if source == OWN else DOUBTFUL_WEIGHT if row.get("certainty") == "doubtful" else 1.0,
    )
