"""Summaries: what each side understands by a term, as short as a message says it.

Invariant: a term has one summary of a sense for each side that has one, in the order of the sides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from twosense.model import SLOTS, Slot
from twosense.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twosense.glossary.merge import Merged
    from twosense.store.lmdb import Row, Store

SECTION = b"summaries"


class SenseSummary(Struct, frozen=True):
    """What one side understands by a term, and by slot wordings that are safe for everybody."""

    side: str
    meaning: str
    say: dict[Slot, str]

    def wording(self, slots: Sequence[Slot]) -> str | None:
        """Return the wording for the first of these slots that has one, else the main one; None if there is none."""
        return next((self.say[slot] for slot in (*slots, *SLOTS) if slot in self.say), None)


class Summary(Struct, frozen=True):
    """A term in short: its senses, and the slots that each of its names fills; a name that is not listed is a noun."""

    senses: tuple[SenseSummary, ...] = ()
    slots: dict[str, tuple[Slot, ...]] = {}


def compile_rows(merged: Merged) -> Iterator[Row]:
    """Compile the section `summaries`: what each side understands by each term."""
    for key, term in merged.terms.items():
        by_side: dict[str, SenseSummary] = {}
        for sense in term.senses:
            before = by_side.get(sense.side)
            by_side[sense.side] = SenseSummary(
                sense.side,
                f"{before.meaning} or {sense.meaning}" if before else sense.meaning,
                before.say if before and before.say else dict(sense.say),
            )
        slots: dict[str, tuple[Slot, ...]] = {}
        for slot, forms in term.forms.items():
            for name in map(fold, forms):
                slots[name] = (*slots.get(name, ()), slot)
        yield SECTION, key.encode(), msgspec.json.encode(Summary(tuple(by_side.values()), slots))


class Summaries:
    """The summaries of a glossary."""

    def __init__(self, store: Store) -> None:
        self._get = store.section(SECTION).get
        self._decode = msgspec.json.Decoder(Summary).decode

    def of(self, key: str) -> dict[str, SenseSummary]:
        """Return the summaries of the senses of the term with this key, by side."""
        return {sense.side: sense for sense in self._summary(key).senses}

    def slots(self, key: str, surface: str) -> Sequence[Slot]:
        """Return the slots that a name of the term with this key may fill."""
        return self._summary(key).slots.get(fold(surface), ("noun",))

    def _summary(self, key: str) -> Summary:
        return self._decode(self._get(key.encode()) or b"{}")
