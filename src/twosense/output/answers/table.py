"""Table: answers as tsv or csv.

Invariant: one row for each sense, or for each query if the table is wide; one for a query that found nothing. The first cells
of a row join it to what was asked: the number of the query and the query, or the number of the caller's own row and its cells.
In csv they are what was asked, byte for byte, unless a terminal shows them.
"""

from __future__ import annotations

from json import loads

from twosense.output.answers import records
from twosense.output.citations import claimed
from twosense.output.formatter import Plain
from twosense.output.table import BYTE_ORDER_MARK, Table
from twosense.output.wordings import wordings
from twosense.text.formula import escape
from twosense.text.sanitize import sanitize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from twosense.output.answers.formats import Answered
    from twosense.output.table import Rule

_SENSE = ("meaning", "definition", "say", "layer", "citations")
_BREAKS = str.maketrans("\r\n\t", "   ")


class AnswerTable(Plain):
    """A table of answers."""

    section = records.SECTION
    narrates = False

    def __init__(
        self, kind: str, *, own: Sequence[str] = (), wide: Sequence[str] = (), excel: bool = False, shown: bool = False
    ) -> None:
        """Write a table of a kind, "tsv" or "csv"; `shown` says that a terminal shows it.

        `own` has the names of the columns of the sheet that the queries come from. A table that is `wide` has the senses of
        these sides next to each other. For `excel`, formulas are escaped. Otherwise they are left alone: an escaped query would
        no longer be equal to what the caller joins the table to.
        """
        self._wide, self._excel, self._count = wide, excel, 0
        sense = [f"{side}_{name}" for side in wide for name in _SENSE] if wide else ["side", *_SENSE]
        self._senses_width = len(sense)
        first, last = _distinct(("row",), own), _distinct(("found", "term", *sense, "clash", "suggestions"), own)
        asked = tuple(own) or ("query",)
        as_asked: Rule = str if kind == "csv" and not shown else _in_one_line
        rules = dict.fromkeys(asked, (lambda cell: escape(as_asked(cell))) if excel else as_asked)
        self._table = Table(kind, (*first, *asked, *last), rules if excel else dict.fromkeys((*first, *last), sanitize) | rules)

    def start(self) -> str:
        """Return the line of column names."""
        return (BYTE_ORDER_MARK if self._excel else "") + self._table.header()

    def item(self, answered: Answered) -> str:
        """Return the rows of one answer."""
        query, record, suggestions, row = answered
        self._count += 1
        number, own = row or (self._count, (query,))
        answer: dict[str, Any] = {"term": None, "senses": (), "clash": None} if record is None else loads(b"{" + record)
        return "".join(
            self._table.line((number, *own, record is not None, answer["term"], *cells, answer["clash"], suggestions))
            for cells in self._senses(answer["senses"])
        )

    def _senses(self, senses: Sequence[Mapping[str, Any]]) -> Iterator[Iterable[object]]:
        """Yield the cells of each sense, or of all senses if the table is wide."""
        if not senses:
            yield [None] * self._senses_width
        elif self._wide:
            yield [cell for side in self._wide for cell in _joined(one for one in senses if one["side"] == side)]
        else:
            for sense in senses:
                yield sense["side"], *_cells(sense)


def _in_one_line(cell: str) -> str:
    return sanitize(cell.translate(_BREAKS))


def _cells(sense: Mapping[str, Any]) -> tuple[object, ...]:
    """Return the cells of one sense, for the columns of `_SENSE`."""
    layer = sense["layer"]
    citations = [f"{cite['source']}#{cite['paragraph']} ({claimed(cite['basis'], layer)})" for cite in sense["citations"]]
    for one in sense["authorities"]:
        described = ", ".join(filter(None, ("authority", one["section"])))
        citations.append(f"{one['id']} ({claimed(described, layer)})")
    return sense["meaning"], sense["definition"], [*wordings(sense["say"])], layer, citations


def _joined(senses: Iterable[Mapping[str, Any]]) -> Iterator[object]:
    """Yield the cells of the senses of one side, each with what all of them have in that column."""
    rows = [_cells(sense) for sense in senses]
    for cells in zip(*rows, strict=True) if rows else [()] * len(_SENSE):
        yield [text for cell in cells for text in (cell if isinstance(cell, list) else [cell])]


def _distinct(names: Iterable[str], taken: Collection[str]) -> list[str]:
    """Return our names of columns; one that the caller's own sheet has already gets a prefix."""
    folded = {name.strip().casefold() for name in taken}
    return [f"twosense_{name}" if name in folded else name for name in names]
