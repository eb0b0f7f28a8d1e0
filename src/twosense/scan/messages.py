"""Messages: what to say about a mention to its readers, and what to write instead.

Invariant: a message depends only on the term, its surface, the reading, the audience and the author's side.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from twosense.model import MIXED, NONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from twosense.model import Slot
    from twosense.scan.summaries import SenseSummary, Summaries


class Message(Struct, frozen=True):
    """What to say about a mention: how it is read, what readers hear ("" if all understand it), and safe wordings.

    The likeliest wording comes first. `text` has all of it in one line.
    """

    summary: str
    detail: str
    instead: tuple[str, ...]
    text: str


class MessageWriter:
    """Phrases the messages for an audience: a side, or MIXED. The side of the author may be known."""

    def __init__(self, summaries: Summaries, labels: Mapping[str, str], audience: str, author: str | None) -> None:
        self._summaries, self._labels = summaries, labels
        self._audience, self._author = audience, author
        self.message = lru_cache(1 << 14)(self._message)  # without it a scan takes 7 % longer

    def of_wrong_mark(self, surface: str, mark: str) -> Message:
        """Word a mention whose mark names no side."""
        return _message(*problem_of_mark(surface, mark, self._labels))

    def _message(self, term: str, key: str, surface: str, side: str, lean: str | None) -> Message:
        """Return the message about a mention with this term, surface, side and lean."""
        if side == NONE:
            return _message(f'ordinary use of "{term}"')
        by_side = self._summaries.of(key)
        slots = self._summaries.slots(key, surface)
        meant = by_side.get(side)
        if meant is not None:
            return self._clear_message(meant, by_side, slots)
        return self._ambiguous_message(by_side, lean or self._author, slots)

    def _clear_message(self, meant: SenseSummary, by_side: Mapping[str, SenseSummary], slots: Sequence[Slot]) -> Message:
        """Word a mention whose side is known."""
        here = f"here it means {meant.meaning} ({self._label(meant.side)})"
        others = [summary for summary in by_side.values() if summary.side != meant.side and summary.meaning != meant.meaning]
        if self._audience != MIXED:
            others = [summary for summary in others if summary.side == self._audience]
        if self._audience not in (MIXED, *by_side):
            return _message(here, f"{self._label(self._audience)} may not know the word", _wordings([meant], slots))
        if not others:
            return _message(here)
        will = "may" if self._audience == MIXED else "will"
        misreadings = "; ".join(f"{self._label(other.side)} {will} hear {other.meaning}" for other in others)
        return _message(here, misreadings, _wordings([meant], slots))

    def _ambiguous_message(self, by_side: Mapping[str, SenseSummary], likely: str | None, slots: Sequence[Slot]) -> Message:
        """Word a mention that could have either sense."""
        every = sorted(by_side.values(), key=lambda summary: summary.side != likely)
        hears = ", ".join(f"{self._label(summary.side)} hears {summary.meaning}" for summary in every)
        hint = f" (more likely {self._label(likely)})" if likely in by_side else ""
        return _message(f"unclear{hint}", hears, _wordings(every, slots), joint=": ")

    def _label(self, side: str | None) -> str:
        return self._labels.get(side or "", side or "")


def problem_of_mark(surface: str, mark: str, sides: Iterable[str]) -> tuple[str, str]:
    """Return what is wrong with a mark that names none of these sides, and what to write."""
    marks = ", ".join(f"{surface}{{{side}}}" for side in sides)
    return f'no side is called "{mark[1:-1]}"', f"write {marks} or {surface}{{{NONE}}}"


def advice(instead: Sequence[str]) -> str:
    """Return what to write: `write "disaster recovery" or "backup"`; "" without wordings."""
    return "write " + " or ".join(f'"{wording}"' for wording in instead) if instead else ""


def _message(summary: str, detail: str = "", instead: tuple[str, ...] = (), joint: str = "; ") -> Message:
    text = "; ".join(filter(None, (joint.join(filter(None, (summary, detail))), advice(instead))))
    return Message(summary, detail, instead, text)


def _wordings(senses: Sequence[SenseSummary], slots: Sequence[Slot]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (sense.wording(slots) for sense in senses))))
