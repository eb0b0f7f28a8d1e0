"""Words: how a text is taken apart so that two ways to write it meet.

Invariant: each function gives the same for a text and for its folded form; none of them fails on any Unicode string.
"""

from __future__ import annotations

import re

from twosense.text.fold import fold
from twosense.text.tokens import WORD

_VOWELS = dict.fromkeys(map(ord, "aeiouy"))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SOUNDS = (("que", "k"), ("qu", "k"), ("ck", "k"), ("c", "k"), ("ph", "f"), ("z", "s"), ("kh", "k"))
_DOUBLED = re.compile(r"(.)\1+")

# What a description is held together by; it says nothing of what is described.
STOP = frozenset(
    """
    a about all also am an and any are as at be been but by can could did do does for from get gets getting give gives had
    has have having he her his how i if in into is it its just let like made make makes many may me more most much my no
    not of off on one or other our out over own people person she should so some somebody someone something such than that
    the their them then there these they thing things this those through to too under up us use used uses using very was
    way we were what whatever when where which while who whom whose why will with within without word would you your call
    called mean means meaning term terms name named kind sort
    """.split()
)


def key_of(text: str) -> str:
    """The text folded, and without accents."""
    key = fold(text)
    if key.isascii():
        return key
    from unicodedata import category, normalize

    return "".join(c for c in normalize("NFD", key) if category(c) != "Mn")


def words(key: str) -> list[str]:
    """The runs of letters and digits of a key; a key of signs alone is one word."""
    return WORD.findall(key) or key.split()


def is_hurried(word: str) -> bool:
    """Whether so few vowels are left in a word that the others may have been left out."""
    return sum(letter in "aeiou" for letter in word) <= max(1, len(word) // 4)


def skeleton(word: str) -> str:
    """What a word keeps when its vowels are left out and its consonants written as they sound, doubled ones once."""
    for written, heard in _SOUNDS:
        if written in word:
            word = word.replace(written, heard)
    return _DOUBLED.sub(r"\1", word.translate(_VOWELS))


def initials(found: list[str]) -> set[str]:
    """The initials of at least two words, with and without the small words between them."""
    texts = {"".join([word if word.isdigit() else word[0] for word in found])}
    if not STOP.isdisjoint(found):
        texts.add("".join([word if word.isdigit() else word[0] for word in found if word not in STOP]))
    return {text for text in texts if len(text) > 1}


def edits(text: str) -> set[str]:
    """All texts one edit away: a letter lost, exchanged with its neighbour, mistaken, or added (after Norvig, 2007)."""
    letters = _LETTERS + "0123456789" if any(map(str.isdigit, text)) else _LETTERS
    splits = [(text[:i], text[i:]) for i in range(len(text) + 1)]
    found = {left + right[1:] for left, right in splits if right}
    found.update(left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1)
    found.update(left + letter + right[1:] for left, right in splits if right for letter in letters)
    found.update(left + letter + right for left, right in splits for letter in letters)
    found.discard(text)
    found.discard("")
    return found


def is_subsequence(short: str, long: str) -> bool:
    """Whether the letters of `short` stand in `long` in their order."""
    rest = iter(long)
    return all(letter in rest for letter in short)
