"""JUnit: findings as failed tests, for what shows the tests of a build.

Invariant: the document is well-formed XML, whatever a file holds. Without findings it has one test, which has passed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from twosense.output.findings.message import message_about_term
from twosense.text.sanitize import REPLACEMENT, sanitize

if TYPE_CHECKING:
    from twosense.model import Finding

_NO_XML = dict.fromkeys((0xFFFE, 0xFFFF), REPLACEMENT)  # what `sanitize` leaves, and XML does not allow


class Junit:
    """Formats a finding as one test, which has failed if it is a warning and was skipped otherwise."""

    first = between = ""

    def __init__(self) -> None:
        self._is_empty = True

    def start(self) -> str:
        """Return the head of the document."""
        return '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="twosense">\n<testsuite name="twosense">\n'

    def item(self, finding: Finding) -> str:
        """Return one finding."""
        self._is_empty = False
        location = f"{finding.file}:{finding.line}:{finding.column}"
        outcome = "failure" if finding.level == "warning" else "skipped"
        message = _clean(message_about_term(finding))
        return (
            f"<testcase classname={quoteattr(_clean(finding.file))} name={quoteattr(_clean(f'{location}: {finding.term}'))}>"
            f"<{outcome} message={quoteattr(message)}>{escape(_clean(f'{location}: {finding.excerpt}'))}</{outcome}>"
            "</testcase>\n"
        )

    def end(self) -> str:
        """Return the end of the document."""
        passed = '<testcase classname="twosense" name="no findings"/>\n' if self._is_empty else ""
        return f"{passed}</testsuite>\n</testsuites>\n"


def _clean(text: str) -> str:
    return sanitize(text).translate(_NO_XML)
