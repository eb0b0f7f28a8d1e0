"""The history: the terms that were read, a line each in `history` of the state folder, and the way back and forward.

Invariant: the file is written atomically, and holds at most `LIMIT` terms. If it is broken or cannot be written, only the terms
are lost.
"""

from __future__ import annotations

import os
from typing import NamedTuple

from twosense import paths
from twosense.text.sanitize import sanitize
from twosense.tui.state import try_to_write

LIMIT = 200  # terms
_SIZE_LIMIT = 1 << 18  # bytes read of the file


class Visit(NamedTuple):
    """What to go back to: the query, the term and page of the list, and the passage if one was open."""

    query: str
    term: str
    first: int = 0
    passage: tuple[str, int] | None = None


def path() -> str:
    """Return the path of the history, which need not exist."""
    return os.path.join(paths.state_folder(), "history")


class History:
    """The visits, the oldest first, and which of them is the present one."""

    def __init__(self) -> None:
        self._visits = [Visit(term, term) for term in _load()]
        self._present = len(self._visits)

    def visit(self, visit: Visit) -> str:
        """Add a visit after the present one, and forget those that came after it; return an error message, or ""."""
        del self._visits[self._present + 1 :]
        if self._visits and self._visits[-1].term == visit.term:
            self._visits[-1] = visit
        else:
            self._visits.append(visit)
            del self._visits[:-LIMIT]
        self._present = len(self._visits) - 1
        return try_to_write(path(), "".join(f"{visit.term}\n" for visit in self._visits))

    def back(self, current: str) -> Visit | None:
        """Return the visit before the present one, None if there is none. `current` is the term that is shown now."""
        shown = self._present < len(self._visits) and self._visits[self._present].term == current
        return self._go(self._present - 1 if shown else min(self._present, len(self._visits) - 1))

    def forward(self) -> Visit | None:
        """Return the visit after the present one, None if there is none."""
        return self._go(self._present + 1)

    def _go(self, index: int) -> Visit | None:
        if not 0 <= index < len(self._visits):
            return None
        self._present = index
        return self._visits[index]


def _load() -> list[str]:
    try:
        with open(path(), "rb") as file:
            text = file.read(_SIZE_LIMIT).decode("utf-8", "replace")
    except OSError:
        return []
    return [sanitize(line) for line in text.split("\n") if line.strip()][-LIMIT:]
