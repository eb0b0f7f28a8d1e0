"""Messages: how serious a mention is for its readers, what to say about it, and what to write instead.

Invariant: a message depends only on the term, the reading, the audience and the author's side.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from twosense.errors import UsageError
from twosense.model import Level
from twosense.store.about import sides_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from twosense.glossary.merge import Merged
    from twosense.store.lmdb import Row, Store

SECTION = b"summaries"
MIXED = "mixed"


class SenseSummary(Struct, frozen=True):
    """What one side understands by a term, and a wording that is safe for everybody."""

    side: str
    meaning: str
    say: str | None


class Verdict(Struct, frozen=True):
    """How serious a mention is, and what to say about it."""

    level: Level
    message: str
    instead: tuple[str, ...]


def compile_rows(merged: Merged) -> Iterator[Row]:
    """Compile the section `summaries`: what each side understands by each term."""
    for key, term in merged.terms.items():
        by_side: dict[str, SenseSummary] = {}
        for sense in term.senses:
            before = by_side.get(sense.side)
            by_side[sense.side] = SenseSummary(
                sense.side,
                f"{before.meaning} or {sense.meaning}" if before else sense.meaning,
                before.say if before and before.say else sense.say,
            )
        yield SECTION, key.encode(), msgspec.json.encode(tuple(by_side.values()))


class MessageWriter:
    """Phrases the messages for an audience: a side, or `mixed`. The side of the author may be known."""

    def __init__(self, store: Store, audience: str, author: str | None) -> None:
        """Prepare for an audience. Raises UsageError for a side that no layer declares."""
        self._get = store.section(SECTION).get
        self._decode = msgspec.json.Decoder(tuple[SenseSummary, ...]).decode
        self._labels = sides_of(store)
        for side, others in ((audience, (MIXED,)), (author, (None,))):
            if side not in (*self._labels, *others):
                raise UsageError(f'unknown side "{side}"; choose {" or ".join(self._labels)}')
        self._audience, self._author = audience, author
        self.verdict = lru_cache(1 << 14)(self._verdict)  # without it a scan takes 7 % longer

    def _verdict(self, key: str, side: str, lean: str | None) -> Verdict:
        """Return the verdict on a mention with this term, side and lean."""
        by_side = {summary.side: summary for summary in self._decode(self._get(key.encode()) or b"[]")}
        meant = by_side.get(side)
        if meant is not None:
            return self._clear_message(meant, by_side)
        return self._ambiguous_message(by_side, lean or self._author)

    def _clear_message(self, meant: SenseSummary, by_side: Mapping[str, SenseSummary]) -> Verdict:
        """Word a mention whose side is known."""
        here = f"here it means {meant.meaning} ({self._label(meant.side)})"
        others = [summary for summary in by_side.values() if summary.side != meant.side and summary.meaning != meant.meaning]
        if self._audience != MIXED:
            others = [summary for summary in others if summary.side == self._audience]
        if not others:
            return Verdict("note", here, ())
        will = "may" if self._audience == MIXED else "will"
        misreadings = "; ".join(f"{self._label(other.side)} {will} hear {other.meaning}" for other in others)
        level: Level = "note" if self._audience == MIXED else "warning"
        return Verdict(level, f"{here}; {misreadings}{_write([meant])}", _wordings([meant]))

    def _ambiguous_message(self, by_side: Mapping[str, SenseSummary], likely: str | None) -> Verdict:
        """Word a mention that could have either sense."""
        every = sorted(by_side.values(), key=lambda summary: summary.side != likely)
        hears = ", ".join(f"{self._label(summary.side)} hears {summary.meaning}" for summary in every)
        among_themselves = self._audience == self._author
        strangers = self._audience not in (MIXED, *by_side)
        level: Level = "note" if among_themselves or strangers or len(every) < 2 else "warning"
        hint = f" (more likely {self._label(likely)})" if likely in by_side else ""
        return Verdict(level, f"unclear{hint}: {hears}{_write(every)}", _wordings(every))

    def _label(self, side: str | None) -> str:
        return self._labels.get(side or "", side or "")


def _wordings(senses: list[SenseSummary]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(summary.say for summary in senses if summary.say))


def _write(senses: list[SenseSummary]) -> str:
    wordings = _wordings(senses)
    return "; write " + " or ".join(f'"{wording}"' for wording in wordings) if wordings else ""
