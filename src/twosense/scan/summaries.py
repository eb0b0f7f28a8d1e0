"""Summaries: what each side understands by a term, as short as a message says it.

Invariant: a term has one summary for each side that has a sense of it, in the order of the sides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twosense.glossary.merge import Merged
    from twosense.store.lmdb import Row, Store

SECTION = b"summaries"


class SenseSummary(Struct, frozen=True):
    """What one side understands by a term, and a wording that is safe for everybody."""

    side: str
    meaning: str
    say: str | None


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


class Summaries:
    """The summaries of a glossary."""

    def __init__(self, store: Store) -> None:
        self._get = store.section(SECTION).get
        self._decode = msgspec.json.Decoder(tuple[SenseSummary, ...]).decode

    def of(self, key: str) -> dict[str, SenseSummary]:
        """Return the summaries of the term with this key, by side."""
        return {summary.side: summary for summary in self._decode(self._get(key.encode()) or b"[]")}
