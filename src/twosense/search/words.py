"""Words: split a text so that different spellings of it match.

Invariant: each function returns the same for a text and for its folded form, and none fails on any Unicode string.
"""

from __future__ import annotations

import re

from twosense.text.fold import fold
from twosense.text.tokens import WORD

_VOWELS = dict.fromkeys(map(ord, "aeiouy"))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SOUNDS = (("que", "k"), ("qu", "k"), ("ck", "k"), ("c", "k"), ("ph", "f"), ("z", "s"), ("kh", "k"))
_DOUBLED = re.compile(r"(.)\1+")
# Spellings of a consonant, and how it is heard, in the order of their replacement: "x" stands for the sounds in "ship", "chip"
# and "nation". A chain of replacements takes half the time of one regular expression.
_SPELLINGS = tuple(
    tuple(pair.split("/"))
    for pair in """
    x/ks sch/sk sh/x dge/je dgi/ji ge/je gi/ji gy/jy gh/ gn/n ph/f wh/w rh/r th/t bt/t stl/sl qu/k q/k kw/k ck/k kh/k
    cia/xa cio/xo cien/xen tia/xa tio/xo tien/xen ssia/xa ssio/xo sia/xa sio/xo ture/xure tura/xura
    cce/kse cci/ksi sce/se sci/si ce/se ci/si cy/sy c/k z/s
    """.split()
)
_FIRST_SOUNDS = {"kn": "n", "wr": "r", "ps": "s", "pn": "n"}
# What is not heard: the first of two equal letters, vowels other than a first one, and "r", "w" and "h" after a vowel and
# before none, as in "custermer", "ownership" and "ohnership".
_SILENT = re.compile(r"(.)(?=\1)|(?<=[aeiouy])[rwh](?=es?$|[^aeiouyrwh]|$)|(?<=m)[bn]$|(?<!^)[aeiouy]")
_VOWEL_GROUP = re.compile("[aeiouy]+")
_FIRST_VOWEL = re.compile("^[aeiouy]")

# Stop words: they say nothing about what a description describes.
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
    """Return the text folded, and without accents unless it has nothing else."""
    key = fold(text)
    if key.isascii():
        return key
    from unicodedata import category, normalize

    return "".join(c for c in normalize("NFD", key) if category(c) != "Mn") or key


def words(key: str) -> list[str]:
    """Return the words of a key; a key of punctuation only is one word."""
    return WORD.findall(key) or key.split()


def has_few_vowels(word: str) -> bool:
    """Return whether a word has so few vowels that some may be left out on purpose, as in "mktg"."""
    return sum(letter in "aeiou" for letter in word) <= max(1, len(word) // 4)


def skeleton(word: str) -> str:
    """Return the consonants of a word, written as they sound, doubled ones once."""
    for written, sound in _SOUNDS:
        if written in word:
            word = word.replace(written, sound)
    return _DOUBLED.sub(r"\1", word.translate(_VOWELS))


def sounds(word: str) -> tuple[str, ...]:
    """Return the consonants of a word as they are heard, after "a" if it begins with a vowel; "ch" is heard in two ways."""
    word = word.replace("tch", "sh")
    if "ch" in word:
        return (*sounds(word.replace("ch", "sh")), *sounds(word.replace("ch", "k")))
    spoken = _FIRST_SOUNDS.get(word[:2], word[:2]) + word[2:]
    for spelling, sound in _SPELLINGS:
        spoken = spoken.replace(spelling, sound)
    return (_FIRST_VOWEL.sub("a", _SILENT.sub("", spoken)),)


def syllables(word: str) -> int:
    """Return how many vowels of a word are heard: a group of vowels is heard as one, and an "e" at the end is not."""
    return len(_VOWEL_GROUP.findall(word.removesuffix("e")))


def initials(found: list[str]) -> set[str]:
    """Return the initials of two words or more, with and without the stop words."""
    texts = {"".join([word if word.isdigit() else word[0] for word in found])}
    if not STOP.isdisjoint(found):
        texts.add("".join([word if word.isdigit() else word[0] for word in found if word not in STOP]))
    return {text for text in texts if len(text) > 1}


def edits(text: str) -> list[str]:
    """Return all texts one edit away: a letter lost, swapped with its neighbour, replaced or added (after Norvig, 2007).

    They are in a fixed order, because the first of two equally good matches is reported.
    """
    letters = _LETTERS + "0123456789" if any(map(str.isdigit, text)) else _LETTERS
    splits = [(text[:i], text[i:]) for i in range(len(text) + 1)]
    every = [left + right[1:] for left, right in splits if right]
    every += [left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1]
    every += [left + letter + right[1:] for left, right in splits if right for letter in letters]
    every += [left + letter + right for left, right in splits for letter in letters]
    found = dict.fromkeys(every)
    found.pop(text, None)
    found.pop("", None)
    return list(found)


def is_subsequence(short: str, long: str) -> bool:
    """Return whether `long` has the letters of `short` in their order."""
    rest = iter(long)
    return all(letter in rest for letter in short)
