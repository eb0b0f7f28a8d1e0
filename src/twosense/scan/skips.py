"""Skips: the files that a scan leaves out, counted by the reason, so that nobody takes them for files without findings.

Invariant: each file of a folder is scanned or counted here, except for hidden settings such as a `.gitignore` and what twosense
reads for itself, such as a baseline. A folder that is left out as a whole counts as one.
"""

from __future__ import annotations

import os
from collections import Counter
from enum import StrEnum, auto

from twosense.scan.documents import CONVERTED


class Reason(StrEnum):
    """Why a file is left out."""

    OTHER_TYPE = auto()
    PART = auto()
    """It is a part of a file that is scanned: an attachment of an e-mail, or a page without text."""
    TOO_LARGE = auto()
    """It is a table, a notebook or a mailbox, in which people keep data; other large files are errors."""
    NOT_TEXT = auto()
    NOT_ENGLISH = auto()
    UNREADABLE = auto()
    LINK = auto()
    """It is a symbolic link, which git does not follow either."""
    IGNORED = auto()
    """The user's own patterns leave it out."""


_UNREAD = (Reason.TOO_LARGE, Reason.NOT_TEXT)
_OUR_LIMITS = (Reason.OTHER_TYPE, Reason.TOO_LARGE, Reason.NOT_TEXT, Reason.LINK)


class Skips:
    """Counts files by the reason why they are left out, and those of other types by their suffix."""

    def __init__(self) -> None:
        self.reasons: Counter[Reason] = Counter()
        self.suffixes: Counter[str] = Counter()

    def add(self, reason: Reason, name: str = "") -> None:
        """Count one more; `name` is that of a file of another type, "" for a pipe or a device."""
        self.reasons[reason] += 1
        if reason is Reason.OTHER_TYPE:
            suffix = os.path.splitext(name)[1].lower()
            if suffix[1:].isalnum():
                self.suffixes[suffix] += 1

    @property
    def has_unread(self) -> bool:
        """Whether there are files of a type that is scanned, and none of their text could be read."""
        return any(self.reasons[reason] for reason in _UNREAD) or not self.suffixes.keys().isdisjoint(CONVERTED)

    @property
    def is_our_limit(self) -> bool:
        """Whether there are files that a scan cannot take in, although nobody asked to leave them out."""
        return any(self.reasons[reason] for reason in _OUR_LIMITS)
