"""Highlight: the text that a hit matched, and the characters in it to highlight.

Invariant: every span is inside the text; spans are in order and do not overlap.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from twosense.search.texts import texts_of
from twosense.search.words import initials, key_of, words
from twosense.text.stems import strip_inflection
from twosense.text.tokens import WORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from twosense.model import Term
    from twosense.search.rank import Match

Spans = tuple[tuple[int, int], ...]


def highlight(match: Match, term: Term) -> tuple[str, Spans]:
    """Return the text that matched, and the spans in it, 0-based and half-open, in characters."""
    if match.tier == "meaning":
        return _best_text(term, match.parts, match.sense)
    name = match.name
    if match.tier == "initials":
        meanings = [sense.meaning for sense in term.senses]
        name = name or next((text for text in meanings if _has_initials(text, match.parts)), term.term)
        return name, tuple((word_match.start(), word_match.start() + 1) for word_match in WORD.finditer(name))
    assert name is not None
    if match.tier == "prefix":
        (typed,) = match.parts
        least = len(typed) if name.isascii() else 1  # outside ASCII one character may fold to several
        end = next((end for end in range(least, len(name)) if "".join(words(key_of(name[:end]))) >= typed), len(name))
        return name, ((0, end),)
    if match.tier == "spelling":
        return name, _spans(name, lambda word: any(part in match.parts for part in words(key_of(word))))
    return name, ((0, len(name)),)


def _has_initials(text: str, letters: frozenset[str]) -> bool:
    return bool(initials(words(key_of(text))) & letters)


def _best_text(term: Term, stems: frozenset[str], closest: int) -> tuple[str, Spans]:
    """Return the text of a term that has most of the stems, the first of several, beginning with the closest sense."""
    senses = (term.senses[closest], *term.senses[:closest], *term.senses[closest + 1 :])
    names, meanings, definitions, wordings, rest = texts_of(term, senses)
    texts = [*meanings, *definitions, *names, *wordings, *rest]
    every = [WORD.findall(text) for text in texts]
    # A word begins like its stem, so that nine in ten words need no stemming.
    first_letters = {text[0] for text in stems}
    candidates = {word for of_text in every for word in of_text if word[0].lower() in first_letters or not word.isascii()}
    found = {word for word in candidates if not stems.isdisjoint(_stems(word))}
    best = max(range(len(texts)), key=lambda number: sum(map(found.__contains__, every[number])))
    return texts[best], _spans(texts[best], found.__contains__)


@lru_cache(4096)  # without it a keystroke takes 8 % longer: most hits stay the same from one to the next
def _stems(word: str) -> tuple[str, ...]:
    return tuple(map(strip_inflection, words(key_of(word))))


def _spans(text: str, chosen: Callable[[str], bool]) -> Spans:
    return tuple(word_match.span() for word_match in WORD.finditer(text) if chosen(word_match[0]))
