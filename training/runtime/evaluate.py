"""Evaluate: how good the readings of labelled mentions are, all at the one operating point that ships.

Invariant: a figure of nothing is None, not zero; a mention that was not found counts as one with no side and no lean.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from .score import IT, MARKETING, NONE, UNCLEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .score import Reading

_BINS = 10


class Labelled(msgspec.Struct, frozen=True):
    """A labelled mention: its term, the number of the answer that is right, and how it is read; None where it is not found."""

    term: str
    side: int
    reading: Reading | None

    @property
    def given(self) -> int | None:
        """The side that it was given."""
        return self.reading.answer if self.reading and self.reading.answer in (MARKETING, IT) else None

    @property
    def lean(self) -> int | None:
        return self.reading.lean if self.reading else None


class Figures(msgspec.Struct, frozen=True):
    """The figures of labelled mentions.

    `recall`: found, whatever the reading; `forced`: of those with a side, whose lean is right; `coverage`: of those, given a
    side; `precision`: of those given one, right; `seen`: of all sides given to any mention, right; `ordinary_kept`: of ordinary
    ones, given no side; `calibration_error`: between the confidence of all sides given and how many are right, in ten bins.
    """

    mentions: int
    recall: float | None
    forced: float | None
    coverage: float | None
    coverage_marketing: float | None
    precision: float | None
    precision_marketing: float | None
    seen: float | None
    ordinary_kept: float | None
    unclear_kept: float | None
    four: float | None
    calibration_error: float | None


def figures(labelled: Iterable[Labelled]) -> Figures:
    """Work out the figures."""
    rows = list(labelled)
    sided = [row for row in rows if row.side in (MARKETING, IT)]
    marketing = [row for row in sided if row.side == MARKETING]
    given = [row for row in rows if row.given is not None]
    known = [row for row in sided if row.given is not None]
    return Figures(
        mentions=len(rows),
        recall=_share(row.reading is not None for row in rows),
        forced=_share(row.lean == row.side for row in sided),
        coverage=_share(row.given is not None for row in sided),
        coverage_marketing=_share(row.given is not None for row in marketing),
        precision=_share(row.given == row.side for row in known),
        precision_marketing=_share(row.side == MARKETING for row in known if row.given == MARKETING),
        seen=_share(row.given == row.side for row in given),
        ordinary_kept=_share(row.given is None for row in rows if row.side == NONE),
        unclear_kept=_share(row.given is None for row in rows if row.side == UNCLEAR),
        four=_share(row.reading is not None and row.reading.answer == row.side for row in rows),
        calibration_error=_calibration_error(given),
    )


def worst(labelled: Iterable[Labelled]) -> list[tuple[str, int, int]]:
    """Give the terms by how many wrong sides they were given, the worst first: the term, wrong ones, all mentions."""
    wrong: defaultdict[str, int] = defaultdict(int)
    every: defaultdict[str, int] = defaultdict(int)
    for row in labelled:
        every[row.term] += 1
        wrong[row.term] += row.given is not None and row.given != row.side
    return sorted(((term, wrong[term], every[term]) for term in every), key=lambda item: (-item[1], item[2], item[0]))


def _share(truths: Iterable[bool]) -> float | None:
    found = list(truths)
    return round(sum(found) / len(found), 4) if found else None


def _calibration_error(given: Sequence[Labelled]) -> float | None:
    """Work out the expected calibration error (Naeini, Cooper and Hauskrecht, 2015)."""
    bins: defaultdict[int, list[float]] = defaultdict(list)
    for row in given:
        assert row.reading is not None  # it was given a side
        sure = row.reading.confidence
        bins[min(int(sure * _BINS), _BINS - 1)].append(sure - (row.given == row.side))
    return round(sum(abs(sum(gaps)) for gaps in bins.values()) / len(given), 4) if given else None
