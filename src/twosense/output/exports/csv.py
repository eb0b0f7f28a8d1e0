"""CSV: a glossary as a table with one row a sense, for spreadsheets and for `twosense import`.

Invariant: `import` reads the same terms from it; of an authority only the id and the section, since a cell has no room for
the rest. What belongs to the term as a whole stands in each of its rows.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from twosense.glossary.slots import with_slot
from twosense.output.table import BYTE_ORDER_MARK
from twosense.text.cell_list import joined
from twosense.text.formula import escape, is_escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twosense.glossary.extract import Extract
    from twosense.glossary.schema import SenseTable, TermTable

COLUMNS = (
    *("term", "side", "side_label", "meaning", "definition", "say", "examples", "aliases", "forms"),
    *("clash", "related", "unscanned", "cues", "citations"),
)


def lines(extract: Extract, *, excel: bool) -> Iterator[str]:
    """Yield the lines of the table; for Excel with escaped formulas and a byte order mark."""
    table = extract.table()
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    if excel:
        yield BYTE_ORDER_MARK
    writer.writerow(COLUMNS)
    for term in table.term:
        for sense in term.sense:
            cells = _cells(term, sense, table.sides[sense.side].label)
            writer.writerow([_written(cell, excel=excel) for cell in cells])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _cells(term: TermTable, sense: SenseTable, label: str) -> tuple[str, ...]:
    return (
        term.name,
        sense.side,
        label,
        sense.meaning,
        sense.definition or "",
        joined(with_slot(slot, wording) for slot, wording in sense.say.by_slot().items()),
        "\n".join(sense.examples),  # sentences with semicolons in them are common
        joined(term.aliases),
        joined(with_slot(slot, form) for slot, forms in term.forms.by_slot().items() for form in forms),
        term.clash or "",
        joined(term.related),
        joined(term.unscanned),
        joined(sense.cues),
        joined(
            (
                *(f"{cite.passage} ({cite.basis})" for cite in sense.cites),
                *(f"{one.id} ({', '.join(filter(None, ('authority', one.section)))})" for one in sense.authorities),
            )
        ),
    )


def _written(cell: str, *, excel: bool) -> str:
    cell = f"'{cell}" if is_escaped(cell) else cell  # an import takes one apostrophe away, which other programs put there
    return escape(cell) if excel else cell
