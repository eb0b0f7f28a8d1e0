"""Evaluate: how many labelled mentions are found, and how good their readings are.

Invariant: a figure of nothing is None, not zero. A side given to a mention that has none counts as wrong.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from twosense.senses.resolver import NONE, UNCLEAR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twosense.senses.resolver import Reading

_BINS = 10


class Labelled(Struct, frozen=True):
    """A labelled mention: the right side, the kind of text, whether a scan finds it, and how it is read."""

    side: str
    kind: str
    found: bool
    reading: Reading

    @property
    def is_given(self) -> bool:
        """Whether the mention was given a side."""
        return self.reading.side not in (UNCLEAR, NONE)


class Kind(Struct, frozen=True):
    """The figures of one kind of text: mentions, the share found, those given a side, the shares that are right."""

    mentions: int
    recall: float | None
    given: int
    precision: float | None
    forced: float | None


class Score(Struct, frozen=True):
    """The figures of all mentions.

    `recall`: of the mentions that are no ordinary use, how many a scan finds; `precision`: of the sides given where there is
    one, how many are right; `strict_precision`: of all sides given, also where there is none; `coverage`: of the mentions that
    have a side, how many were given one; `forced`: how many of these are right when the lean counts; `unclear_kept` and
    `ordinary_kept`: how many of these were given no side; `calibration_error`: between the confidence of the sides given and
    how many are right, in ten bins.
    """

    mentions: int
    recall: float | None
    precision: float | None
    strict_precision: float | None
    coverage: float | None
    forced: float | None
    unclear_kept: float | None
    ordinary_kept: float | None
    calibration_error: float | None
    kinds: dict[str, Kind]


def score(labelled: Iterable[Labelled]) -> Score:
    """Return the figures of labelled readings."""
    rows = list(labelled)
    sided = [row for row in rows if row.side not in (UNCLEAR, NONE)]
    by_kind: defaultdict[str, list[Labelled]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    return Score(
        mentions=len(rows),
        recall=_recall(rows),
        precision=_precision(sided),
        strict_precision=_precision(rows),
        coverage=_share(row.is_given for row in sided),
        forced=_forced(sided),
        unclear_kept=_share(not row.is_given for row in rows if row.side == UNCLEAR),
        ordinary_kept=_share(not row.is_given for row in rows if row.side == NONE),
        calibration_error=_calibration_error([row for row in rows if row.is_given]),
        kinds={
            kind: Kind(len(alike), _recall(alike), sum(row.is_given for row in alike), _precision(alike), _forced(alike))
            for kind, alike in sorted(by_kind.items())
        },
    )


def _share(truths: Iterable[bool]) -> float | None:
    found = list(truths)
    return round(sum(found) / len(found), 4) if found else None


def _recall(rows: list[Labelled]) -> float | None:
    return _share(row.found for row in rows if row.side != NONE)


def _precision(rows: list[Labelled]) -> float | None:
    return _share(row.reading.side == row.side for row in rows if row.is_given)


def _forced(rows: list[Labelled]) -> float | None:
    return _share(row.reading.lean == row.side for row in rows if row.side not in (UNCLEAR, NONE))


def _calibration_error(given: list[Labelled]) -> float | None:
    """Return the expected calibration error (Naeini, Cooper and Hauskrecht, 2015)."""
    bins: defaultdict[int, list[Labelled]] = defaultdict(list)
    for row in given:
        bins[min(int(row.reading.confidence * _BINS), _BINS - 1)].append(row)
    gaps = [abs(sum(row.reading.confidence - (row.reading.side == row.side) for row in rows)) for rows in bins.values()]
    return round(sum(gaps) / len(given), 4) if given else None
