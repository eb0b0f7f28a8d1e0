"""Stems: what a word shares with its other forms.

One stemmer serves the senses, the vectors and the search. It strips inflections only, because next to a mention "serve" is
not "server", nor "let" a "letter". A search needs no coarser one: whether derivations shared a stem or not, 90 % of 244
descriptions found their term among the first three, since the vectors know that "analysis" is close to "analytics".

Invariant: a word of at most three letters is its own stem.
"""

from __future__ import annotations

import re

from twosense.text import tokens
from twosense.text.fold import fold

WORD = re.compile(rf"{tokens.WORD.pattern}(?:['\u2019]s\b)?")  # a word with its possessive
NUMBER = "0"  # the stem of all numbers, which tell nothing
_POSSESSIVE = ("'s", "\u2019s")
_MEMORY = 100_000  # cached words
_ROOT, _ROOT_OF_ADVERB = 3, 4  # letters that must be left
# The first inflection that leaves enough of the word counts.
_INFLECTIONS = ("ingly", "edly", "ly", "ings", "ing", "ied", "ies", "ed", "es", "s")
_VOWEL = re.compile("[aeiouy]")


def stems_of(text: str) -> tuple[str, ...]:
    """Return the stems of the words of a text."""
    return tuple(map(stem_of, WORD.findall(text)))


class _StemsOfWords(dict[str, str]):
    """The stem of each word as written. A scan without it takes 28 % longer; a hit takes half the time of `lru_cache`."""

    def __missing__(self, word: str) -> str:
        folded = word.lower() if word.isascii() else fold(word)
        if folded.endswith(_POSSESSIVE):
            folded = folded[:-2]
        if len(self) >= _MEMORY:
            self.clear()
        value = self[word] = NUMBER if folded.isdigit() else strip_inflection(folded) or word
        return value


stem_of = _StemsOfWords().__getitem__  # of a word as written


def strip_inflection(word: str) -> str:
    """Return what a folded word shares with its inflections; it need not be a word."""
    if not word.isascii() or len(word) <= _ROOT:
        return word
    word = american(word)
    for suffix in _INFLECTIONS if word.endswith(_INFLECTIONS) else ():
        if word.endswith(suffix):
            root = word[: -len(suffix)]
            if len(root) >= (_ROOT_OF_ADVERB if suffix.endswith("ly") else _ROOT) and _VOWEL.search(root):
                word = _repair(root, suffix, word)
                break
    return word[:-1] if word.endswith("e") and len(word) > _ROOT else word


def _repair(root: str, suffix: str, word: str) -> str:
    """Undo what adding the suffix did to the end of the root."""
    if suffix == "s":
        return word if root[-1] in "su" else root  # "class", "status"
    if suffix in ("ied", "ies"):
        return root + "y"
    if suffix in ("ed", "ing", "ings") and len(root) > _ROOT and root[-1] == root[-2] and root[-1] not in "lsz":
        return root[:-1]  # "stopped"
    return root


def american(word: str) -> str:
    """Return the American spelling of a word whose British spelling adds or exchanges a letter."""
    word = word.replace("isation", "ization").replace("our", "or")
    if word.endswith(("tre", "tres")):
        word = word.replace("tre", "ter")
    if word.endswith(("ise", "ises", "ised", "ising")):
        word = word[::-1].replace("si", "zi", 1)[::-1]
    return word
