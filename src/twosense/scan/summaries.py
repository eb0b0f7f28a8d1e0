"""Summaries: what each side understands by a term, as short as a message says it.

Invariant: the senses of a term are in the order of the sides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from twosense.model import SLOTS, Slot
from twosense.paths import PACKAGED
from twosense.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twosense.glossary.merge import Merged
    from twosense.store.lmdb import Row, Store

SECTION = b"summaries"
_GAP = re.compile(r"[\s-]+")
_ENDING = re.compile(r"(?:'s?)?\W*\Z")  # of a possessive, and before a comma


class SenseSummary(Struct, frozen=True):
    """What one side understands by a term, and by slot wordings that are safe for everybody.

    A curated sense comes with twosense and has all wordings that fit; other senses may lack inflected forms.
    """

    side: str
    meaning: str
    say: dict[Slot, str]
    about: str = ""  # its definition and examples
    is_curated: bool = False

    def wording(self, slots: Sequence[Slot]) -> str | None:
        """Return the wording for the first of these slots that has one, else the main one; None if there is none."""
        return next((self.say[slot] for slot in (*slots, *SLOTS) if slot in self.say), None)


class Summary(Struct, frozen=True):
    """A term in short: its senses, and the slots that each of its names fills; a name that is not listed is a noun.

    `enclosing` has the wordings and meanings of the glossary, folded, that hold a name of the term.
    """

    senses: tuple[SenseSummary, ...] = ()
    slots: dict[str, tuple[Slot, ...]] = {}
    enclosing: tuple[str, ...] = ()


def compile_rows(merged: Merged) -> Iterator[Row]:
    """Compile the section `summaries`: what each side understands by each term."""
    enclosing = _enclosing(merged)
    for key, term in merged.terms.items():
        senses = tuple(
            SenseSummary(
                sense.side,
                sense.meaning,
                dict(sense.say),
                " ".join((sense.definition, *sense.examples)),
                sense.layer in PACKAGED,
            )
            for sense in term.senses
        )
        slots: dict[str, tuple[Slot, ...]] = {}
        for slot, forms in term.forms.items():
            for name in map(fold, forms):
                slots[name] = (*slots.get(name, ()), slot)
        yield SECTION, key.encode(), msgspec.json.encode(Summary(senses, slots, tuple(enclosing.get(key, ()))))


def _enclosing(merged: Merged) -> dict[str, dict[str, None]]:
    """Return for each term the wordings and meanings of all terms that hold one of its names."""
    names = {tuple(_GAP.split(key)): key for key in merged.terms}
    names |= {tuple(_GAP.split(name)): owner for name, (owner, _) in merged.keys.items()}
    beginnings = {words[0] for words in names}  # most words begin no name
    longest = max(map(len, names), default=0)
    found: dict[str, dict[str, None]] = {}
    for term in merged.terms.values():
        for sense in term.senses:
            for wording in map(fold, (sense.meaning, *sense.say.values())):
                words = [_ENDING.sub("", word) for word in _GAP.split(wording)]
                for first in range(len(words)):
                    if words[first] not in beginnings:
                        continue
                    for last in range(first + 1, min(len(words), first + longest) + 1):
                        key = names.get(tuple(words[first:last]))
                        if key is not None:
                            found.setdefault(key, {})[wording] = None
    return found


class Summaries:
    """The summaries of a glossary."""

    def __init__(self, store: Store) -> None:
        self._get = store.section(SECTION).get
        self._decode = msgspec.json.Decoder(Summary).decode

    def of(self, key: str) -> dict[str, SenseSummary]:
        """Return the summaries of the term with this key, one for each side, by side."""
        merged: dict[str, SenseSummary] = {}
        for sense in self.senses(key):
            before = merged.get(sense.side)
            if before:
                meaning = f"{before.meaning} or {sense.meaning}"
                sense = SenseSummary(
                    sense.side,
                    meaning,
                    before.say or sense.say,
                    f"{before.about} {sense.about}",
                    before.is_curated and sense.is_curated,
                )
            merged[sense.side] = sense
        return merged

    def senses(self, key: str) -> Sequence[SenseSummary]:
        """Return the summaries of all senses of the term with this key."""
        return self._summary(key).senses

    def enclosing(self, key: str) -> Sequence[str]:
        """Return the wordings and meanings, folded, that hold a name of the term with this key."""
        return self._summary(key).enclosing

    def slots(self, key: str, surface: str) -> Sequence[Slot]:
        """Return the slots that a name of the term with this key may fill."""
        return self._summary(key).slots.get(fold(surface), ("noun",))

    def _summary(self, key: str) -> Summary:
        return self._decode(self._get(key.encode()) or b"{}")
