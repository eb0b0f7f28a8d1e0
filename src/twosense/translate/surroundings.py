"""Surroundings: where a mention stands in a text, and the words next to it.

Invariant: the words and signs next to a mention are those among the 80 characters on each side, in its paragraph.
"""

from __future__ import annotations

import re
from functools import cached_property

from msgspec import Struct

from twosense.mentions.marks import looks_meant, mark_at
from twosense.text.fold import fold
from twosense.text.inline_tags import INLINE_TAG

AROUND = 80  # characters that are looked at on each side
EMPTY_LINE = re.compile(r"\n[ \t]*\r?\n")
HYPHENATED = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")  # a word with its apostrophes and hyphens
_LAST_WORD = re.compile(rf"{HYPHENATED.pattern}\Z")
_OPENING = ' \t\r\n*_("“'
_NEXT_WORDS = re.compile(rf"[*_)\]\"”’]*\s+[*_\"“(]*({HYPHENATED.pattern})(?:\s+({HYPHENATED.pattern}))?")
_TAG = re.compile(INLINE_TAG, re.IGNORECASE)
_CUT_TAG = re.compile(r"\A[^<>]*[\"']>")  # one that begins further away
_JOINED_BEFORE = re.compile(r"[^\W_][-‐‑]\Z")
# The signs that hold a name in code together: "--data", "channels:read", "user_data", "data.json", "app()".
_SIGN_BEFORE = re.compile(r"(?<!\S)[\"'`(]*(?:[.$@#%<]|--?)\Z|\w[:=/\\@~]+\Z|[^\W_]_+\Z")
_LAST_SIGNS = tuple(".$@#%<-:=/\\~_")  # a search for the end of the text tries every character of it
_SIGN_BEHIND = re.compile(r"[=/\\@~]+\w|:+[a-z\d_]|_+[^\W_]|\.[a-z\d_]|\(\)")
_STOP_BEFORE = re.compile(r"\w\.\Z")
_JOINED_BEHIND = re.compile(r"[-‐‑](?!-)")  # two are a dash
_NO_START = re.compile(r"[^\W_],?\s+\Z")
_POSSESSIVE = re.compile(r"['’]s?(?!\w)", re.IGNORECASE)
_CONTRACTION = re.compile(r"['’](?!s\b)\w", re.IGNORECASE)
# A quotation mark that opens, and no other behind it but those within words.
_OPEN_QUOTE = re.compile(r"(?<!\w)['‘](?=[\w*_`]|\Z)[^'‘’]*(?:\w['’]\w[^'‘’]*)*\Z")
NUMBER = re.compile(r"[ \u00a0]\d+(?:\.\d+)*(?![\w%,/-]|\.\d| (?:per cent|percent)\b)")


