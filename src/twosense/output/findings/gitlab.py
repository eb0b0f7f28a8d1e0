"""GitLab: findings as a code quality report, which a merge request shows.

Invariant: no two findings have the same fingerprint, because GitLab shows only the first of those.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from twosense.output.findings.message import message_about_term, path_of
from twosense.output.formatter import JsonArray
from twosense.output.structs import encode

if TYPE_CHECKING:
    from twosense.model import Finding

_SEVERITIES = {"warning": "minor", "note": "info", "ordinary": "info"}


class Gitlab(JsonArray):
    """Formats findings as one array of issues."""

    between = ",\n"

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def item(self, finding: Finding) -> str:
        """Return one finding."""
        issue = {
            "description": message_about_term(finding),
            "check_name": finding.term,
            "fingerprint": self._fingerprint(finding),
            "severity": _SEVERITIES[finding.level],
            "location": {
                "path": path_of(finding),
                # GitLab wants a line, and has none for a text that was extracted from the file.
                "lines": {"begin": 1} if finding.place else {"begin": finding.line, "end": finding.end_line},
            },
        }
        return encode(issue)

    def _fingerprint(self, finding: Finding) -> str:
        """Return what identifies a finding while other lines change: its file, its line, and how often both came before."""
        identity = f"{finding.file}\0{finding.fingerprints[0]}"
        self._seen[identity] = self._seen.get(identity, 0) + 1
        return blake2b(f"{identity}\0{self._seen[identity]}".encode("utf-8", "replace"), digest_size=16).hexdigest()
