"""Translator: from the readings of a scan to edits and questions for readers of one side, or of both.

Invariant: what is read as unclear or ordinary is not edited, but an edit elsewhere may settle an unclear mention. Translating
the result again changes nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from twosense.markup.mask import markup_of, mask
from twosense.mentions.marks import looks_meant, side_in
from twosense.model import MIXED, Decision, Edit, Question, ReadingOfQuestion, Translation
from twosense.senses.definitions import PINNED
from twosense.senses.resolver import NONE, UNCLEAR
from twosense.store.about import known_side
from twosense.text.fold import fold
from twosense.text.stems import stems_of
from twosense.text.vectors import load
from twosense.translate.edits import apply
from twosense.translate.gloss import in_plural, named, tellings
from twosense.translate.offsets import in_text_before, placed
from twosense.translate.pins import Pin, Pins
from twosense.translate.place import Place
from twosense.translate.proposal import ANSWERED, propose, put
from twosense.translate.slot import is_verb_of_another_sense
from twosense.translate.spelling import american, is_american
from twosense.translate.untouched import Untouched
from twosense.translate.wording import completed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from twosense.model import Finding, Slot, Style
    from twosense.scan.scanner import Scanner
    from twosense.scan.summaries import SenseSummary

_ROUNDS = 4  # an edit changes the words around other mentions, and may settle their sense
_LONGEST_GLOSS = 300  # characters
_CONTEXT = 300  # characters on each side that tell which sense of a side is meant
_NO_DECISIONS: Mapping[int, Decision] = {}
_DOER = re.compile(r"[eo]rs?$", re.IGNORECASE)
_GLOSS = re.compile(r"(?:[ \u00a0]\d[\d.]*)?[*_\"”’\])]{0,3}[ \t]*(?:\(|\[(?=[^\]]*\](?![(\[])))")


class Translator:
    """Translates texts with the terms of one glossary, for readers of a side or MIXED. The side of the author may be known."""

    def __init__(self, scanner: Scanner, to: str = MIXED, author: str | None = None, style: Style = "gloss") -> None:
        """Prepare. Raises UsageError for a side that no layer declares."""
        self._scanner, self._style = scanner, style
        self._to = known_side(to, scanner.labels, MIXED)
        self._author = None if author is None else known_side(author, scanner.labels)
        self._reporter = scanner.reporter(to, author, "all")
        self._senses_in = lru_cache(1 << 10)(self._spelt_senses)
        self._slots = lru_cache(1 << 12)(self._slots_of)
        self._ours = lru_cache(1 << 10)(self._texts_of_ours)
        self._is_american = False  # the spelling of the text that is translated

    def translate(
        self,
        name: str,
        text: str,
        *,
        headings: bool = False,
        unpin: bool = False,
        decisions: Mapping[int, Decision] = _NO_DECISIONS,
    ) -> Translation:
        """Return the translation of a text; the suffix of `name` determines the markup. Offsets count characters.

        `decisions` has what a person says about mentions, by their first character. With `unpin`, marks are dropped.
        """
        self._is_american = self._uses_american_spelling(name, text)
        pins = Pins(text, list(self._pins(name, text, decisions)))
        decided = {pins.without(offset): (decision, ANSWERED) for offset, decision in decisions.items()}
        decided |= {pins.without(pin.start): (Decision(side=pin.side), PINNED) for pin in pins.pins if pin.kept}
        edits: list[Edit] = []
        result = pins.text
        for _ in range(_ROUNDS):
            made, questions = self._once(name, result, edits, decided, headings=headings)
            if not made:
                break
            edits = sorted((*edits, *in_text_before(made, edits)), key=lambda edit: edit.offset)
            result = apply(pins.text, edits)
        else:
            questions = self._once(name, result, edits, decided, headings=headings)[1]
        questions = [replace(one, offset=pins.within(one.offset)) for one in in_text_before(questions, edits)]
        edits = list(pins.restored(edits, keep=not unpin))
        dropped = [self._unpinned(pin) for pin in pins.outside(edits) if unpin or not pin.kept]
        edits = sorted([*edits, *dropped], key=lambda edit: edit.offset)
        return Translation(
            file=name,
            to=self._to,
            style=self._style,
            edits=tuple(placed(text, edits)),
            questions=tuple(placed(text, questions)),
            text=apply(text, edits),
        )

    def _pins(self, name: str, text: str, decisions: Mapping[int, Decision]) -> Iterator[Pin]:
        """Yield the marks of a text, and those that name no side but whose mentions are decided."""
        if "{" not in text:
            return
        sides = (*self._scanner.labels, NONE)
        data = text.encode()
        mentions = self._scanner.find_mentions(data, markup_of(name))[1]
        done = at = 0
        for mention, first in zip(mentions, mentions.first_bytes, strict=True):
            if mention.mark:
                at += len(data[done:first].decode())
                done = first
                side = side_in(mention.mark, sides)
                decision = decisions.get(at)
                if side:
                    yield Pin(mention.term, at, mention.surface, mention.mark, side)
                elif decision and decision != Decision() and looks_meant(mention.mark):
                    yield Pin(mention.term, at, mention.surface, mention.mark, decision.side or "", kept=False)

    def _unpinned(self, pin: Pin) -> Edit:
        """Return the edit that drops a mark."""
        meanings = [sense.meaning for sense in self._senses(fold(pin.term)) if sense.side == pin.side]
        return Edit(
            offset=pin.start,
            length=len(pin.word) + len(pin.mark),
            line=0,
            column=0,
            surface=pin.word + pin.mark,
            replacement=pin.word,
            term=pin.term,
            side=pin.side,
            meaning=" or ".join(meanings),
            style="unpin",
            confidence=1.0,
            because=(PINNED if pin.kept else ANSWERED,),
        )

    def _once(
        self, name: str, text: str, before: Sequence[Edit], decided: Mapping[int, tuple[Decision, str]], *, headings: bool
    ) -> tuple[list[Edit], list[Question]]:
        """Return the edits and questions of a text that these edits before have made."""
        may_change = self._filter(name, text, headings=headings)
        edits: list[Edit] = []
        questions: list[Question] = []
        explained: set[tuple[str, str]] = set()  # terms and sides that the text has explained already
        last = 0
        found = list(self._found(name, text, before, decided))
        sides: dict[str, set[str]] = {}
        told = [self._side_of_gloss(finding, place) for finding, place, _ in found]
        for (finding, _, _), side in zip(found, told, strict=True):
            sides.setdefault(finding.term, set()).add(finding.side)
            if side:
                explained.add((finding.term, side))
        for (finding, place, decision), is_told in zip(found, told, strict=True):
            if is_told or place.start < last or not may_change(finding, place):
                continue
            if decision and decision.side is None:
                if decision.wording:
                    edits.append(put(place, finding.term, decision.wording))
                    last = edits[-1].offset + edits[-1].length
                continue
            side = self._side(finding, sides[finding.term])
            if side is None:
                if finding.side == UNCLEAR and self._matters(finding):
                    questions.append(self.question(finding, place))
                continue
            key = finding.term, side
            if _GLOSS.match(place.behind):
                explained.add(key)
            elif self._style != "gloss" or key not in explained:
                sense = self._sense(finding, side, place, decision.meaning if decision else "")
                slots, own = self._slots(finding.term, finding.surface), self._slots(finding.term, finding.term)
                edit = propose(place, finding.term, sense, self._style, slots, finding.confidence, finding.because, own)
                if edit is not None and edit.offset >= last:
                    edits.append(edit)
                    last = edit.offset + edit.length
                    explained.add(key)
        return edits, questions

    def mentions(
        self, name: str, text: str, *, headings: bool, decisions: Mapping[int, Decision]
    ) -> Iterator[tuple[Finding, Place, Decision | None]]:
        """Yield the mentions that may be changed: how each is read, where it is, and what is decided about it."""
        self._is_american = self._uses_american_spelling(name, text)
        may_change = self._filter(name, text, headings=headings)
        decided = {offset: (decision, ANSWERED) for offset, decision in decisions.items()}
        return (found for found in self._found(name, text, (), decided) if may_change(*found[:2]))

    def _filter(self, name: str, text: str, *, headings: bool) -> Callable[[Finding, Place], bool]:
        """Return a function that tells whether a mention of a text may be changed."""
        untouched = Untouched(text, markup_of(name), headings=headings)

        def may_change(finding: Finding, place: Place) -> bool:
            if untouched.covers(place.start) or self._is_ours(place, fold(finding.term)):
                return False
            slots = self._slots(finding.term, finding.surface)
            return not is_verb_of_another_sense(place, slots, self._say(fold(finding.term)))

        return may_change

    def _found(
        self, name: str, text: str, before: Sequence[Edit], decided: Mapping[int, tuple[Decision, str]]
    ) -> Iterator[tuple[Finding, Place, Decision | None]]:
        """Yield the mentions of a text that these edits before have made, and what is decided about each.

        Those in a wording that a person has typed are left out.
        """
        data = text.encode()
        done = at = moved = edited = 0
        for finding in self._scanner.scan(name, data, self._reporter) or ():
            at += len(data[done : finding.offset].decode())
            done = finding.offset
            while edited < len(before) and before[edited].offset + moved < at:
                moved += len(before[edited].replacement) - before[edited].length
                edited += 1
            if (
                edited
                and before[edited - 1].style == "own"
                and at - moved < before[edited - 1].offset + before[edited - 1].length
            ):
                continue
            decision, why = decided.get(at - moved, (None, ""))
            if decision and decision.side:
                lean = None if decision.side == NONE else decision.side
                finding = replace(finding, side=decision.side, lean=lean, confidence=1.0, because=(why,))
            yield finding, Place(text, at, at + len(finding.surface)), decision

    def _side_of_gloss(self, finding: Finding, place: Place) -> str | None:
        """Return the side whose sense stands in brackets behind a mention, in words that a translation may have put there."""
        found = _GLOSS.match(place.behind)
        if found is None:
            return None
        start = place.end + found.end()
        told = fold(place.text[start : start + _LONGEST_GLOSS])
        for sense in self._senses(fold(finding.term)):
            if told.startswith(tuple(map(fold, tellings(finding.term, sense)))):
                return sense.side
        return None

    def _side(self, finding: Finding, used: set[str]) -> str | None:
        """Return the side whose sense the readers have to be told, or None; `used` has the sides of the term in this text.

        Where a text uses both senses of a term, a gloss of one would be taken for the meaning of all.
        """
        side = finding.side
        if side == UNCLEAR and self._author and finding.lean in (self._author, None):
            side = self._author
        if side in (UNCLEAR, NONE) or (side == self._to and (self._style == "replace" or not used - {side, UNCLEAR, NONE})):
            return None
        senses = self._senses(fold(finding.term))
        sides = {sense.side for sense in senses}
        if side not in sides or (self._to == MIXED and len(sides) < 2):
            return None
        return side

    def _say(self, key: str) -> set[Slot]:
        """Return the slots for which a sense of the term has a wording."""
        return {slot for sense in self._senses(key) for slot in sense.say}

    def _matters(self, finding: Finding) -> bool:
        """Return whether an unclear mention may mislead the readers: not if it leans to their own sense."""
        sides = {sense.side for sense in self._senses(fold(finding.term))}
        return len(sides) > 1 and (self._to == MIXED or (self._to in sides and finding.lean != self._to))

    def _sense(self, finding: Finding, side: str, place: Place, meaning: str) -> SenseSummary:
        """Return which sense of a side is meant: the one with this meaning if it is known.

        Otherwise, the one whose texts are about the same as the text around the mention.
        """
        senses = [sense for sense in self._senses(fold(finding.term)) if sense.side == side]
        senses = [sense for sense in senses if sense.meaning == meaning] or senses
        if len(senses) == 1:
            return senses[0]
        vectors, own = load(), frozenset(stems_of(finding.surface))
        around = place.text[max(0, place.start - _CONTEXT) : place.end + _CONTEXT]
        direction = vectors.centroid([around], own)

        def likeness(sense: SenseSummary) -> float:
            there = vectors.centroid([sense.meaning, *sense.say.values(), sense.about], own)
            return sum(one * two for one, two in zip(direction, there, strict=True))

        return max(senses, key=likeness)

    def _is_ours(self, place: Place, key: str) -> bool:
        """Return whether a mention stands inside a wording or a meaning that a translation may have put there."""
        before, behind = fold(place.before + "|")[:-1], fold("|" + place.behind)[1:]
        around = f"{before}{fold(place.surface)}{behind}"
        first, last = len(before), len(around) - len(behind)
        for wording in self._ours(key, self._is_american):
            at = around.find(wording, max(0, last - len(wording)))
            if 0 <= at <= first and at + len(wording) > last - 1 and len(wording) > last - first:
                return True
        return False

    def _slots_of(self, headword: str, surface: str) -> Sequence[Slot]:
        """Return the slots that a name of a term may fill, none for the doer of what the headword is: "owner" of ownership."""
        is_doer = _DOER.search(surface) and not _DOER.search(headword)
        return () if is_doer else self._scanner.summaries.slots(fold(headword), surface)

    def _texts_of_ours(self, key: str, in_american: bool) -> list[str]:
        """Return what a translation may write, folded, that holds a name of the term with this key."""
        enclosing = self._scanner.summaries.enclosing(key)
        if in_american:
            enclosing = list(map(american, enclosing))
        return [*enclosing, *map(in_plural, enclosing), *(fold(named(key, sense)) for sense in self._senses(key))]

    def _uses_american_spelling(self, name: str, text: str) -> bool:
        """Return whether the prose of a text is in American spelling; code often is, whoever writes it."""
        return is_american(text) and is_american(mask(text.encode(), markup_of(name))[0].decode("utf-8", "replace"))

    def _senses(self, key: str) -> Sequence[SenseSummary]:
        """Return the senses of the term with this key, in the spelling of the text."""
        return self._senses_in(key, self._is_american)

    def _spelt_senses(self, key: str, in_american: bool) -> Sequence[SenseSummary]:
        senses = [
            sense if sense.is_curated else replace(sense, say=completed(sense.say))
            for sense in self._scanner.summaries.senses(key)
        ]
        if not in_american:
            return senses
        return [
            replace(
                sense, meaning=american(sense.meaning), say={slot: american(wording) for slot, wording in sense.say.items()}
            )
            for sense in senses
        ]

    def question(self, finding: Finding, place: Place) -> Question:
        """Return the question which sense is meant; a mark that names no side is part of it."""
        mark = finding.because[0] if finding.because and finding.because[0].startswith("{") else ""
        readings = (ReadingOfQuestion(side=sense.side, meaning=sense.meaning) for sense in self._senses(fold(finding.term)))
        return Question(
            offset=place.start,
            length=len(finding.surface) + len(mark),
            line=0,
            column=0,
            surface=finding.surface + mark,
            term=finding.term,
            readings=tuple(readings),
            lean=finding.lean,
        )
