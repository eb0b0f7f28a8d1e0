"""Table: answers as tsv or csv.

Invariant: one row for each sense, one for a query that found nothing.
"""

from __future__ import annotations

from json import loads

from twosense.output.answers import records
from twosense.output.answers.text import basis
from twosense.output.formatter import Plain
from twosense.output.table import Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from twosense.output.answers.formats import Answered

_COLUMNS = ("query", "found", "term", "side", "meaning", "definition", "say", "layer", "citations", "clash")


class AnswerTable(Plain):
    """A table of answers."""

    section = records.SECTION
    narrates = True

    def __init__(self, kind: str) -> None:
        """Write a table of a kind, "tsv" or "csv"."""
        self._table = Table(kind, _COLUMNS)

    def start(self) -> str:
        """Return the line of column names."""
        return self._table.header()

    def item(self, answered: Answered) -> str:
        """Return the rows of one answer."""
        query, record, _ = answered
        if record is None:
            return self._table.line((query, False, *[None] * (len(_COLUMNS) - 2)))
        answer = loads(b"{" + record)
        return "".join(
            self._table.line(
                (
                    query,
                    True,
                    answer["term"],
                    sense["side"],
                    sense["meaning"],
                    sense["definition"],
                    sense["say"],
                    sense["layer"],
                    [
                        f"{cite['source']}#{cite['paragraph']} ({basis(cite['basis'], sense['layer'])})"
                        for cite in sense["citations"]
                    ],
                    answer["clash"],
                )
            )
            for sense in answer["senses"]
        )
