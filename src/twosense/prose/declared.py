"""Declared: what a text itself says of a sense, by a mark behind the term or by its long form in brackets.

Invariant: a declaration decides; nothing is guessed here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.characters import fold
from twosense.prose.passage import stems_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from twosense.prose.cues import Recognition
    from twosense.prose.mentions import Mention

    Definition = tuple[int, int, str, str]  # where it starts and ends, the side, the long form

NONE = "none"
_LONGEST = 80  # characters of a mark or of a long form


class Declarations:
    """What one text declares, found when first asked for."""

    def __init__(self, text: str, sides: Collection[str]) -> None:
        self._text, self._sides = text, sides
        self._definitions: dict[tuple[str, str], list[Definition]] = {}

    def of(self, mention: Mention, recognition: Recognition) -> tuple[str, str, str] | None:
        """The rule ("mark" or "definition"), the side or "none", and the words that say it; or None.

        A sense that is the only one defined holds everywhere; of several, each in its own definition.
        """
        text = self._text
        if text.startswith("{", mention.end):
            end = text.find("}", mention.end, mention.end + _LONGEST) + 1
            name = fold(text[mention.end + 1 : end - 1]) if end else ""
            if name in self._sides or name == NONE:
                return "mark", name, text[mention.start : end]
        slot = mention.key, mention.surface
        definitions = self._definitions.get(slot)
        if definitions is None:
            definitions = self._definitions[slot] = list(_definitions(text, mention.surface, recognition))
        alone = len({side for _, _, side, _ in definitions}) == 1
        for start, end, side, long in definitions:
            if alone or start <= mention.start < end:
                return "definition", side, long
        return None


def _definitions(text: str, surface: str, recognition: Recognition) -> Iterator[Definition]:
    """Start, end, side and long form of each definition."""
    short = f"({surface})"
    at = text.find(short)
    while at >= 0:
        before = text[max(0, at - _LONGEST) : at]
        words = before.split()
        stems = stems_of(before)
        for side, meaning in recognition.meanings:
            if stems[-len(meaning) :] == meaning:
                yield at, at + len(short), side, " ".join(words[-len(meaning) :])
                break
        else:
            initials = "".join(word[0] for word in words[-len(surface) :])
            if len(surface) > 1 and surface.isupper() and initials.upper() == surface:
                yield at, at + len(short), NONE, " ".join(words[-len(surface) :])
        at = text.find(short, at + 1)
    opening = f"{surface} ("
    at = text.find(opening)
    while at >= 0:
        start = at + len(opening)
        long = text[start : max(start, text.find(")", start, start + _LONGEST))]
        for side, meaning in recognition.meanings:
            if stems_of(long) == meaning:
                yield at, start, side, long
                break
        at = text.find(opening, at + 1)
