"""Report: what an import guessed, what it changed, and which rows it left out and why.

Invariant: rows with the same reason are in one line, with their numbers as a spreadsheet shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from twosense.text.listing import counted

_SHOWN = 20  # lines of a kind; each may stand for thousands of rows


class ImportReport:
    """What is to be said of one file; `noun` is what its parts are called, "row" or "entry"."""

    def __init__(self) -> None:
        self.noun = "row"
        self.guesses: list[str] = []
        self._notes: dict[str, set[int]] = {}
        self._left_out: dict[str, set[int]] = {}

    def note(self, text: str, row: int) -> None:
        """Note that something of a row was changed or dropped."""
        self._notes.setdefault(text, set()).add(row)

    def leave_out(self, row: int, reason: str) -> None:
        """Note that a row, or a sense in it, was left out."""
        self._left_out.setdefault(reason, set()).add(row)

    @property
    def left_out(self) -> set[int]:
        """The rows that were left out."""
        return set().union(*self._left_out.values())

    def noun_for(self, count: int) -> str:
        """Return what parts of the file are called, in the plural unless there is one."""
        return self.noun if count == 1 else {"row": "rows", "entry": "entries"}[self.noun]

    def lines(self) -> Iterator[str]:
        """Yield the lines, with no more notes and reasons than a person reads."""
        yield from self.guesses
        left_out = self.left_out
        kept = {text: rows - left_out for text, rows in self._notes.items()}
        yield from self._listed("", {text: rows for text, rows in kept.items() if rows})
        yield from self._listed("left out: ", self._left_out)

    def _listed(self, start: str, said: Mapping[str, set[int]]) -> Iterator[str]:
        """Yield a line for each text, with its rows."""
        for text, rows in [*said.items()][:_SHOWN]:
            yield f"{start}{self._named(rows)}: {text}"
        if more := [*said.values()][_SHOWN:]:
            count = len(set().union(*more))
            yield f"{start}{count:,} more {self.noun_for(count)}, for {counted(len(more), 'other reason')}"

    def _named(self, rows: Iterable[int]) -> str:
        """Return rows as text: `row 3`, `rows 3, 5-9`."""
        numbers = sorted(rows)
        runs = [
            [number for _, number in run] for _, run in groupby(enumerate(numbers), key=lambda placed: placed[1] - placed[0])
        ]
        listed = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
        return f"{self.noun_for(len(numbers))} {listed}"
