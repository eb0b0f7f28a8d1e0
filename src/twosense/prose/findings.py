"""Findings: what each mention in a text will do to the people who read it, and what to write instead.

Invariant: a finding's bytes at `offset` to `offset + length` are its surface; an ordinary use of a word is no finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from twosense.errors import UsageError
from twosense.model import Finding, Level
from twosense.prose.masks import mask
from twosense.prose.mentions import Finder
from twosense.prose.positions import Positions
from twosense.prose.senses import NONE, Reading, Resolver
from twosense.prose.switches import Off

if TYPE_CHECKING:
    from twosense.glossary.layers import Merged
    from twosense.prose.mentions import Mention, Place
    from twosense.store import Row, Store

SECTION, SIDES = b"heard", b"sides"
_LABELS = b"labels"
MIXED = "mixed"


class Heard(Struct, frozen=True):
    """What one side hears in a term, and the wording that everybody understands so."""

    side: str
    meaning: str
    say: str | None


class Verdict(Struct, frozen=True):
    """How grave a mention is, and what to say about it."""

    level: Level
    message: str
    instead: tuple[str, ...]


def compile(merged: Merged) -> Iterator[Row]:
    """The sections `heard`, what the sides hear in each term, and `sides`, what the sides are called."""
    yield SIDES, _LABELS, msgspec.json.encode(merged.sides)
    for key, term in merged.terms.items():
        by_side: dict[str, Heard] = {}
        for sense in term.senses:
            before = by_side.get(sense.side)
            by_side[sense.side] = Heard(
                sense.side,
                f"{before.meaning} or {sense.meaning}" if before else sense.meaning,
                before.say if before and before.say else sense.say,
            )
        yield SECTION, key.encode(), msgspec.json.encode(tuple(by_side.values()))


class Judge:
    """Judges readings for an audience, a side or `mixed`, of a text whose author may be known to be of a side."""

    def __init__(self, store: Store, audience: str, author: str | None) -> None:
        """Raises UsageError for a side that no layer declares."""
        self._get = store.section(SECTION).get
        self._decode = msgspec.json.Decoder(tuple[Heard, ...]).decode
        self.labels = msgspec.json.decode(store.section(SIDES).get(_LABELS) or b"{}", type=dict[str, str])
        for side, others in ((audience, (MIXED,)), (author, (None,))):
            if side not in (*self.labels, *others):
                raise UsageError(f'"{side}" is no side; there are {", ".join(self.labels)}')
        self._audience, self._author = audience, author
        self.verdict = lru_cache(1 << 14)(self._verdict)

    def _verdict(self, key: str, side: str, lean: str | None) -> Verdict:
        """The verdict on a mention of the term with this key, read so."""
        by_side = {heard.side: heard for heard in self._decode(self._get(key.encode()) or b"[]")}
        meant = by_side.get(side)
        if meant is not None:
            return self._told(meant, by_side)
        return self._untold(by_side, lean or self._author)

    def _told(self, meant: Heard, by_side: Mapping[str, Heard]) -> Verdict:
        """The text tells which side's sense is meant."""
        here = f"here it means {meant.meaning} ({self._label(meant.side)})"
        others = [heard for heard in by_side.values() if heard.side != meant.side and heard.meaning != meant.meaning]
        if self._audience != MIXED:
            others = [heard for heard in others if heard.side == self._audience]
        if not others:
            return Verdict("note", here, ())
        will = "may" if self._audience == MIXED else "will"
        heard = "; ".join(f"{self._label(other.side)} {will} hear {other.meaning}" for other in others)
        level: Level = "note" if self._audience == MIXED else "warning"
        return Verdict(level, f"{here}; {heard}{_write([meant])}", _wordings([meant]))

    def _untold(self, by_side: Mapping[str, Heard], likely: str | None) -> Verdict:
        """The text leaves open which sense is meant."""
        every = sorted(by_side.values(), key=lambda heard: heard.side != likely)
        hears = ", ".join(f"{self._label(heard.side)} hears {heard.meaning}" for heard in every)
        among_themselves = self._audience == self._author
        strangers = self._audience not in (MIXED, *by_side)
        level: Level = "note" if among_themselves or strangers or len(every) < 2 else "warning"
        hint = f" (more likely {self._label(likely)})" if likely in by_side else ""
        return Verdict(level, f"unclear{hint}: {hears}{_write(every)}", _wordings(every))

    def _label(self, side: str | None) -> str:
        return self.labels.get(side or "", side or "")


def _wordings(senses: list[Heard]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(heard.say for heard in senses if heard.say))


def _write(senses: list[Heard]) -> str:
    wordings = _wordings(senses)
    return "; write " + " or ".join(f'"{wording}"' for wording in wordings) if wordings else ""


class Scanner:
    """Scans texts with the terms of one glossary, for an audience; `labels` has what its sides are called."""

    def __init__(self, store: Store, audience: str = MIXED, author: str | None = None) -> None:
        """Raises UsageError for a side that no layer declares."""
        self._judge = Judge(store, audience, author)
        self.labels = self._judge.labels
        self.finder = Finder(store)
        self.resolver = Resolver(store)

    def scan(self, name: str, data: bytes, markup: str, *, notes: bool = False, because: bool = True) -> Iterator[Finding]:
        """The findings of a text in a markup: warnings, and with `notes` every other mention.

        Without `because` they do not name the words that decided, which takes time.
        """
        text, places, mentions = self.read(data, markup)
        if not places:
            return
        positions = Positions(data)
        readings = self.resolver.read(text, mentions, because=because)
        for place, mention, reading in zip(places, mentions, readings, strict=True):
            if reading.side == NONE:
                continue
            verdict = self._judge.verdict(mention.key, reading.side, reading.lean)
            if verdict.level == "warning" or notes:
                yield _finding(name, place, mention, reading, verdict, positions)

    def read(self, data: bytes, markup: str) -> tuple[str, list[Place], list[Mention]]:
        """The prose of a text, and the mentions in it, in bytes and in characters."""
        masked, switched = mask(data, markup)
        places = list(self.finder.places(data, masked))
        if switched:
            off = Off(switched, self.finder.owner)
            places = [place for place in places if not off.covers(self.finder.key(place), place.start)]
        return masked.decode("utf-8", "replace"), places, self.finder.in_characters(data, masked, places)


def _finding(name: str, place: Place, mention: Mention, reading: Reading, verdict: Verdict, positions: Positions) -> Finding:
    start, end = positions.at(place.start), positions.at(place.end)
    return Finding(
        file=name,
        line=start.line,
        column=start.column,
        end_line=end.line,
        end_column=end.column,
        utf16_column=start.utf16,
        utf16_end_column=end.utf16,
        offset=place.start,
        length=place.end - place.start,
        term=mention.term,
        surface=mention.surface,
        side=reading.side,
        lean=reading.lean,
        confidence=reading.confidence,
        because=reading.because,
        level=verdict.level,
        message=verdict.message,
        instead=verdict.instead,
    )
