"""Text: one line for each finding, as compilers write them and editors read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.output.findings.message import full_message
from twosense.output.formatter import Plain
from twosense.text.sanitize import sanitize, sanitize_path

if TYPE_CHECKING:
    from twosense.model import Finding


class TextFormatter(Plain):
    """Formats a finding as `file:line:column: level: term: message`."""

    def item(self, finding: Finding) -> str:
        """Return one finding."""
        location = f"{finding.file}:{finding.line}:{finding.column}"
        return f"{sanitize_path(location)}: {finding.level}: {sanitize(finding.term)}: {sanitize(full_message(finding))}\n"