class Surroundings(Struct, frozen=True, dict=True):
    """A mention in a text, by its first and last character.

    From `until` on, the text has words that an edit has put there, and may put there again.
    """

    text: str
    start: int
    end: int
    until: int | None = None

    @cached_property
    def before(self) -> str:
        """The text before the mention, in its paragraph."""
        near = self.text[max(0, self.start - AROUND) : self.start]
        return EMPTY_LINE.split(near)[-1] if near.count("\n") > 1 else near

    @cached_property
    def behind(self) -> str:
        """The text behind the mention, in its paragraph."""
        near = self.text[self.end : self.end + AROUND]
        return EMPTY_LINE.split(near, maxsplit=1)[0] if near.count("\n") > 1 else near

    @cached_property
    def folded_before(self) -> str:
        """The text before the mention, folded; a space at its end stays."""
        return fold(self.before + "|")[:-1]

    @cached_property
    def folded_behind(self) -> str:
        """The text behind the mention, folded; a space at its start stays."""
        return fold("|" + self.behind)[1:]

    @cached_property
    def plain_before(self) -> str:
        """The text before the mention, without inline tags."""
        return _TAG.sub("", _CUT_TAG.sub("", self.before)) if ">" in self.before else self.before

    @cached_property
    def plain_behind(self) -> str:
        """The text behind the mention, without inline tags."""
        return _TAG.sub("", self.behind) if "<" in self.behind else self.behind

    @property
    def surface(self) -> str:
        """The mention."""
        return self.text[self.start : self.end]

    def around(self, reach: int) -> str:
        """Return the mention with so many characters on each side of it."""
        return self.text[max(0, self.start - reach) : self.end + reach]

    @property
    def is_in_compound(self) -> bool:
        """Whether a hyphen joins the mention to another word: "key-value", "cloud- and mobile-based"."""
        return bool(_JOINED_BEFORE.match(self.before[-2:]) or _JOINED_BEHIND.match(self.behind))

    @property
    def is_in_code(self) -> bool:
        """Whether the mention is part of a name in code: ".env", "$data", "channels:read", "data{}"."""
        if self.behind.startswith("{") and not looks_meant(mark_at(self.behind, 0)):
            return True
        before = self.before
        if (before.endswith(_LAST_SIGNS) and _SIGN_BEFORE.search(before)) or _SIGN_BEHIND.match(self.behind):
            return True
        if before.endswith("`") and self.behind.startswith("`"):
            return True  # in plain text, too
        # A capital begins a sentence.
        return before.endswith(".") and self.surface[:1].islower() and bool(_STOP_BEFORE.search(before))

    @property
    def possessive(self) -> str:
        """The apostrophe behind the mention, with the s behind it if there is one; "" if it closes a quotation."""
        found = _POSSESSIVE.match(self.behind)
        return found[0] if found and (len(found[0]) > 1 or not _OPEN_QUOTE.search(self.before)) else ""

    @property
    def is_contracted(self) -> bool:
        """Whether an apostrophe and the rest of another word follow: "DDoS'd"."""
        return bool(_CONTRACTION.match(self.behind))

    @property
    def in_brackets(self) -> bool:
        """Whether a bracket is open before the mention."""
        return self.before.count("(") > self.before.count(")")

    @property
    def number(self) -> str:
        """The number that belongs to the mention, with its space: "priority 1"; "" if there is none."""
        found = NUMBER.match(self.behind)
        return found[0] if found else ""

    @property
    def previous(self) -> str:
        """The word before the mention, in small letters; "" if it begins a sentence or a clause."""
        return self._words_before[1]

    @property
    def last_but_one(self) -> str:
        """The word before that."""
        return self._words_before[0]

    @property
    def following(self) -> str:
        """The word behind the mention, in small letters; "" if something else than a space stands between."""
        return self._words_behind[0]

    @property
    def next_but_one(self) -> str:
        """The word behind that."""
        return self._words_behind[1]

    @property
    def follows_name(self) -> bool:
        """Whether the word before it is a name or number: has a capital that no start of a sentence asks for, or a digit."""
        before = self.plain_before.rstrip(_OPENING)
        word = _LAST_WORD.search(before)
        if word is None or (word[0].isalpha() and word[0].islower()):
            return False
        return not word[0].istitle() or bool(_NO_START.search(before[: word.start()]))

    @cached_property
    def _words_before(self) -> tuple[str, str]:
        *_, other, last = ["", "", *self.plain_before.rstrip(_OPENING).rsplit(maxsplit=2)[-2:]]
        last_word = _LAST_WORD.search(last)
        is_whole = last_word is not None and not last_word.start()
        other_word = _LAST_WORD.search(other) if is_whole else None
        return plain(other_word[0] if other_word else ""), plain(last_word[0] if last_word else "")

    @cached_property
    def _words_behind(self) -> tuple[str, str]:
        found = _NEXT_WORDS.match(self.plain_behind)
        return (plain(found[1]), plain(found[2] or "")) if found else ("", "")


def plain(words: str) -> str:
    """Return words in small letters, with straight apostrophes."""
    return words.lower().replace("’", "'")
