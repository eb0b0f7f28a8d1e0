"""Baseline update: the findings of a baseline after a scan.

Invariant: the files that were scanned have the mentions that the scan found. Other files keep theirs, unless they are gone from
the paths that were scanned, or were renamed to one of the files.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from twosense.scan.baseline import KnownFinding, baseline_of, read_findings, real_path
from twosense.scan.fingerprints import parse
from twosense.scan.text_file import STDIN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twosense.model import Finding


class BaselineUpdate:
    """Collects the findings of a scan that has no baseline; `old` is the baseline so far, empty if there is none.

    `new` counts the mentions of the new baseline that the old one did not have.
    """

    def __init__(self, path: str, scanned: Iterable[str]) -> None:
        """Read the baseline; `scanned` has the paths to scan. Raises FileError if the file is there and is none."""
        self.folder = os.path.dirname(os.path.realpath(path))
        self._old_findings = read_findings(path) if os.path.lexists(path) else []
        self.old = baseline_of(path, self._old_findings)
        self.new = 0
        self._findings: list[KnownFinding] = []
        self._scanned: set[str] = set()
        self._within = [real_path(one) for one in scanned if one != STDIN]

    def add(self, path: str, findings: Iterable[Finding]) -> list[Finding]:
        """Add the findings of one file, and return them."""
        findings = list(findings)
        self._scanned.add(real_path(path))
        known = [KnownFinding(finding.path, finding.fingerprints, finding.term) for finding in findings]
        prints = [parse(one) for finding in known for one in finding.fingerprints]
        self.new += len(prints) - len(self.old.known(path, prints))
        self._findings += known
        return findings

    def findings(self) -> list[KnownFinding]:
        """Return the findings of the new baseline, in the order of the paths."""
        kept = []
        for finding in self._old_findings:
            path = real_path(os.path.join(self.folder, finding.path))
            if path not in self._scanned and (os.path.lexists(path) or self._is_elsewhere(path)):
                kept.append(finding)
        return sorted((*kept, *self._findings), key=lambda finding: finding.path)

    def _is_elsewhere(self, gone: str) -> bool:
        """Return whether this scan says nothing about a file that is gone: it was neither to be scanned nor renamed."""
        return self.old.has(gone) and not any(f"{gone}{os.sep}".startswith(os.path.join(top, "")) for top in self._within)
