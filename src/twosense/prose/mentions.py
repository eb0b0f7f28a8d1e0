"""Mentions: a term found in running text.

Invariant: `start` and `end` count the characters of the text, and the text between them is the surface.
"""

from __future__ import annotations

from msgspec import Struct


class Mention(Struct, frozen=True):
    """A term found in running text: its headword and folded key, where it stands, and how it is written there."""

    term: str
    key: str
    start: int  # 0-based, in characters
    end: int  # exclusive
    surface: str
