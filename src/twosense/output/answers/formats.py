"""Formats: which formatter writes answers in which format.

Invariant: a call imports the module of its own format only.
"""

from __future__ import annotations

from twosense.output import stdout
from twosense.output.answers import text
from twosense.output.formatter import Plain

TYPE_CHECKING = False  # `typing` itself takes half the time of a bare interpreter start
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from twosense.output.formatter import Formatter
    from twosense.store.lmdb import Store

    TableRow = tuple[int, Sequence[str]]  # of the caller's own sheet: its number and its cells
    # A query, what `section` holds for its term, suggestions, and where the query is from, if it is from a sheet.
    Answered = tuple[str, bytes | None, tuple[str, ...], TableRow | None]

    class AnswerFormatter(Formatter[Answered], Protocol):
        """A formatter of answers, and the section of a view that it formats.

        `narrates`: a query that found nothing is also reported on stderr.
        """

        section: bytes
        narrates: bool


TABLES = ("tsv", "csv")
FORMATS = ("text", "json", "ndjson", *TABLES, "markdown")


class TextAnswers(Plain):
    """Formats answers for a person. It is here because a plain lookup uses `text` without a formatter."""

    section = text.SECTION
    narrates = True
    between = "\n"

    def __init__(self, width: int, colour: bool, side_by_side: bool) -> None:
        self._layout = width, colour, side_by_side

    def item(self, answered: Answered) -> str:
        """Return one answer; "" for a query that found nothing."""
        record = answered[1]
        return "" if record is None else text.render(record, *self._layout)


def formatter(
    name: str,
    color: str,
    store: Store,
    *,
    plain: bool = False,
    own: Sequence[str] = (),
    wide: bool = False,
    excel: bool = False,
) -> AnswerFormatter:
    """Return the formatter of a format, one of FORMATS; `color` is "auto", "always" or "never".

    Text that is `plain` has one column and no colour. `own`, `wide` and `excel` are about tables; see `AnswerTable`.
    """
    if name == "text":
        if plain:
            return TextAnswers(stdout.width(), colour=False, side_by_side=False)
        return TextAnswers(stdout.width(), stdout.colour(color), stdout.side_by_side(color))
    if name == "ndjson":
        from twosense.output.answers.json import NdjsonAnswers

        return NdjsonAnswers()
    if name == "json":
        from twosense.output.answers.json import JsonAnswers

        return JsonAnswers()
    from twosense.store.about import sides_of

    if name == "markdown":
        from twosense.output.answers.markdown import MarkdownFormatter

        return MarkdownFormatter(sides_of(store))
    from twosense.output.answers.table import AnswerTable

    sides = tuple(sides_of(store)) if wide else ()
    return AnswerTable(name, own=own, wide=sides, excel=excel, shown=stdout.is_terminal())
