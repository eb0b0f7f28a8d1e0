"""Tally: how many findings there were, of which level, of which terms, and in how many files."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from twosense.text.listing import counted, listed
from twosense.text.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twosense.model import Finding

_NAMED = 3  # terms that the summary names
_NOUNS = {"warning": "warning", "note": "note", "ordinary": "ordinary use"}


class Tally:
    """Counts findings, and in `files` the files that were scanned; its text is empty if nothing was counted.

    The line also says what the project overrides, since senses that it hides have no findings.
    """

    def __init__(self, overrides: str = "") -> None:
        self.levels: Counter[str] = Counter()
        self.terms: Counter[str] = Counter()
        self.files = 0
        self._more = 0
        self._overrides = overrides
        self._found_in: set[str] = set()

    def count(self, finding: Finding) -> None:
        """Count one more."""
        self.levels[finding.level] += 1
        self.terms[finding.term] += 1
        self._more += finding.more
        self._found_in.add(finding.file)

    def __str__(self) -> str:
        return "; ".join(filter(None, (self._findings(), self._left_out(), self._most_often(), self._overrides)))

    def _findings(self) -> str:
        counts = [counted(self.levels[level], noun) for level, noun in _NOUNS.items() if self.levels[level]]
        if not counts:
            return f"no findings in {counted(self.files, 'file')}" if self.files else ""
        of = f"{len(self._found_in):,} of " if len(self._found_in) < self.files else ""
        return f"{listed(counts)} in {of}{counted(max(self.files, len(self._found_in)), 'file')}"

    def _left_out(self) -> str:
        return f"{self._more:,} more of the same: see --level note" if self._more else ""

    def _most_often(self) -> str:
        """Name the terms with the most findings, of those with more than one."""
        often: Iterable[tuple[str, int]] = (item for item in self.terms.items() if item[1] > 1)
        named = sorted(often, key=lambda item: (-item[1], item[0]))[:_NAMED]
        return "most often: " + ", ".join(f"{sanitize(term)} {count:,}" for term, count in named) if named else ""
