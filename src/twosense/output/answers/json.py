"""JSON: answers as one array, or one object per line.

Invariant: an object has the fields of an `Answer`, in their order.
"""

from __future__ import annotations

from twosense.output.answers import records
from twosense.output.formatter import JsonArray, Plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from twosense.output.answers.formats import Answered


class NdjsonAnswers(Plain):
    """One object per line."""

    section = records.SECTION
    narrates = False
    between = b""

    def item(self, answered: Answered) -> bytes:
        """Return one answer."""
        query, record, suggestions, _ = answered
        return records.missing(query, suggestions) if record is None else records.found(query, record)


class JsonAnswers(JsonArray):
    """One array."""

    section = records.SECTION
    narrates = False

    def item(self, answered: Answered) -> bytes:
        """Return one answer."""
        query, record, suggestions, _ = answered
        return (records.missing(query, suggestions) if record is None else records.found(query, record))[:-1]
