"""Markdown: findings as a report, with a summary first and a table for each file.

Invariant: no character of a file's text or name is taken for markup.
"""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING

from twosense.output.findings.message import full_message
from twosense.output.findings.tally import Tally
from twosense.output.formatter import Plain
from twosense.output.markdown_text import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twosense.model import Finding

_IN_MEMORY = 1 << 23  # bytes of rows; more of them wait in a temporary file
_PART = 1 << 20  # characters


class MarkdownReport(Plain):
    """Formats findings as a page; it keeps them until the end, because the page begins with their number."""

    def __init__(self) -> None:
        self._tally = Tally()
        self._rows = SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="\n")  # noqa: SIM115  # `end` closes it
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
        self._rows.seek(0)
        while part := self._rows.read(_PART):
            yield part
        self._rows.close()
