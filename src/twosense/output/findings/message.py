"""Message: what a finding says to a person, with how many mentions like it the file has.

JSON and CSV give that number in a field of its own, `more`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosense.model import Finding


def full_message(finding: Finding) -> str:
    """Return the message, and the number of mentions that this one stands for."""
    return f"{finding.message} (and {finding.more:,} more in this file)" if finding.more else finding.message
