"""Evaluate: how many labelled mentions are found, and how good their readings are.

Everything is measured at one operating point, on every mention, whether or not a scan would report it.
Invariant: a figure of nothing is None, not zero. A side given to a mention that has none counts as wrong.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from twosense.model import NONE, UNCLEAR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from twosense.senses.resolver import Reading

USEFUL, NOISE = "useful", "noise"  # labels of warnings
_BINS = 10


class Labelled(Struct, frozen=True):
    """A labelled mention: its term, the right side, the group of its text, whether it is found, and how it is read."""

    term: str
    side: str
    kind: str
    found: bool
    reading: Reading

    @property
    def has_side(self) -> bool:
        """Whether the label is a side."""
        return self.side not in (UNCLEAR, NONE)

    @property
    def is_given(self) -> bool:
        """Whether the mention was given a side."""
        return self.reading.side not in (UNCLEAR, NONE)

    @property
    def is_right(self) -> bool:
        """Whether the answer, a side or not, is the labelled one."""
        return self.reading.side == self.side

    @property
    def is_wrong(self) -> bool:
        """Whether a side was given that is not the labelled one, or the lean of a mention with a side is wrong."""
        return (self.is_given and not self.is_right) or (self.has_side and self.reading.lean != self.side)


class Figures(Struct, frozen=True):
    """The figures of a group of mentions.

    `recall`: of all mentions, those found. `forced`: of the mentions with a side, those whose side, or whose lean without one,
    is right. `coverage`: of the mentions with a side, those given one. `precision`: of these, those given the right one.
    `seen`: of all sides given, also to mentions without one, those that are right. `unclear_alone` and `ordinary_alone`: of
    the unclear and the ordinary mentions, those given no side.
    """

    mentions: int
    recall: float | None
    forced: float | None
    coverage: float | None
    precision: float | None
    seen: float | None
    unclear_alone: float | None
    ordinary_alone: float | None


class Evaluation(Struct, frozen=True):
    """The figures of all mentions, and of those with one label, in one group, of one term (worst first).

    `calibration_error` is the gap between the confidence of all sides given and the share of them that is right, in ten bins
    (the expected calibration error of Naeini, Cooper and Hauskrecht, 2015).
    """

    all: Figures
    calibration_error: float | None
    labels: dict[str, Figures]
    kinds: dict[str, Figures]
    terms: dict[str, Figures]


class WarningFigures(Struct, frozen=True):
    """How many mentions were labelled useful and noise.

    `warned` is the share of the useful mentions that got a warning, `precision` the share of the warnings that are useful.
    """

    useful: int
    noise: int
    warned: float | None
    precision: float | None


def score_warnings(labelled: Iterable[tuple[str, bool]]) -> WarningFigures:
    """Return the figures of mentions that are worth a warning or not, each with whether it got one."""
    pairs = list(labelled)
    useful = [warned for label, warned in pairs if label == USEFUL]
    return WarningFigures(
        len(useful), len(pairs) - len(useful), _share(useful), _share(label == USEFUL for label, warned in pairs if warned)
    )


def evaluate(labelled: Iterable[Labelled]) -> Evaluation:
    """Return the figures of labelled readings."""
    mentions = list(labelled)
    wrong: defaultdict[str, int] = defaultdict(int)
    for mention in mentions:
        wrong[mention.term] += mention.is_wrong
    terms = _grouped(mentions, lambda mention: mention.term)
    return Evaluation(
        all=_figures(mentions),
        calibration_error=_calibration_error([mention for mention in mentions if mention.is_given]),
        labels=_grouped(mentions, lambda mention: mention.side),
        kinds=_grouped(mentions, lambda mention: mention.kind),
        terms=dict(sorted(terms.items(), key=lambda item: (-wrong[item[0]], item[0]))),
    )


def _grouped(mentions: Iterable[Labelled], key: Callable[[Labelled], str]) -> dict[str, Figures]:
    groups: defaultdict[str, list[Labelled]] = defaultdict(list)
    for mention in mentions:
        groups[key(mention)].append(mention)
    return {name: _figures(group) for name, group in sorted(groups.items())}


def _figures(mentions: list[Labelled]) -> Figures:
    sided = [mention for mention in mentions if mention.has_side]
    return Figures(
        mentions=len(mentions),
        recall=_share(mention.found for mention in mentions),
        forced=_share(mention.reading.lean == mention.side for mention in sided),
        coverage=_share(mention.is_given for mention in sided),
        precision=_share(mention.is_right for mention in sided if mention.is_given),
        seen=_share(mention.is_right for mention in mentions if mention.is_given),
        unclear_alone=_share(not mention.is_given for mention in mentions if mention.side == UNCLEAR),
        ordinary_alone=_share(not mention.is_given for mention in mentions if mention.side == NONE),
    )


def _share(truths: Iterable[bool]) -> float | None:
    found = list(truths)
    return round(sum(found) / len(found), 4) if found else None


def _calibration_error(given: list[Labelled]) -> float | None:
    bins: defaultdict[int, list[Labelled]] = defaultdict(list)
    for mention in given:
        bins[min(int(mention.reading.confidence * _BINS), _BINS - 1)].append(mention)
    gaps = [abs(sum(mention.reading.confidence - mention.is_right for mention in group)) for group in bins.values()]
    return round(sum(gaps) / len(given), 4) if given else None
