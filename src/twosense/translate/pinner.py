"""Pinner: from the readings of a scan to marks behind the words: `DR{it}`.

Invariant: a mark is put behind a word that a translation may change, if the word has more than one side or a person has decided
about it, or is taken away; nothing else changes.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from twosense.errors import FileError
from twosense.mentions.marks import looks_meant, mark_at, side_in
from twosense.model import MIXED, NONE, UNCLEAR, Edit, Translation
from twosense.translate.edits import apply
from twosense.translate.offsets import placed
from twosense.translate.translator import Translator

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twosense.model import Decision, EditStyle, Question
    from twosense.scan.scanner import Scanner
    from twosense.scan.summaries import SenseSummary
    from twosense.translate.found import Found

_BRACES = {".mdx": "MDX", ".tex": "TeX", ".ltx": "TeX", ".sty": "TeX", ".svelte": "Svelte"}  # where they hold code or group


class Pinner:
    """Writes readings into texts as marks, and takes marks away."""

    def __init__(self, scanner: Scanner) -> None:
        self._scanner, self._translator = scanner, Translator(scanner)
        self._sides = (*scanner.labels, NONE)

    def pin(
        self, name: str, text: str, *, headings: bool = False, decisions: Mapping[int, Decision] | None = None
    ) -> Translation:
        """Return a text with its readings as marks, as edits of it, and the questions that are left.

        `decisions` has what a person says about mentions, by their first character. Raises FileError for a markup in which
        braces hold code.
        """
        _refuse_braces(name)
        edits: list[Edit] = []
        questions: list[Question] = []
        for one in self._translator.mentions(name, text, headings=headings, decisions=decisions or {}):
            mark = mark_at(text, one.place.end)
            marked = side_in(mark, self._sides)
            known = self._scanner.summaries.senses(one.key)
            senses = [sense for sense in known if sense.side == one.side]
            is_ambiguous = len({sense.side for sense in known}) > 1
            if one.is_answered or not (is_ambiguous or one.decision) or marked == one.side:
                continue
            if one.side == UNCLEAR:
                questions.append(self._translator.question(one))
            elif senses or one.decision:
                edits.append(_edit(one, mark if marked or looks_meant(mark) else "", senses))
        return _result(name, text, "pin", edits, questions)

    def unpin(self, name: str, text: str) -> Translation:
        """Return a text without its marks, as edits of it. Raises FileError as `pin` does."""
        _refuse_braces(name)
        return _result(name, text, "unpin", list(self._translator.unpinned(name, text)))


def _refuse_braces(name: str) -> None:
    markup = _BRACES.get(os.path.splitext(name)[1].lower())
    if markup:
        raise FileError(name, f"braces have a meaning of their own in {markup}", "pin a copy in plain text")


def _result(name: str, text: str, style: EditStyle, edits: Sequence[Edit], questions: Sequence[Question] = ()) -> Translation:
    return Translation(
        file=name,
        to=MIXED,
        style=style,
        edits=tuple(placed(text, edits)),
        questions=tuple(placed(text, questions)),
        text=apply(text, edits),
    )


def _edit(found: Found, wrong: str, senses: Sequence[SenseSummary]) -> Edit:
    """Return the edit that puts a mark behind a word, in the place of a mark that names no side."""
    return Edit(
        offset=found.place.start,
        length=len(found.surface) + len(wrong),
        line=0,
        column=0,
        surface=found.surface + wrong,
        replacement=f"{found.surface}{{{found.side}}}",
        term=found.term,
        side=found.side,
        meaning=" or ".join(sense.meaning for sense in senses),
        style="pin",
        confidence=found.confidence,
        because=found.decided(),
    )
