"""Markdown: findings as a report, with a summary first and a table for each file.

Invariant: no character of a file's text or name is taken for markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.output.findings.message import full_message
from twosense.output.findings.tally import Tally
from twosense.output.formatter import Plain
from twosense.output.markdown_text import escape_markdown
from twosense.output.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twosense.model import Finding


class MarkdownReport(Plain):
    """Formats findings as a page; it keeps them until the end, because the page begins with their number."""

    def __init__(self) -> None:
        self._tally = Tally()
        self._rows = Spool()
        self._file = ""

    def item(self, finding: Finding) -> str:
        """Return nothing yet."""
        self._tally.count(finding)
        if finding.file != self._file:
            self._file = finding.file
            heading = "| line | level | term | what to know |\n|---:|---|---|---|"
            self._rows.write(f"\n## {escape_markdown(finding.file)}\n\n{heading}\n")
        cells = (
            "" if finding.place else f"{finding.line}:{finding.column}",
            finding.level,
            escape_markdown(finding.term),
            escape_markdown(full_message(finding)),
        )
        self._rows.write(f"| {' | '.join(cells)} |\n")
        return ""

    def end(self) -> Iterator[str]:
        """Yield the page."""
        yield "# Words with two senses\n\n"
        yield f"{escape_markdown(str(self._tally))}.\n" if self._file else "Nothing found.\n"
        yield from self._rows.parts()
