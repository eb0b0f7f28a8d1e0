"""Messages: what to say about a mention to its readers, and what to write instead.

Invariant: a message depends only on the term, the reading, the audience and the author's side.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from twosense.scan.levels import MIXED
from twosense.senses.resolver import NONE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twosense.scan.summaries import SenseSummary, Summaries


class Message(Struct, frozen=True):
    """What to say about a mention, and safe wordings, the likeliest first."""

    text: str
    instead: tuple[str, ...]


class MessageWriter:
    """Phrases the messages for an audience: a side, or MIXED. The side of the author may be known."""

    def __init__(self, summaries: Summaries, labels: Mapping[str, str], audience: str, author: str | None) -> None:
        self._summaries, self._labels = summaries, labels
        self._audience, self._author = audience, author
        self.message = lru_cache(1 << 14)(self._message)  # without it a scan takes 7 % longer

    def _message(self, term: str, key: str, side: str, lean: str | None) -> Message:
        """Return the message about a mention with this term, side and lean."""
        if side == NONE:
            return Message(f'ordinary use of "{term}"', ())
        by_side = self._summaries.of(key)
        meant = by_side.get(side)
        if meant is not None:
            return self._clear_message(meant, by_side)
        return self._ambiguous_message(by_side, lean or self._author)

    def _clear_message(self, meant: SenseSummary, by_side: Mapping[str, SenseSummary]) -> Message:
        """Word a mention whose side is known."""
        here = f"here it means {meant.meaning} ({self._label(meant.side)})"
        others = [summary for summary in by_side.values() if summary.side != meant.side and summary.meaning != meant.meaning]
        if self._audience != MIXED:
            others = [summary for summary in others if summary.side == self._audience]
        if not others:
            return Message(here, ())
        will = "may" if self._audience == MIXED else "will"
        misreadings = "; ".join(f"{self._label(other.side)} {will} hear {other.meaning}" for other in others)
        return Message(f"{here}; {misreadings}{_write([meant])}", _wordings([meant]))

    def _ambiguous_message(self, by_side: Mapping[str, SenseSummary], likely: str | None) -> Message:
        """Word a mention that could have either sense."""
        every = sorted(by_side.values(), key=lambda summary: summary.side != likely)
        hears = ", ".join(f"{self._label(summary.side)} hears {summary.meaning}" for summary in every)
        hint = f" (more likely {self._label(likely)})" if likely in by_side else ""
        return Message(f"unclear{hint}: {hears}{_write(every)}", _wordings(every))

    def _label(self, side: str | None) -> str:
        return self._labels.get(side or "", side or "")


def _wordings(senses: list[SenseSummary]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(summary.say for summary in senses if summary.say))


def _write(senses: list[SenseSummary]) -> str:
    wordings = _wordings(senses)
    return "; write " + " or ".join(f'"{wording}"' for wording in wordings) if wordings else ""
