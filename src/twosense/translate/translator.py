"""Translator: from the readings of a scan to edits and questions for readers of one side, or of both.

Marks, and the explanations that a translation has put behind words, are taken out of the text before it is read, so that they
change no reading. Invariant: translating the result again changes nothing, unless marks are dropped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from twosense.errors import FileError
from twosense.markup.blank import overlap
from twosense.markup.mask import markup_of, mask
from twosense.mentions.marks import looks_meant, side_in
from twosense.model import MIXED, NONE, Decision, Edit, Question, Translation
from twosense.senses.definitions import PINNED
from twosense.store.about import known_side
from twosense.text.fold import fold
from twosense.text.positions import Characters
from twosense.translate.chooser import Chooser
from twosense.translate.compound import LONGEST, REACH, goes_on
from twosense.translate.edits import apply
from twosense.translate.found import Brackets, Found
from twosense.translate.gloss import possible_glosses
from twosense.translate.offsets import placed
from twosense.translate.pins import Pin, Pins
from twosense.translate.proposal import ANSWERED
from twosense.translate.reader import MENTIONS_LIMIT, Reader
from twosense.translate.spelling import is_american
from twosense.translate.surroundings import AROUND, Surroundings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from twosense.mentions.mention_list import Mention
    from twosense.model import Style
    from twosense.scan.scanner import Scanner

_SIZE_LIMIT = 1 << 22  # characters of a text: four long novels; what is not touched in it may take 100 bytes for each
_ROUNDS = 4  # a wording changes the words around other mentions, and may settle their sense
_NO_DECISIONS: Mapping[int, Decision] = {}
_IN_PLACE = ("replace", "own")  # styles of edits that take the place of a mention
_BRACKET = re.compile(r"[ \t][(\[]")
_GLOSS = re.compile(r"[ \t](?:\(([^()\n]{1,300})\)|\[([^\[\]\n]{1,300})\](?!\())")
_NUMBER = re.compile(r"[ \u00a0]\d[\d.]*\Z")
_LONGEST_NAME = 5  # words
_WORD = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*\.?")
_MARKUP = re.compile(r"<[^<>]*>|[*_`]+")  # within a name: "big <b>data</b> (...)"


class Translator:
    """Translates texts with the terms of one glossary, for readers of a side or MIXED. The side of the author may be known."""

    def __init__(
        self, scanner: Scanner, to: str = MIXED, author: str | None = None, style: Style = "gloss", *, details: bool = True
    ) -> None:
        """Prepare. Without `details`, edits do not name the words that decided. Raises UsageError for an undeclared side."""
        self._scanner, self._style = scanner, style
        self._sides = (*scanner.labels, NONE)
        self._to = known_side(to, scanner.labels, MIXED)
        author = None if author is None else known_side(author, scanner.labels)
        self._chooser = Chooser(scanner.summaries, self._to, author, style, details=details)

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
        Raises FileError for a text that is too long or has too many mentions, or whose comments take too long to find.
        """
        self._begin(name, text)
        marked = list(self._marked(name, text))
        pins = Pins(text, list(self._pins(marked, decisions)))
        glosses = Pins(pins.text, list(self._glosses(pins.text)))
        decided = {pins.without(offset): (decision, ANSWERED) for offset, decision in decisions.items()}
        decided |= {pins.without(pin.start): (Decision(side=pin.side), PINNED) for pin in pins.pins if pin.kept}
        wrong = {pins.without(at) for at, mention in marked if self._is_wrong(mention) and at not in decisions}
        decided |= dict.fromkeys(wrong, (Decision(), ""))
        decided = {glosses.without(offset): decision for offset, decision in decided.items()}
        wrong = set(map(glosses.without, wrong))
        glossed = {
            glosses.without(gloss.start): Brackets(glosses.without(gloss.end - 1) + 1, self._sides_of(gloss.term, gloss.mark))
            for gloss in glosses.pins
        }
        reader = Reader(self._scanner, self._chooser, name, decided, headings=headings)
        edits: list[Edit] = []
        new: set[int] = set()
        for _ in range(_ROUNDS):
            before = [edit for edit in edits if edit.style in _IN_PLACE]
            found = reader.read(apply(glosses.text, before), before, new, glossed)
            chosen, asked = self._chooser.choose(found)
            spans = [_span(edit) for edit in edits]
            made = [edit for edit in chosen if not overlap(spans, *_span(edit))]
            edits = sorted((*edits, *made), key=_span)
            glossed |= {
                edit.offset: Brackets(edit.offset + edit.length, [edit.side]) for edit in made if edit.style not in _IN_PLACE
            }
            new = {edit.offset for edit in made if edit.style in _IN_PLACE}
            if not new:
                break
        asked += [one for one in found if one.offset in wrong and one.may_change]
        questions = [self._chooser.question(one) for one in sorted(asked, key=lambda one: one.offset)]
        questions = [replace(one, offset=pins.within(glosses.within(one.offset))) for one in questions]
        edits = list(glosses.restored(edits))
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

    def mentions(self, name: str, text: str, *, headings: bool, decisions: Mapping[int, Decision]) -> Iterator[Found]:
        """Yield the mentions that may be changed, each with what is decided about it. Raises FileError as `translate` does."""
        self._begin(name, text)
        decided = {offset: (decision, ANSWERED) for offset, decision in decisions.items()}
        reader = Reader(self._scanner, self._chooser, name, decided, headings=headings, everything=True)
        return (one for one in reader.read(text) if one.may_change)

    def unpinned(self, name: str, text: str) -> Iterator[Edit]:
        """Yield the edits that drop the marks of a text. Raises FileError as `translate` does."""
        self._begin(name, text)
        return map(self._unpinned, self._pins(self._marked(name, text), _NO_DECISIONS))

    def question(self, found: Found) -> Question:
        """Return the question which sense of a mention is meant."""
        return self._chooser.question(found)

    def _begin(self, name: str, text: str) -> None:
        if len(text) > _SIZE_LIMIT:
            raise FileError(name or "the text", f"longer than {_SIZE_LIMIT} characters", "split it")
        self._chooser.in_american = _uses_american_spelling(name, text)

    def _marked(self, name: str, text: str) -> Iterator[tuple[int, Mention]]:
        """Yield the mentions that have a mark, each with its first character."""
        if "{" not in text:
            return
        data = text.encode()
        mentions = self._scanner.find_mentions(data, markup_of(name), name, limit=MENTIONS_LIMIT)[1]
        characters = Characters(data)
        for mention, first in zip(mentions, mentions.first_bytes, strict=True):
            if mention.mark:
                yield characters.at(first), mention

    def _pins(self, marked: Iterable[tuple[int, Mention]], decisions: Mapping[int, Decision]) -> Iterator[Pin]:
        """Yield the marks that name a side, and marks with an unknown name on a mention that a person has decided."""
        for at, mention in marked:
            side = side_in(mention.mark, self._sides)
            decision = decisions.get(at)
            if side:
                yield Pin(mention.term, at, mention.surface, mention.mark, side)
            elif decision and decision != Decision() and looks_meant(mention.mark):
                yield Pin(mention.term, at, mention.surface, mention.mark, decision.side or "", kept=False)

    def _is_wrong(self, mention: Mention) -> bool:
        """Return whether the mark of a mention was meant to name a side, but names none: only its writer can correct it."""
        return looks_meant(mention.mark) and not side_in(mention.mark, self._sides)

    def _glosses(self, text: str) -> Iterator[Pin]:
        """Yield the names of terms behind which a sense stands in brackets, in the words of a translation."""
        for bracket in _BRACKET.finditer(text):
            found = _GLOSS.match(text, bracket.start())
            if found is None:
                continue
            before = text[max(0, found.start() - AROUND - REACH) : found.start()]
            plain = _MARKUP.sub(lambda markup: " " * len(markup[0]), before)
            words = list(_WORD.finditer(plain))
            named = found[0].strip()[1:-1].partition(": ")[0] if ": " in found[0] else ""
            for first, last in _names(words, before, is_named=bool(named)):
                key = self._scanner.finder.key_of_name(_MARKUP.sub("", before[first:last]))
                is_behind = not before[last:] or bool(_NUMBER.fullmatch(before[last:]))
                if key and (is_behind or key == fold(named)) and self._sides_of(key, found[0]):
                    start = found.start() - len(before) + first
                    if Surroundings(text, start, start + last - first).is_in_code:
                        continue  # "ENV" in "the NODE_ENV environment variable"
                    yield Pin(key, start, text[start : found.start()], found[0], "")
                    break

    def _sides_of(self, key: str, brackets: str) -> list[str]:
        """Return the sides of the senses that may stand in these brackets: both may say "affects" for "impacts"."""
        words = fold(brackets.strip()[1:-1])
        return [sense.side for sense in self._chooser.tellable(key) if words in map(fold, possible_glosses(key, sense))]

    def _unpinned(self, pin: Pin) -> Edit:
        """Return the edit that drops a mark."""
        meanings = [sense.meaning for sense in self._scanner.summaries.senses(fold(pin.term)) if sense.side == pin.side]
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


def _uses_american_spelling(name: str, text: str) -> bool:
    """Return whether the prose of a text is in American spelling; code often is, whoever writes it."""
    return is_american(mask(text.encode(), markup_of(name))[0])


def _span(edit: Edit) -> tuple[int, int]:
    return edit.offset, edit.offset + edit.length


def _names(words: Sequence[re.Match[str]], before: str, *, is_named: bool) -> Iterator[tuple[int, int]]:
    """Yield where the names may begin and end that brackets behind some words explain: an earlier, longer one first.

    If the brackets name what they explain, it may begin a compound.
    """
    ends = [at for at, word in enumerate(words) if _NUMBER.fullmatch(before, word.end()) or word.end() == len(before)]
    if is_named:
        ends = [at for at in range(max(0, len(words) - LONGEST - 3), len(words)) if goes_on(before[words[at].end() :])]
    spans = ((first, last) for last in ends for first in range(max(0, last - _LONGEST_NAME + 1), last + 1))
    for first, last in sorted(spans, key=lambda span: (span[0], -span[1])):
        yield words[first].start(), words[last].end()
