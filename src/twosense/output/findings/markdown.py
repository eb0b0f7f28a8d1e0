"""Markdown: findings as a report, with a summary first and a table for each file.

Invariant: no character of a file's text or name is taken for markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.output.findings.message import full_message
from twosense.output.findings.tally import Tally
from twosense.output.formatter import Plain
from twosense.output.markdown_text import escape_markdown

if TYPE_CHECKING:
    from twosense.model import Finding


class MarkdownReport(Plain):
    """Formats findings as a page; it keeps them until the end, because the page begins with their number."""

    def __init__(self) -> None:
        self._tally = Tally()
        self._lines: list[str] = []
        self._file = ""

    def item(self, finding: Finding) -> str:
        """Return nothing yet."""
        self._tally.count(finding)
        if finding.file != self._file:
            self._file = finding.file
            self._lines += [
                "",
                f"## {escape_markdown(finding.file)}",
                "",
                "| line | level | term | what to know |",
                "|---:|---|---|---|",
            ]
        cells = (
            f"{finding.line}:{finding.column}",
            finding.level,
            escape_markdown(finding.term),
            escape_markdown(full_message(finding)),
        )
        self._lines.append(f"| {' | '.join(cells)} |")
        return ""

    def end(self) -> str:
        """Return the page."""
        if not self._lines:
            return "# Words with two senses\n\nNothing found.\n"
        return "\n".join(["# Words with two senses", "", f"{escape_markdown(str(self._tally))}.", *self._lines]) + "\n"
