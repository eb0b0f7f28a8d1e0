"""GitHub: findings as workflow commands, shown as annotations of a pull request.

Invariant: a command is one line; no text of a finding can end it or begin another command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.output.findings.message import full_message
from twosense.output.formatter import Plain
from twosense.text.sanitize import sanitize

if TYPE_CHECKING:
    from twosense.model import Finding

_COMMANDS = {"warning": "warning", "note": "notice", "ordinary": "notice"}  # GitHub shows no lower level


class GithubFormatter(Plain):
    """Formats a finding as one workflow command."""

    def item(self, finding: Finding) -> str:
        """Return one finding."""
        properties = {"file": finding.file, "line": finding.line, "endLine": finding.end_line, "title": finding.term}
        if finding.line == finding.end_line:  # GitHub rejects columns across lines
            properties |= {"col": finding.column, "endColumn": finding.end_column}
        listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
        return f"::{_COMMANDS[finding.level]} {listed}::{_message(full_message(finding))}\n"


def _message(text: str) -> str:
    return sanitize(text).replace("%", "%25")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
