"""Listing: several words as a list, and a noun with its count, as a sentence has them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection


def either(choices: Collection[str]) -> str:
    """Return words as a list: `text, json or csv`."""
    return _joined(choices, "or")


def listed(words: Collection[str]) -> str:
    """Return words as a list: `text, json and csv`."""
    return _joined(words, "and")


def counted(count: int, noun: str) -> str:
    """Return the noun with its count: "1 file", "2 files"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _joined(words: Collection[str], conjunction: str) -> str:
    *others, last = words
    return f"{', '.join(others)} {conjunction} {last}" if others else last
