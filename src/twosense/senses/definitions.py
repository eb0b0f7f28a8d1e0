"""Definitions: what a text itself says about a sense, by a mark after the term or by its long form in brackets.

Invariant: a definition decides the reading; nothing is guessed here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from twosense.mentions.marks import looks_meant, side_in
from twosense.model import NONE, UNCLEAR
from twosense.text.fold import fold
from twosense.text.stems import WORD, stems_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from twosense.mentions.mention_list import Mention
    from twosense.senses.recognition import Recognitions

MARK, WRONG_MARK, DEFINITION = "mark", "wrong mark", "definition"  # the rules
PINNED = "pinned"  # what a mark gives as the reason
_LONGEST = 80  # characters of a long form
_FARTHEST = 160  # characters behind a mention in which the brackets behind its compound name it
_NAMED = re.compile(r"(?:\s[^\s()\[\]{}:;,!?]+){1,5}\s[(\[](?P<name>[^()\[\]:]{1,80}): ")


class Declared(Struct, frozen=True):
    """What a text says about a mention: the rule, the side or "none", and the words that say it.

    A mark that names no side says that somebody wanted to decide: the mention is "unclear".
    """

    rule: str
    side: str
    words: str


class Declarations:
    """The definitions of one text.

    A single sense defined for a surface holds for the whole text, and is in `everywhere` by the key of the term and the
    surface; of several, each holds where it is defined.
    """

    def __init__(self, text: str, mentions: Iterable[Mention], known: Recognitions) -> None:
        self._text, self._known = text, known
        self.everywhere: dict[tuple[str, str], Declared | None] = {}  # None if several senses are defined
        self._has_marks = False
        self._long_forms: dict[int, int] = {}  # those in brackets behind a mention: where each begins and ends
        for mention in mentions:
            self._has_marks = self._has_marks or bool(mention.mark)
            definition = self._defined_at(mention)
            if definition:
                name = mention.key, mention.surface
                other = self.everywhere.setdefault(name, definition)
                if other is None or other.side != definition.side:
                    self.everywhere[name] = None

    def _defined_at(self, mention: Mention) -> Declared | None:
        """Return the definition next to a mention."""
        text = self._text
        # A mark that was blanked has a space for each of its bytes.
        end = mention.end + len(mention.mark if text.startswith(mention.mark, mention.end) else mention.mark.encode())
        if long_form := _behind(text, end, mention):
            definition = _before_its_long_form(text, mention, *long_form, self._known)
            if definition:
                self._long_forms[long_form[0]] = long_form[1]
            return definition
        if text.startswith(")", end) and text.endswith("(", 0, mention.start):
            return _behind_its_long_form(text, mention, self._known)
        return None

    def of(self, mention: Mention) -> Declared | None:
        """Return what the text says about a mention: by its mark, or else by a definition."""
        side = side_in(mention.mark, (*self._known.sides, NONE))
        if side:
            return Declared(MARK, side, PINNED)
        if mention.mark and looks_meant(mention.mark) and self._text.startswith(mention.mark, mention.end):
            return Declared(WRONG_MARK, UNCLEAR, mention.mark)
        name = mention.key, mention.surface
        if name not in self.everywhere:
            return None
        return self.everywhere[name] or self._defined_at(mention)

    @property
    def long_forms(self) -> list[tuple[int, int]]:
        """Where the meanings are that stand in brackets behind a mention, in the order of the text.

        Their words say nothing about other mentions: most were not written by the author, but by a translation.
        """
        return list(self._long_forms.items())

    def defined(self) -> dict[str, set[str]]:
        """Return for each term the sides that the text explains in words."""
        found: dict[str, set[str]] = {}
        for (key, _), definition in self.everywhere.items():
            if definition:
                found.setdefault(key, set()).add(definition.side)
        return found

    def sides(self, mentions: Iterable[Mention]) -> dict[str, set[str]]:
        """Return for each term the sides that the text itself states."""
        stated: dict[str, set[str]] = {}
        if self.everywhere or self._has_marks:
            for mention in mentions:
                declared = self.of(mention)
                if declared and declared.side not in (NONE, UNCLEAR):
                    stated.setdefault(mention.key, set()).add(declared.side)
        return stated


def _behind(text: str, end: int, mention: Mention) -> tuple[int, int] | None:
    """Return where the text in the brackets behind a mention begins and ends, or None if there are none.

    Behind a compound, they name the term: "the DR site (DR: disaster recovery)".
    """
    opening = end + 1
    if not text.startswith((" (", " ["), end):
        is_near = text.find(": ", end, end + _FARTHEST) > 0
        named = _NAMED.match(text, end) if is_near else None
        if named is None or fold(named["name"]) != mention.key:
            return None
        opening = named.start("name") - 1
    start = opening + 1
    return start, max(start, text.find(")" if text[opening] == "(" else "]", start, start + _LONGEST))


def _before_its_long_form(text: str, mention: Mention, start: int, end: int, known: Recognitions) -> Declared | None:
    """Return the sense that a long form in brackets, from character to character, defines, as in "DR (disaster recovery)"."""
    long = text[start:end]
    name, colon, rest = long.partition(": ")
    if colon and fold(name) == mention.key:
        long = rest
    stems = stems_of(long)
    side = next((side for side, meaning in _meanings(mention, known) if meaning == stems), None)
    return Declared(DEFINITION, side, long) if side else None


def _behind_its_long_form(text: str, mention: Mention, known: Recognitions) -> Declared | None:
    """Return the sense that a long form before a mention in brackets defines, as in "disaster recovery (DR)"."""
    start, end = max(0, mention.start - 1 - _LONGEST), mention.start - 1
    words, before = list(WORD.finditer(text, start, end)), stems_of(text[start:end])
    meanings = list(_meanings(mention, known))
    for side, meaning in meanings:
        if before[-len(meaning) :] == meaning:
            return Declared(DEFINITION, side, text[words[-len(meaning)].start() : words[-1].end()])
    surface = mention.surface
    own = before[-len(surface) :]
    is_its_own = surface.isupper() and len(surface) > 1 and "".join(word[0] for word in own) == surface.lower()
    # A long form that shares a word with a meaning is another wording of it; the cues decide.
    if is_its_own and all(set(own).isdisjoint(meaning) for _, meaning in meanings):
        return Declared(DEFINITION, NONE, text[words[-len(surface)].start() : words[-1].end()])
    return None


def _meanings(mention: Mention, known: Recognitions) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the meanings of each side, as stems."""
    for side, meaning in known.of_term(mention.key).meanings:
        stems = stems_of(meaning)
        if stems:
            yield side, stems
