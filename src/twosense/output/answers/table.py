"""Table: answers as tsv or csv.

Invariant: one row for each sense, one for a query that found nothing. The first cells of a row, the number of the query and
the query as it was asked, join it to the input.
"""

from __future__ import annotations

from json import loads

from twosense.output.answers import records
from twosense.output.answers.text import claimed, wordings
from twosense.output.formatter import Plain
from twosense.output.table import Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from twosense.output.answers.formats import Answered

_COLUMNS = ("row", "query", "found", "term", "side", "meaning", "definition", "say", "layer", "citations", "clash")


class AnswerTable(Plain):
    """A table of answers."""

    section = records.SECTION
    narrates = True

    def __init__(self, kind: str) -> None:
        """Write a table of a kind, "tsv" or "csv"."""
        # The query is the caller's own text: escaped, it would no longer be equal to what they join the table to.
        self._table = Table(kind, _COLUMNS, verbatim=("query",))
        self._row = 0

    def start(self) -> str:
        """Return the line of column names."""
        return self._table.header()

    def item(self, answered: Answered) -> str:
        """Return the rows of one answer."""
        query, record, _ = answered
        self._row += 1
        if record is None:
            return self._table.line((self._row, query, False, *[None] * (len(_COLUMNS) - 3)))
        answer = loads(b"{" + record)
        return "".join(
            self._table.line(
                (
                    self._row,
                    query,
                    True,
                    answer["term"],
                    sense["side"],
                    sense["meaning"],
                    sense["definition"],
                    [*wordings(sense["say"])],
                    sense["layer"],
                    [
                        f"{cite['source']}#{cite['paragraph']} ({claimed(cite['basis'], sense['layer'])})"
                        for cite in sense["citations"]
                    ],
                    answer["clash"],
                )
            )
            for sense in answer["senses"]
        )
