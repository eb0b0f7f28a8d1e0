"""In bulk: mentions read many at once are read as they are one by one."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosense.config import Roots
from twosense.glossary.layers import merge
from twosense.model import ANY
from twosense.prose import bulk, mentions, senses, tables
from twosense.prose.bulk import Bulk
from twosense.prose.mentions import Finder, Mention
from twosense.prose.senses import Reading, Resolver
from twosense.store import MemoryStore

MERGED = merge(Roots(), for_scans=True)
STORE = MemoryStore(chain(senses.compile(MERGED), mentions.compile(MERGED)))
FINDER, RESOLVER, IN_BULK = Finder(STORE), Resolver(STORE), Resolver(STORE)

TERMS = random.Random(1).sample(sorted(set(MERGED.cues) - {ANY}), 8)
CUES = [cue.replace("*", MERGED.terms[key].term) for key in TERMS for cues in MERGED.cues[key].values() for cue in cues]
PIECES = [MERGED.terms[key].term for key in TERMS] * 40 + CUES
ODD = [
    "Caf\u00e9",
    "na\u00efve",
    "\u0442\u0435\u0441\u0442",
    "x" * 40,
    "internationalisation",
    "s",
    "S",
    "it's",
    "1st",
    "\u2488DR",
    "\0",
    "\ud800",
]
GAPS = [" "] * 12 + [
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\n- ",
    ". ",
    ", ",
    ": ",
    " (",
    ") ",
    "-",
    "/",
    "_",
    "'s ",
    "\u2019s ",
    "\u00a0",
    "\t",
    "\0",
    "-\0",
]
TEXTS = st.lists(
    st.tuples(st.sampled_from(PIECES) | st.sampled_from(ODD) | st.text(max_size=5), st.sampled_from(GAPS)), max_size=60
)


def one_by_one(text: str, found: list[Mention]) -> list[Reading]:
    return [msgspec.structs.replace(reading, because=()) for reading in RESOLVER.read(text, found, because=True)]


def in_bulk(text: str, found: list[Mention]) -> list[Reading]:
    read = list(IN_BULK._read_in_bulk(text, found))
    return [msgspec.structs.replace(reading, because=()) for reading in senses._without_ties(found, read)]


@given(TEXTS.map(lambda pieces: "".join(chain.from_iterable(pieces))), st.sampled_from([1, 2, 5, 2048]))
@settings(max_examples=400)
def test_in_bulk_mentions_are_read_as_they_are_one_by_one(text: str, batch: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk, "_BATCH", batch)
        found = FINDER.mentions(text)
        if found:
            assert in_bulk(text, found) == one_by_one(text, found)


def test_so_are_those_of_sentences() -> None:
    rows = (Path(__file__).parents[1] / "senses" / "tune.ndjson").read_text(encoding="utf-8").splitlines()
    texts = [msgspec.json.decode(row)["text"] for row in rows]
    text = "\n\n".join(f"{text}{' far' * (number % 300)}" for number, text in enumerate(texts * 2))
    found = FINDER.mentions(text)
    assert len(found) > bulk._BATCH
    assert in_bulk(text, found) == one_by_one(text, found)


def test_words_are_forgotten_when_they_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_STEMS", 10)
    text = "The DR site failed over to the standby data centre. " * 5000
    found = FINDER.mentions(text)
    assert set(in_bulk(text, found)[8:-8]) == set(one_by_one(text, found)[8:-8])


def test_a_glossary_without_cues_tells_nothing_in_bulk() -> None:
    rows = [
        (b"senses", b"dr", msgspec.msgpack.encode(((0, 1), (), {}, {}))),
        (b"topics", b"#", msgspec.msgpack.encode(("a", "b"))),
    ]
    bare = MemoryStore([*rows, *tables.compile([], {})])
    found = FINDER.mentions("The DR site, the DR spot.")
    cues = Resolver(bare)._cues
    assert [lean for _, lean, _ in Bulk(bare, cues).read("The DR site, the DR spot.", found)] == [None, None]


def test_threads_may_read_in_bulk_side_by_side() -> None:
    texts = [f"The DR site w{number} failed over w{number + 1}. " * 20 for number in range(200)]
    every = [(text, FINDER.mentions(text)) for text in texts]
    cues = Resolver(STORE)._cues
    together, alone = Bulk(STORE, cues), Bulk(STORE, cues)
    with ThreadPoolExecutor(4) as pool:
        read = list(pool.map(lambda one: together.sums(*one).tolist(), every))
    assert read == [alone.sums(text, found).tolist() for text, found in every]
