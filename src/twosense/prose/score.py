"""Score: how good the readings of labelled mentions are.

Invariant: a figure of nothing is None, not zero; a side given to a mention that has none counts as wrong.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from twosense.prose.senses import NONE, UNCLEAR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twosense.prose.senses import Reading

    Labelled = tuple[str, str, Reading]  # the side that is right, the kind of sentence, the reading

_BINS = 10


class Kind(Struct, frozen=True):
    """The figures of one kind of sentence: how many, how many were given a side, and the shares that are right."""

    sentences: int
    given: int
    precision: float | None
    forced: float | None


class Score(Struct, frozen=True):
    """The figures of all sentences.

    `precision`: of the sides given where there is one, how many are right; `strict_precision`: of all sides given, also where
    there is none; `coverage`: of the mentions that have a side, how many were given one; `forced`: how many of these are right
    when the lean counts; `unclear_kept` and `ordinary_kept`: how many of these were given no side; `calibration_error`:
    between the confidence of the sides given and how many are right, in ten bins.
    """

    sentences: int
    precision: float | None
    strict_precision: float | None
    coverage: float | None
    forced: float | None
    unclear_kept: float | None
    ordinary_kept: float | None
    calibration_error: float | None
    kinds: dict[str, Kind]


def score(labelled: Iterable[Labelled]) -> Score:
    """The figures of labelled readings."""
    rows = list(labelled)
    sided = [row for row in rows if row[0] not in (UNCLEAR, NONE)]
    by_kind: defaultdict[str, list[Labelled]] = defaultdict(list)
    for row in rows:
        by_kind[row[1]].append(row)
    return Score(
        sentences=len(rows),
        precision=_precision(sided),
        strict_precision=_precision(rows),
        coverage=_share(_is_given(row) for row in sided),
        forced=_forced(sided),
        unclear_kept=_share(not _is_given(row) for row in rows if row[0] == UNCLEAR),
        ordinary_kept=_share(not _is_given(row) for row in rows if row[0] == NONE),
        calibration_error=_calibration_error([row for row in rows if _is_given(row)]),
        kinds={
            kind: Kind(len(of_kind), sum(map(_is_given, of_kind)), _precision(of_kind), _forced(of_kind))
            for kind, of_kind in sorted(by_kind.items())
        },
    )


def _is_given(row: Labelled) -> bool:
    return row[2].side not in (UNCLEAR, NONE)


def _share(truths: Iterable[bool]) -> float | None:
    found = list(truths)
    return round(sum(found) / len(found), 4) if found else None


def _precision(rows: list[Labelled]) -> float | None:
    return _share(row[2].side == row[0] for row in rows if _is_given(row))


def _forced(rows: list[Labelled]) -> float | None:
    return _share(row[2].lean == row[0] for row in rows if row[0] not in (UNCLEAR, NONE))


def _calibration_error(given: list[Labelled]) -> float | None:
    """The expected calibration error (Naeini, Cooper and Hauskrecht, 2015)."""
    bins: defaultdict[int, list[Labelled]] = defaultdict(list)
    for row in given:
        bins[min(int(row[2].confidence * _BINS), _BINS - 1)].append(row)
    gaps = [abs(sum(reading.confidence - (reading.side == side) for side, _, reading in rows)) for rows in bins.values()]
    return round(sum(gaps) / len(given), 4) if given else None
