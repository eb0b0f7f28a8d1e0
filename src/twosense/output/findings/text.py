"""Text: findings for a person, each with its line of the file with carets under the word; or one line each.

Invariant: each finding begins with `file:line:column: `, as compilers write it and editors read it. No text of a file is
printed with a control character in it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from twosense.output.caret_line import caret_line
from twosense.output.columns import wrap
from twosense.output.findings.message import full_message, summary
from twosense.output.formatter import Plain
from twosense.output.stdout import BOLD, CYAN, DIM, YELLOW, styled
from twosense.paths import absolute
from twosense.scan.messages import advice
from twosense.scan.text_file import STDIN
from twosense.text.sanitize import sanitize, sanitize_path

if TYPE_CHECKING:
    from twosense.model import Finding

_STYLES = {"warning": YELLOW, "note": CYAN, "ordinary": DIM}


class BriefFormatter(Plain):
    """Formats a finding as `file:line:column: level: term: message`."""

    def item(self, finding: Finding) -> str:
        """Return one finding."""
        return f"{_location(finding)}: {finding.level}: {sanitize(finding.term)}: {sanitize(full_message(finding))}\n"


class TextFormatter(Plain):
    """Formats a finding in a few lines of at most `width` columns; only the first, which names the location, may be longer."""

    between = "\n"

    def __init__(self, width: int, *, colour: bool, links: bool) -> None:
        self._width, self._colour, self._links = width, colour, links

    def item(self, finding: Finding) -> str:
        """Return one finding."""
        number = str(finding.line)
        margin = " " * len(number)
        width = self._width - len(number) - 5
        line, carets = _with_carets(finding, width)
        location = self._linked(self._styled(_location(finding), BOLD), finding.file)
        level = self._styled(finding.level, _STYLES[finding.level])
        lines = [
            f"{location}: {level}: {self._styled(sanitize(finding.term), BOLD)}: {sanitize(summary(finding))}",
            f"  {number} | {line}".rstrip(),
            f"  {margin} | {carets.replace('^', '')}{self._styled(carets.lstrip(), _STYLES[finding.level])}",
        ]
        for text in filter(None, (finding.detail, advice(finding.instead))):
            first, *more = wrap(sanitize(text), width)
            lines += [f"  {margin} = {first}", *(f"  {margin}   {one}" for one in more)]
        return "".join(f"{one}\n" for one in lines)

    def _styled(self, text: str, style: str) -> str:
        return styled(text, style) if self._colour else text

    def _linked(self, text: str, path: str) -> str:
        if not self._links or path == STDIN:
            return text
        from socket import gethostname  # these two take a thirtieth of the time that a scan takes to start
        from urllib.parse import quote

        address = quote(absolute(path).replace(os.sep, "/"), safe="/:", errors="replace")
        return f"\x1b]8;;file://{quote(gethostname())}/{address.lstrip('/')}\x1b\\{text}\x1b]8;;\x1b\\"


def _location(finding: Finding) -> str:
    return sanitize_path(f"{finding.file}:{finding.line}:{finding.column}")


def _with_carets(finding: Finding, width: int) -> tuple[str, str]:
    """Return the excerpt in `width` columns, and a line of spaces and carets, which are under the mention."""
    start = finding.column - finding.excerpt_column
    end = start + len(finding.surface) if finding.line == finding.end_line else len(finding.excerpt)
    return caret_line(finding.excerpt, start, end, width, is_cut=finding.excerpt_column > 1)
