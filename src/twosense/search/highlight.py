"""Highlight: the text that a hit matched, and the characters in it to highlight.

Invariant: every span is inside the text; spans are in order and do not overlap.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from twosense.search.words import initials, key_of, words
from twosense.text.stems import strip_suffixes
from twosense.text.tokens import WORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from twosense.model import Term
    from twosense.search.rank import Match

Spans = tuple[tuple[int, int], ...]


def highlight(hit: Match, term: Term) -> tuple[str, Spans]:
    """Return the text that matched, and the spans in it, 0-based and half-open, in characters."""
    if hit.tier == "meaning":
        return _best_text(term, hit.marks)
    name = hit.name
    if hit.tier == "initials":
        meanings = [sense.meaning for sense in term.senses]
        name = name or next((text for text in meanings if _has_initials(text, hit.marks)), term.term)
        return name, tuple((match.start(), match.start() + 1) for match in WORD.finditer(name))
    assert name is not None
    if hit.tier == "prefix":
        (typed,) = hit.marks
        least = len(typed) if name.isascii() else 1  # outside ASCII one character may fold to several
        end = next((end for end in range(least, len(name)) if "".join(words(key_of(name[:end]))) >= typed), len(name))
        return name, ((0, end),)
    if hit.tier == "spelling":
        return name, _spans(name, lambda word: any(part in hit.marks for part in words(key_of(word))))
    return name, ((0, len(name)),)


def _has_initials(text: str, marks: frozenset[str]) -> bool:
    return bool(initials(words(key_of(text))) & marks)


def _best_text(term: Term, stems: frozenset[str]) -> tuple[str, Spans]:
    """Return the text of a term that has most of the stems, the first of several."""
    texts = [sense.meaning for sense in term.senses] + [sense.definition for sense in term.senses]
    texts += [term.term, *term.aliases, *(example for sense in term.senses for example in sense.examples), term.clash or ""]
    every = [WORD.findall(text) for text in texts]
    begin = {text[0] for text in stems}  # every word of a stem begins like it, so that nine in ten words need no stemming
    likely = {word for of_text in every for word in of_text if word[0].lower() in begin or not word.isascii()}
    found = {word for word in likely if not stems.isdisjoint(_stems(word))}
    best = max(range(len(texts)), key=lambda place: sum(map(found.__contains__, every[place])))
    return texts[best], _spans(texts[best], found.__contains__)


@lru_cache(4096)  # without it a keystroke takes 8 % longer: most hits stay the same from one to the next
def _stems(word: str) -> tuple[str, ...]:
    return tuple(map(strip_suffixes, words(key_of(word))))


def _spans(text: str, chosen: Callable[[str], bool]) -> Spans:
    return tuple(match.span() for match in WORD.finditer(text) if chosen(match[0]))
