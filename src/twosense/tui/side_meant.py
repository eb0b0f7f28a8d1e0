"""The side meant: which sense of a term a query is about, so that the window can show that one first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.text.fold import fold

if TYPE_CHECKING:
    from twosense.model import Answer


def side_meant(query: str, answer: Answer | None) -> str:
    """Return the side whose meanings and wordings have more of the words of a query than those of any other, "" for none."""
    words = fold(query).split()
    found: dict[str, int] = {}
    for sense in answer.senses if answer else ():
        text = fold(" ".join((sense.meaning, *sense.say.values()))).replace("-", " ").split()
        found[sense.side] = found.get(sense.side, 0) + sum(any(one.startswith(word) for one in text) for word in words)
    best = max(found.values(), default=0)
    sides = [side for side, count in found.items() if count == best]
    return sides[0] if best and len(sides) == 1 else ""
