"""Formats: which formatter writes findings in which format.

Invariant: a call imports the module of its own format only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.output import stdout

if TYPE_CHECKING:
    from twosense.model import Finding
    from twosense.output.formatter import Formatter

FORMATS = ("text", "json", "ndjson", "csv", "sarif", "github", "markdown")
WITH_DETAILS = ("json", "ndjson", "csv", "sarif")  # the formats that show the words that decided, or fingerprints


def formatter(name: str, color: str = "auto", *, brief: bool = False) -> Formatter[Finding]:
    """Return the formatter of a format, one of FORMATS.

    `color` is "auto", "always" or "never". `brief` asks for a text of one line a finding.
    """
    if name == "sarif":
        from twosense.output.findings.sarif import Sarif

        return Sarif()
    if name == "github":
        from twosense.output.findings.github import GithubFormatter

        return GithubFormatter()
    if name == "markdown":
        from twosense.output.findings.markdown import MarkdownReport

        return MarkdownReport()
    if name == "csv":
        from twosense.output.findings.table import CsvFormatter

        return CsvFormatter()
    if name == "text":
        from twosense.output.findings.text import BriefFormatter, TextFormatter

        return BriefFormatter() if brief else TextFormatter(stdout.width(), colour=stdout.colour(color), links=stdout.links())
    from twosense.output.structs import Json, Ndjson

    return Json() if name == "json" else Ndjson()
