"""GitHub: findings as workflow commands, which show as annotations beside the lines of a pull request.

Invariant: a command is one line, and no text of a finding ends it or begins another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.characters import plain
from twosense.output.findings import Face

if TYPE_CHECKING:
    from twosense.model import Finding

_COMMANDS = {"warning": "warning", "note": "notice"}


class Github(Face):
    """One workflow command a finding."""

    def piece(self, finding: Finding) -> str:
        """One finding."""
        properties = {"file": finding.file, "line": finding.line, "endLine": finding.end_line, "title": finding.term}
        if finding.line == finding.end_line:  # GitHub refuses columns over several lines
            properties |= {"col": finding.column, "endColumn": finding.end_column}
        listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
        return f"::{_COMMANDS[finding.level]} {listed}::{_message(finding.message)}\n"


def _message(text: str) -> str:
    return plain(text).replace("%", "%25")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
