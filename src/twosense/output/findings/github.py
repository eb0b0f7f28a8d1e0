"""GitHub: findings as workflow commands, shown as annotations of a pull request, and a summary of the step.

GitHub shows the first ten warnings and notices of a step and drops the rest, so the worst come first. The summary says how many
were left out. Invariant: a command is one line; no text of a finding can end it or begin another command.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from twosense.errors import FileError
from twosense.model import UNCLEAR
from twosense.output import diagnostics
from twosense.output.findings.markdown import MarkdownReport
from twosense.output.findings.message import full_message
from twosense.output.formatter import Plain
from twosense.output.spool import Spool
from twosense.text.listing import counted
from twosense.text.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twosense.model import Finding

_COMMANDS = {"warning": "warning", "note": "notice", "ordinary": "notice"}  # GitHub shows no lower level
_SHOWN = 10  # annotations of each command in a step
_RANKS = 4  # warnings about a sense that will be misread, or that may be, notes, ordinary uses
_SUMMARY_LIMIT = 1 << 20  # bytes of the summary of a step; GitHub refuses a longer one


class GithubFormatter(Plain):
    """Formats a finding as one workflow command. It keeps them until the end, because the worst may come last."""

    def __init__(self) -> None:
        self._ranks = [Spool() for _ in range(_RANKS)]
        self._counts = dict.fromkeys(_COMMANDS.values(), 0)
        self._summary_file = os.environ.get("GITHUB_STEP_SUMMARY", "")
        self._summary = MarkdownReport() if self._summary_file else None

    def item(self, finding: Finding) -> str:
        """Return nothing yet."""
        lines = {} if finding.place else {"line": finding.line, "endLine": finding.end_line}
        properties = {"file": finding.file, **lines, "title": finding.term}
        if not finding.place and finding.line == finding.end_line:  # GitHub rejects columns across lines
            properties |= {"col": finding.column, "endColumn": finding.end_column}
        listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
        command = _COMMANDS[finding.level]
        self._ranks[_rank(finding)].write(f"::{command} {listed}::{_message(full_message(finding))}\n")
        self._counts[command] += 1
        if self._summary:
            self._summary.item(finding)
        return ""

    def end(self) -> Iterator[str]:
        """Yield the commands, write the summary of the step, and say what GitHub will leave out."""
        for commands in self._ranks:
            yield from commands.parts()
        left_out = [
            counted(count - _SHOWN, command) for command, count in sorted(self._counts.items(), reverse=True) if count > _SHOWN
        ]
        note = (
            f"GitHub shows {_SHOWN} annotations of a kind in a step; {' and '.join(left_out)} more in the log"
            if left_out
            else ""
        )
        if self._summary:
            _write_summary(self._summary_file, self._summary.end(), note)
        if note:
            diagnostics.say(note)


def _write_summary(path: str, page: Iterator[str], note: str) -> None:
    """Add a page to the summary of the step. Raises FileError."""
    text = "".join(page).encode()
    whole = f"\n{note}.\n".encode() if note else b""
    if len(text) + len(whole) > _SUMMARY_LIMIT:
        end = b"\nThe rest does not fit; it is in the log.\n"
        text = text[: _SUMMARY_LIMIT - len(whole) - len(end)].rpartition(b"\n")[0] + b"\n" + end
    try:
        with open(path, "ab") as file:
            file.write(text + whole)
    except OSError as error:
        raise FileError(path, f"cannot be written: {error.strerror}", "correct GITHUB_STEP_SUMMARY") from None


def _rank(finding: Finding) -> int:
    """Return how bad a finding is, 0 for the worst."""
    if finding.level == "warning":
        return int(finding.side == UNCLEAR)
    return 2 + (finding.level == "ordinary")


def _message(text: str) -> str:
    return sanitize(text).replace("%", "%25")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
