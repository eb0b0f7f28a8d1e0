"""Message: the text of a finding for a person, with its place if that is not a line, and how many findings it stands for.

JSON and CSV give these in fields of their own, `place` and `more`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosense.model import Finding


def message_about_term(finding: Finding) -> str:
    """Return the term and the full message."""
    return f"{finding.term}: {full_message(finding)}"


def full_message(finding: Finding) -> str:
    """Return the message, and the number of mentions that this one stands for."""
    return _placed(finding, f"{finding.message} ({_more(finding)})" if finding.more else finding.message)


def summary(finding: Finding) -> str:
    """Return how the mention is read, and the number of mentions that this one stands for."""
    return _placed(finding, f"{finding.summary}, {_more(finding)}" if finding.more else finding.summary)


def _placed(finding: Finding, text: str) -> str:
    return f"{finding.place}: {text}" if finding.place else text


def path_of(finding: Finding) -> str:
    """Return the path of the file as services compare it: with slashes, and without `./` at its start."""
    return finding.file.replace(os.sep, "/").removeprefix("./")


def _more(finding: Finding) -> str:
    return f"and {finding.more:,} more in this file"
