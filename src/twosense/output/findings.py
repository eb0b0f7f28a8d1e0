"""Findings: how a scan's answer is written. Each format is a face: a start, a piece for each finding, an end.

Invariant: for any findings, in the order they become known, the pieces joined are a whole document of the format.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING

import msgspec

from twosense.characters import plain
from twosense.output import records

if TYPE_CHECKING:
    from twosense.model import Finding

FORMATS = ("text", "json", "ndjson", "csv", "sarif", "github", "markdown")
TELLING = ("json", "ndjson", "csv", "sarif")  # those that show the words that decided
_COLUMNS = (
    *("file", "line", "column", "end_line", "end_column", "offset", "length", "term", "surface", "side", "lean"),
    *("confidence", "because", "level", "message"),
)
_RISKIEST = 3


class Face:
    """Text: one line a finding, as compilers write them and editors read them."""

    def start(self) -> str:
        """What stands before the findings."""
        return ""

    def piece(self, finding: Finding) -> str:
        """One finding."""
        place = f"{finding.file}:{finding.line}:{finding.column}"
        return f"{plain(place)}: {finding.level}: {plain(finding.term)}: {plain(finding.message)}\n"

    def end(self) -> str:
        """What stands behind them."""
        return ""


class Ndjson(Face):
    """One object a line."""

    def __init__(self) -> None:
        self._encode = msgspec.json.Encoder().encode

    def piece(self, finding: Finding) -> str:
        """One finding."""
        return records.harmless(self._encode(finding).decode()) + "\n"


class Json(Ndjson):
    """One array."""

    def __init__(self) -> None:
        super().__init__()
        self._between = "\n"

    def start(self) -> str:
        """The opening bracket."""
        return "["

    def piece(self, finding: Finding) -> str:
        """One finding."""
        between, self._between = self._between, ",\n"
        return between + super().piece(finding)[:-1]

    def end(self) -> str:
        """The closing bracket."""
        return "\n]\n"


class Csv(Face):
    """A table."""

    def __init__(self) -> None:
        self._table = records.Table("csv", _COLUMNS)
        self._cells = attrgetter(*_COLUMNS)

    def start(self) -> str:
        """The line of column names."""
        return self._table.header()

    def piece(self, finding: Finding) -> str:
        """One finding."""
        return self._table.line(self._cells(finding))


def face(kind: str) -> Face:
    """The face of a format, one of FORMATS."""
    if kind == "sarif":
        from twosense.output.sarif import Sarif

        return Sarif()
    if kind == "github":
        from twosense.output.github import Github

        return Github()
    if kind == "markdown":
        from twosense.output.report import Report

        return Report()
    return {"text": Face, "json": Json, "ndjson": Ndjson, "csv": Csv}[kind]()


class Tally:
    """How many findings there were, and of which terms."""

    def __init__(self) -> None:
        self.levels: Counter[str] = Counter()
        self.terms: Counter[str] = Counter()
        self._files: set[str] = set()

    def count(self, finding: Finding) -> None:
        """One more."""
        self.levels[finding.level] += 1
        self.terms[finding.term] += 1
        self._files.add(finding.file)

    def __str__(self) -> str:
        counts = [counted(self.levels[level], level) for level in ("warning", "note") if self.levels[level]]
        riskiest = ", ".join(f"{plain(term)} {count}" for term, count in self.riskiest())
        often = f"; most often: {riskiest}" if riskiest else ""
        return f"{' and '.join(counts)} in {counted(len(self._files), 'file')}{often}"

    def riskiest(self) -> Iterable[tuple[str, int]]:
        """The terms with the most findings, of those with more than one."""
        return sorted((item for item in self.terms.items() if item[1] > 1), key=lambda item: (-item[1], item[0]))[:_RISKIEST]


def counted(count: int, noun: str) -> str:
    """The noun with its count: "1 file", "2 files"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
