"""The labels: what a careful reader would flag in each document, and which sense was meant.

`labels/NAME.toml` lists the mentions of `texts/NAME` in the order of the text: the line on which a mention begins, the side
that is meant, the term, and the words as written. A break inside them (a new line, the "> " of a quoted line) is written as
one space; `nth` counts when a line has the same words more than once. Besides the sides of the glossary there are `unclear`
(a careful reader of the whole document could not tell) and `none` (an ordinary use, which nobody would flag). Words in code,
addresses, file names and proper names have no label.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

TEXTS = Path(__file__).with_name("texts")
LABELS = Path(__file__).with_name("labels")


@dataclass(frozen=True)
class Label:
    """A mention as a reader labelled it; `offset` and `length` count bytes, as in a finding."""

    line: int
    offset: int
    length: int
    term: str
    surface: str
    side: str


def documents() -> list[Path]:
    return sorted(TEXTS.iterdir())


def read(document: Path) -> list[Label]:
    text = document.read_bytes().decode()
    rows = tomllib.loads((LABELS / f"{document.name}.toml").read_text(encoding="utf-8"))["mentions"]
    return [place(text, **row) for row in rows]


def place(text: str, *, line: int, side: str, term: str, surface: str, nth: int = 1) -> Label:
    """Return the label with its offset. Raises ValueError if the line does not have the words."""
    lines = text.splitlines(keepends=True)
    first, last = sum(map(len, lines[: line - 1])), sum(map(len, lines[:line]))
    words = r"[\s>]+".join(map(re.escape, surface.split()))
    found = [hit for hit in re.compile(rf"(?<!\w){words}(?!\w)").finditer(text, first) if hit.start() < last]
    if len(found) < nth:
        raise ValueError(f"line {line}: {surface!r} is there {len(found)} times, not {nth}")
    hit = found[nth - 1]
    return Label(line, len(text[: hit.start()].encode()), len(hit[0].encode()), term, surface, side)
