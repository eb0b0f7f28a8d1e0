"""Reader: the mentions of one text, read again after edits only where an edit may have changed a reading.

A reading depends on the words around it (`senses.parts`) and on what the whole text defines.
Invariant: the mentions are those that reading the whole edited text would give, except those in the words of an edit.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from twosense.markup.blank import overlap
from twosense.markup.mask import markup_of
from twosense.model import NONE
from twosense.scan.language import Languages
from twosense.senses.parts import stretches
from twosense.senses.resolver import Reading
from twosense.text.positions import Bytes, Characters
from twosense.translate.certainty import certain
from twosense.translate.found import NOT_GLOSSED, Found, Glossed
from twosense.translate.offsets import in_text_after
from twosense.translate.surroundings import Surroundings
from twosense.translate.untouched import Untouched

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from twosense.markup.blank import Span
    from twosense.model import Decision, Edit
    from twosense.scan.scanner import Scanner
    from twosense.senses.definitions import Declarations
    from twosense.translate.chooser import Chooser
    from twosense.translate.masked import Masked


class Reader:
    """Reads the mentions of one text. `decided` has what is decided about a mention, and why, by its first character.

    Without `everything`, mentions that cannot matter to the chooser are left out.
    """

    def __init__(
        self,
        scanner: Scanner,
        chooser: Chooser,
        name: str,
        decided: Mapping[int, tuple[Decision, str]],
        *,
        headings: bool,
        everything: bool = False,
    ) -> None:
        self._scanner, self._chooser, self._name, self._decided = scanner, chooser, name, decided
        self._headings, self._everything = headings, everything
        self._found: dict[int, Found] = {}
        self._defined: object = None

    def read(
        self,
        text: str,
        masked: Masked,
        explained: Mapping[int, Glossed],
        before: Sequence[Edit] = (),
        new: Collection[int] = (),
    ) -> list[Found]:
        """Return the mentions of a text, which is the original with the edits `before` made, and in which `masked` was found.

        The edits at the offsets `new` were made since the last call. `explained` has the explanations of mentions, by their
        offsets. All offsets are those of the original.
        """
        data, prose, mentions = masked
        mentions.keep(map(Languages(prose).is_english_at, mentions.starts))
        declarations = self._scanner.resolver.declarations(prose, mentions)
        untouched = Untouched(text, markup_of(self._name), headings=self._headings)
        in_bytes, characters = Bytes(text), Characters(data)
        wordings = [(in_bytes.at(start), in_bytes.at(end)) for start, end in in_text_after(before)]
        changed = [wording for wording, edit in zip(wordings, before, strict=True) if edit.offset in new]
        near = self._near(prose, declarations, changed)
        found: list[Found] = []
        unread: list[tuple[int, int, int | None]] = []  # where each starts, how far it was moved, and the next wording
        is_wanted = bytearray()
        moved = edited = 0
        places = zip(mentions.first_bytes, mentions.last_bytes, mentions.starts, mentions.keys(), strict=True)
        for first, last, start, key in places:
            while edited < len(before) and wordings[edited][1] <= first:
                moved += len(before[edited].replacement) - before[edited].length
                edited += 1
            is_wanted.append(False)
            if edited < len(before) and wordings[edited][0] < last:
                continue
            at = characters.at(first)
            known = self._found.get(at - moved)
            if known and known.key == key and not overlap(near, start, start + 1):
                found.append(known)
            elif (
                self._everything or at - moved in self._decided or at - moved in explained or self._matters(at, key, untouched)
            ):
                is_wanted[-1] = True
                unread.append((at, moved, wordings[edited][0] if edited < len(before) else None))
        mentions.keep(map(bool, is_wanted))
        resolved = self._scanner.resolved(prose, mentions, declarations)
        for (at, moved, until), (_, number, resolution) in zip(unread, resolved, strict=True):
            mention, reading = resolution.mentions[number], resolution.readings[number]
            place = Surroundings(text, at, at + len(mention.surface), until)
            is_free = partial(self._chooser.may_change, place, mention.key, mention.term, untouched)
            because = partial(resolution.because, number)
            is_ordinary = reading.side != NONE and resolution.is_named_ordinary(number)
            side = NONE if is_ordinary else reading.side
            one = Found(place, mention.term, mention.key, side, reading, because, is_free, moved)
            found.append(self._with_decision(one))
        found = sorted((_with_gloss(one, explained.get(one.offset, NOT_GLOSSED)) for one in found), key=lambda one: one.offset)
        self._found = {one.offset: one for one in found}
        return list(certain(found, self._chooser))

    def _near(self, prose: str, declarations: Declarations, changed: Sequence[Span]) -> list[Span]:
        """Return the parts of the text in which readings may be others than when it was last read, in characters."""
        before, self._defined = self._defined, declarations.everywhere
        if before != self._defined:
            return [(0, len(prose) + 1)]
        characters = Characters(prose.encode())
        spans = [(characters.at(start), characters.at(end)) for start, end in changed]
        starts, ends = [start for start, _ in spans], [end for _, end in spans]
        return [(one.begin, one.end) for one in stretches(prose, starts, ends)]

    def _matters(self, at: int, key: str, untouched: Untouched) -> bool:
        return self._chooser.concerns(key) and not untouched.covers(at)

    def _with_decision(self, found: Found) -> Found:
        decision, reason = self._decided.get(found.offset, (None, ""))
        if decision and decision.side:
            lean = None if decision.side == NONE else decision.side
            reading = Reading(decision.side, lean, 1.0)
            found = replace(found, side=decision.side, reading=reading, decided=partial(tuple, (reason,)))
        return replace(found, decision=decision) if decision else found


def _with_gloss(found: Found, explanation: Glossed) -> Found:
    # Of two senses with the same words, the one that it had when it got them: an unclear mention is explained as it leans.
    sides = explanation.sides
    glossed = next((side for side in (found.side, found.lean, *sides) if side in sides), None)
    return found if glossed == found.glossed else replace(found, glossed=glossed, glossed_until=explanation.until)
