"""Report: findings as a page of Markdown, the terms first, then the places, file by file.

Invariant: no character of a file's text or name is read as markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.output.findings import Face, Tally
from twosense.output.markdown import escape

if TYPE_CHECKING:
    from twosense.model import Finding


class Report(Face):
    """A page; the findings are kept until the end, since the page begins with their sum."""

    def __init__(self) -> None:
        self._tally = Tally()
        self._lines: list[str] = []
        self._file = ""

    def piece(self, finding: Finding) -> str:
        """Nothing yet."""
        self._tally.count(finding)
        if finding.file != self._file:
            self._file = finding.file
            self._lines += [
                "",
                f"## {escape(finding.file)}",
                "",
                "| line | level | term | what to know |",
                "|---:|---|---|---|",
            ]
        cells = (f"{finding.line}:{finding.column}", finding.level, escape(finding.term), escape(finding.message))
        self._lines.append(f"| {' | '.join(cells)} |")
        return ""

    def end(self) -> str:
        """The page."""
        if not self._lines:
            return "# Words with two senses\n\nNothing found.\n"
        return "\n".join(["# Words with two senses", "", f"{escape(str(self._tally))}.", *self._lines]) + "\n"
