"""Words: a text cut into words with their places, once for all its mentions.

The end of a clause, a sentence or a paragraph leaves slots empty: what stands beyond it is further away than it looks. How far
apart two words are is how far apart their slots are.
Invariant: words come in the order of the text and never overlap; slots only grow.
"""

from __future__ import annotations

import re
from functools import lru_cache

from twosense.text.stems import strip_inflection
from itertools import accumulate

WORD = re.compile(r"[^\W_]+(?:['\u2019]s\b)?")
_WORDS = re.compile(rf"({WORD.pattern})")
_CLAUSE, _SENTENCE, _PARAGRAPH = 1, 6, 20
_SENTENCE_END = re.compile(r"[.!?\u2026][\"')\]\u201d\u2019]*\s")
_CLAUSE_END = re.compile(r"[;:()\u2013\u2014]|\s-\s")
_BLANK_LINE = re.compile(r"\n[ \t\r>]*\n")
_POSSESSIVE = ("'s", "\u2019s")
_MEMORY, _GAPS = 100_000, 10_000


class Words:
    """The words of a text: as written in small letters, their stems, where they start and end, and their slots."""

    __slots__ = ("ends", "slots", "starts", "stems", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        # What stands in front of the first word, the word, what stands between it and the next …
        pieces = _WORDS.split(text)
        bounds = list(accumulate(map(len, pieces)))
        self.starts, self.ends = bounds[:-1:2], bounds[1::2]
        self.words = list(map(str.lower, pieces[1::2]))
        self.stems = list(map(stem_of, self.words))
        self.slots = list(accumulate(map(_step, pieces[2:-1:2]), initial=0)) if self.words else []


@lru_cache(_GAPS)
def _step(gap: str) -> int:
    """Count the slots from one word to the next for what stands between them: those that stay empty, and one."""
    if "\n" in gap and _BLANK_LINE.search(gap):
        return 1 + _PARAGRAPH
    if _SENTENCE_END.search(gap):
        return 1 + _SENTENCE
    return 1 + (_CLAUSE if _CLAUSE_END.search(gap) else 0)


def stems_of(text: str) -> list[str]:
    """Give the stems of the words of a text."""
    return [stem_of(match[0].lower()) for match in WORD.finditer(text)]


@lru_cache(_MEMORY)
def stem_of(word: str) -> str:
    """Give the stem of a word in small letters; all numbers have the same, as they tell nothing."""
    if word.endswith(_POSSESSIVE):
        word = word[:-2]
    return "0" if word.isdigit() else strip_inflection(word)
