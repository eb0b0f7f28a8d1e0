"""Formats: which formatter writes findings in which format.

Invariant: a call imports the module of its own format only.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from twosense.output import stdout

if TYPE_CHECKING:
    from twosense.model import Finding
    from twosense.output.formatter import Formatter

FORMATS = ("text", "json", "ndjson", "csv", "sarif", "github", "gitlab", "rdjsonl", "junit", "markdown")
WITH_DETAILS = ("json", "ndjson", "csv", "sarif", "gitlab")  # the formats that show the words that decided, or fingerprints


_CLASSES = {  # by format, in the module of its name
    "sarif": "Sarif",
    "github": "GithubFormatter",
    "gitlab": "Gitlab",
    "rdjsonl": "Rdjsonl",
    "junit": "Junit",
    "markdown": "MarkdownReport",
    "csv": "CsvFormatter",
}


def formatter(name: str, color: str = "auto", *, brief: bool = False) -> Formatter[Finding]:
    """Return the formatter of a format, one of FORMATS.

    `color` is "auto", "always" or "never". `brief` asks for a text of one line a finding.
    """
    if name == "text":
        from twosense.output.findings.text import BriefFormatter, TextFormatter

        return BriefFormatter() if brief else TextFormatter(stdout.width(), colour=stdout.colour(color), links=stdout.links())
    if name in _CLASSES:
        made: Formatter[Finding] = getattr(import_module(f"twosense.output.findings.{name}"), _CLASSES[name])()
        return made
    from twosense.output.structs import Json, Ndjson

    return Json() if name == "json" else Ndjson()
