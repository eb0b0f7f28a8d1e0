"""Declared: what a text itself says of a sense, by a mark behind the term or by its long form in brackets.

Invariant: a declaration decides; nothing is guessed here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from twosense.characters import fold
from twosense.prose.passage import Passage, stems_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from twosense.prose.cues import Recognition
    from twosense.prose.mentions import Mention

NONE = "none"
_EVERYWHERE = -1  # in the place of a mention's start
_LONGEST = 80  # characters of a mark or of a long form


class Declared(Struct, frozen=True):
    """What a text declares of a mention: by which rule ("mark" or "definition"), the side or "none", the words that say it."""

    rule: str
    side: str
    words: str


class Declarations:
    """What one text declares, found when first asked for."""

    def __init__(self, text: str, sides: Collection[str]) -> None:
        self._text, self._sides = text, sides
        self._definitions: dict[tuple[str, str], dict[int, Declared]] = {}

    def of(self, mention: Mention, recognition: Recognition) -> Declared | None:
        """What is declared of a mention.

        A sense that is the only one defined holds everywhere; of several, each in its own definition.
        """
        text = self._text
        if text.startswith("{", mention.end):
            end = text.find("}", mention.end, mention.end + _LONGEST) + 1
            name = fold(text[mention.end + 1 : end - 1]) if end else ""
            if name in self._sides or name == NONE:
                return Declared("mark", name, text[mention.start : end])
        slot = mention.key, mention.surface
        found = self._definitions.get(slot)
        if found is None:
            found = dict(_definitions(text, mention.surface, recognition))
            if len({declared.side for declared in found.values()}) == 1:
                found[_EVERYWHERE] = next(iter(found.values()))
            self._definitions[slot] = found
        return found.get(_EVERYWHERE) or found.get(mention.start)


def _definitions(text: str, surface: str, recognition: Recognition) -> Iterator[tuple[int, Declared]]:
    """Where the term stands in each definition of it, and what that declares."""
    short, opening = f"({surface})", f"{surface} ("
    if short not in text and opening not in text:
        return
    meanings = [(side, stems) for side, meaning in recognition.meanings if (stems := stems_of(meaning))]
    for at in _places(text, short):
        before = Passage(text, max(0, at - _LONGEST), at)
        for side, meaning in meanings:
            if tuple(before.stems[-len(meaning) :]) == meaning:
                yield at + 1, Declared("definition", side, text[before.starts[-len(meaning)] : before.ends[-1]])
                break
        else:
            long = before.stems[-len(surface) :]
            is_its_own = surface.isupper() and len(surface) > 1 and "".join(word[0] for word in long) == surface.lower()
            # What shares a word with a meaning is one more way to say it, and left to the cues.
            if is_its_own and all(set(long).isdisjoint(meaning) for _, meaning in meanings):
                yield at + 1, Declared("definition", NONE, text[before.starts[-len(surface)] : before.ends[-1]])
    for at in _places(text, opening):
        start = at + len(opening)
        long_form = text[start : max(start, text.find(")", start, start + _LONGEST))]
        for side, meaning in meanings:
            if stems_of(long_form) == meaning:
                yield at, Declared("definition", side, long_form)
                break


def _places(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)
