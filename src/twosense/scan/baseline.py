"""Baseline: leave out the findings of an earlier scan, so that only new ones are reported.

A finding is old if the earlier scan has one with the same file, term and reading, at the same position or, because lines move,
one that no other finding matches. Invariant: no more findings are old than the earlier scan had.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from twosense.errors import ReadError
from twosense.scan.text_file import File, read_text
from twosense.text.fold import fold

if TYPE_CHECKING:
    from twosense.model import Finding

_SIZE_LIMIT = 1 << 30  # bytes; twice what a scan writes about the largest text, with a finding in every third word


class _OldFinding(Struct):
    file: str
    line: int
    column: int
    term: str
    surface: str
    side: str


class Baseline:
    """The old findings, each of which matches one new one at most."""

    def __init__(self, rows: Iterable[_OldFinding]) -> None:
        self._by_position: Counter[tuple[str, ...]] = Counter()
        self._by_identity: Counter[tuple[str, ...]] = Counter()
        for row in rows:
            self._by_position[(*_identity(row), f"{row.line}:{row.column}")] += 1
            self._by_identity[_identity(row)] += 1

    def new(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield the findings of one file that are not old."""
        moved: list[tuple[tuple[str, ...], Finding]] = []
        for finding in findings:
            identity = _identity(finding)
            position = (*identity, f"{finding.line}:{finding.column}")
            if self._by_position[position]:
                self._by_position[position] -= 1
                self._by_identity[identity] -= 1
            elif moved or self._by_identity[identity]:
                moved.append((identity, finding))
            else:  # there is no old one like it, and it need not wait
                yield finding
        for identity, finding in moved:
            if self._by_identity[identity] > 0:
                self._by_identity[identity] -= 1
            else:
                yield finding


def _identity(row: _OldFinding | Finding) -> tuple[str, ...]:
    return os.path.abspath(row.file), row.term, fold(row.surface), row.side


def read_baseline(path: str) -> Baseline:
    """Read a baseline that `--format json` or `ndjson` wrote. Raises ReadError."""
    data = read_text(File(path, named=True), _SIZE_LIMIT) or b""
    try:
        if data.lstrip().startswith(b"["):
            return Baseline(msgspec.json.decode(data, type=list[_OldFinding]))
        return Baseline(msgspec.json.Decoder(_OldFinding).decode_lines(data))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ReadError(path, f"not a baseline: {error}", "write one with `twosense scan --format json`") from None
