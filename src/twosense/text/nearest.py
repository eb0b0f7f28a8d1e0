"""Nearest: which known word somebody who misspelt one probably meant."""

from __future__ import annotations

from twosense.text.listing import either

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

_SHORT = 6  # characters; a shorter word may differ in one letter, a longer one in two


def nearest(word: str, choices: Collection[str]) -> str | None:
    """Return the choice that differs from the word in a letter or two, in any case; None if there is none."""
    from rapidfuzz.distance.OSA import distance
    from rapidfuzz.process import extractOne

    found = extractOne(
        word, list(choices), scorer=distance, processor=str.casefold, score_cutoff=1 if len(word) < _SHORT else 2
    )
    return found[0] if found else None


def advice(word: str, choices: Collection[str]) -> str:
    """Say what to write for an unknown word: `did you mean "json"?`, or else `choose text, json or csv`."""
    meant = nearest(word, choices)
    return f'did you mean "{meant}"?' if meant else f"choose {either(choices)}"
