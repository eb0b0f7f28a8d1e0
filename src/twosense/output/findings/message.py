"""Message: what a finding says to a person, with how many mentions like it the file has.

JSON and CSV give that number in a field of its own, `more`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosense.model import Finding


def full_message(finding: Finding) -> str:
    """Return the message, and the number of mentions that this one stands for."""
    return f"{finding.message} ({_more(finding)})" if finding.more else finding.message


def summary(finding: Finding) -> str:
    """Return how the mention is read, and the number of mentions that this one stands for."""
    return f"{finding.summary}, {_more(finding)}" if finding.more else finding.summary


def path_of(finding: Finding) -> str:
    """Return the path of the file as services compare it: with slashes, and without `./` at its start."""
    return finding.file.replace(os.sep, "/").removeprefix("./")


def _more(finding: Finding) -> str:
    return f"and {finding.more:,} more in this file"
