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
    """A mention as a reader marked it; `start` and `end` count characters of the document."""

    document: str
    line: int
    start: int
    end: int
    term: str
    side: str


class Astray(ValueError):
    """The document does not hold, on that line, what a mark says."""


def read(document: Path) -> list[Mark]:
    text = document.read_text(encoding="utf-8")
    rows = tomllib.loads((MARKS / f"{document.name}.toml").read_text(encoding="utf-8"))["mentions"]
    return [place(document.name, text, **row) for row in rows]


def place(document: str, text: str, *, line: int, side: str, term: str, surface: str, nth: int = 1) -> Mark:
    lines = text.splitlines(keepends=True)
    first, last = sum(map(len, lines[: line - 1])), sum(map(len, lines[:line]))
    words = r"[\s>]+".join(map(re.escape, surface.split()))
    found = [hit for hit in re.finditer(rf"(?<!\w){words}(?!\w)", text[first:]) if first + hit.start() < last]
    if len(found) < nth:
        raise Astray(f"{document}:{line}: {surface!r} stands there {len(found)} times, not {nth}")
    return Mark(document, line, first + found[nth - 1].start(), first + found[nth - 1].end(), term, side)


def documents() -> list[Path]:
    return sorted(TEXTS.iterdir())
