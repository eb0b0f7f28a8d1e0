"""Masked: the prose of a text to translate, and its mentions.

Invariant: a text with more mentions than the limit is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twosense.markup.mask import markup_of

if TYPE_CHECKING:
    from twosense.mentions.mention_list import MentionList
    from twosense.scan.scanner import Scanner

MENTIONS_LIMIT = 100_000  # mentions of a text; each takes 2 kB until all are written


class Masked(NamedTuple):
    """The bytes of a text, its prose and its mentions."""

    data: bytes
    prose: str
    mentions: MentionList


def find_mentions(scanner: Scanner, name: str, text: str) -> Masked:
    """Find the mentions of a text; the suffix of `name` determines the markup. Raises FileError as `Scanner` does."""
    data = text.encode()
    return Masked(data, *scanner.find_mentions(data, markup_of(name), name, limit=MENTIONS_LIMIT))
