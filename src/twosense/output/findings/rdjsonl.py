"""rdjsonl: findings as reviewdog reads them, one diagnostic on each line, with a suggestion for each wording.

Invariant: columns count bytes, from 1; a suggestion replaces the surface and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.output.findings.message import message_about_term, path_of
from twosense.output.formatter import Plain
from twosense.output.structs import encode

if TYPE_CHECKING:
    from twosense.model import Finding

_SEVERITIES = {"warning": "WARNING", "note": "INFO", "ordinary": "INFO"}


class Rdjsonl(Plain):
    """Formats a finding as one diagnostic of the Reviewdog Diagnostic Format."""

    def item(self, finding: Finding) -> str:
        """Return one finding."""
        span = {
            "start": {"line": finding.line, "column": finding.byte_column},
            "end": {"line": finding.end_line, "column": finding.byte_end_column},
        }
        has_lines = not finding.place
        diagnostic = {
            "message": message_about_term(finding),
            "location": {"path": path_of(finding)} | ({"range": span} if has_lines else {}),
            "severity": _SEVERITIES[finding.level],
            "source": {"name": "twosense"},
            "code": {"value": finding.term},
            "suggestions": [{"range": span, "text": wording} for wording in finding.instead if has_lines],
        }
        return encode(diagnostic) + "\n"
