"""Tally: how many findings there were, of which level and of which terms."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from twosense.text.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twosense.model import Finding

_RISKIEST = 3  # terms that the summary names


class Tally:
    """Counts findings; its text is the closing line of a scan."""

    def __init__(self) -> None:
        self.levels: Counter[str] = Counter()
        self.terms: Counter[str] = Counter()
        self._files: set[str] = set()

    def count(self, finding: Finding) -> None:
        """Count one more."""
        self.levels[finding.level] += 1
        self.terms[finding.term] += 1
        self._files.add(finding.file)

    def __str__(self) -> str:
        counts = [counted(self.levels[level], level) for level in ("warning", "note") if self.levels[level]]
        riskiest = ", ".join(f"{sanitize(term)} {count}" for term, count in self._riskiest())
        often = f"; most often: {riskiest}" if riskiest else ""
        return f"{' and '.join(counts)} in {counted(len(self._files), 'file')}{often}"

    def _riskiest(self) -> Iterable[tuple[str, int]]:
        """Return the terms with the most findings, of those with more than one."""
        return sorted((item for item in self.terms.items() if item[1] > 1), key=lambda item: (-item[1], item[0]))[:_RISKIEST]


def counted(count: int, noun: str) -> str:
    """Return the noun with its count: "1 file", "2 files"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
