"""The marks: what a careful person would flag in each document, and what was meant there.

`marks/NAME.toml` lists the mentions of `texts/NAME` in the order of the text: the line on which one begins, the side that is
meant, the term, and the words as they stand there. A break inside them (a new line, a quoted line's "> ") is written as one
blank; `nth` says which one when a line holds the same words twice. Besides the glossary's sides there are `unclear` (a careful
reader of the whole document could not tell) and `none` (an ordinary use, which nobody would flag). Words in code, addresses,
file names and proper names carry no mark at all.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

TEXTS = Path(__file__).with_name("texts")
MARKS = Path(__file__).with_name("marks")


@dataclass(frozen=True)
class Mark:
    """A mention as a reader marked it; `offset` and `length` count bytes of the document, as a row of the scan does."""

    line: int
    offset: int
    length: int
    term: str
    surface: str
    side: str


def documents() -> list[Path]:
    return sorted(TEXTS.iterdir())


def read(document: Path) -> list[Mark]:
    text = document.read_bytes().decode()
    rows = tomllib.loads((MARKS / f"{document.name}.toml").read_text(encoding="utf-8"))["mentions"]
    return [place(text, **row) for row in rows]


def place(text: str, *, line: int, side: str, term: str, surface: str, nth: int = 1) -> Mark:
    """The mark in its document. Raises ValueError if the words do not stand there."""
    lines = text.splitlines(keepends=True)
    first, last = sum(map(len, lines[: line - 1])), sum(map(len, lines[:line]))
    words = r"[\s>]+".join(map(re.escape, surface.split()))
    found = [hit for hit in re.compile(rf"(?<!\w){words}(?!\w)").finditer(text, first) if hit.start() < last]
    if len(found) < nth:
        raise ValueError(f"line {line}: {surface!r} stands there {len(found)} times, not {nth}")
    hit = found[nth - 1]
    return Mark(line, len(text[: hit.start()].encode()), len(hit[0].encode()), term, surface, side)
