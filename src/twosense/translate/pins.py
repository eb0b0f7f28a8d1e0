"""Pins: the marks of a text, taken out before it is translated and put back behind their words afterwards.

Invariant: what does not touch a mark stays as it is; an edit of the text without marks and the restored one say the same.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from twosense.model import Edit


class Pin(Struct, frozen=True):
    """A mark and the word before it, which starts at `start`, in characters; one that is not `kept` is wrong."""

    term: str
    start: int
    word: str
    mark: str
    side: str
    kept: bool = True

    @property
    def end(self) -> int:
        """Where the word ends and the mark begins."""
        return self.start + len(self.word)


class Pins:
    """The pins of one text, in its order; `text` is the text without their marks."""

    def __init__(self, text: str, pins: Sequence[Pin]) -> None:
        self._whole, self.pins = text, pins
        lengths = list(accumulate((len(pin.mark) for pin in pins), initial=0))
        self._removed, self._ends = lengths, [pin.end for pin in pins]
        self._marks = [pin.end - before for pin, before in zip(pins, lengths, strict=False)]  # where each was
        after = [0, *(pin.end + len(pin.mark) for pin in pins)]
        pieces = zip(after, [*self._ends, len(text)], strict=True)
        self.text = "".join(text[start:end] for start, end in pieces) if pins else text

    def without(self, offset: int) -> int:
        """Return where a character of the text is in the text without marks."""
        return offset - self._removed[bisect_right(self._ends, offset)]

    def within(self, offset: int) -> int:
        """Return where a character of the text without marks is in the text; a mark at this place counts as before it."""
        return offset + self._removed[bisect_right(self._marks, offset)]

    def restored(self, edits: Iterable[Edit], *, keep: bool = True) -> Iterator[Edit]:
        """Yield the edits with the marks that they enclose; with `keep`, a word that stays keeps its mark."""
        for edit in edits:
            start, end = self.within(edit.offset), self.within(edit.offset + edit.length)
            surface, replacement = edit.surface, edit.replacement
            first = bisect_right(self._marks, edit.offset)
            last = bisect_right(self._marks, edit.offset + edit.length)
            for number in reversed(range(first, last)):
                pin, at = self.pins[number], self._marks[number] - edit.offset
                if keep and pin.kept and replacement.startswith(surface[:at]):
                    replacement = replacement[:at] + pin.mark + replacement[at:]
            yield replace(edit, offset=start, length=end - start, surface=self._whole[start:end], replacement=replacement)

    def outside(self, edits: Iterable[Edit]) -> Iterator[Pin]:
        """Yield the pins that none of these restored edits encloses; the edits are in order."""
        ends = [(edit.offset, edit.offset + edit.length) for edit in edits]
        for pin in self.pins:
            before = bisect_right(ends, (pin.end,)) - 1
            if before < 0 or ends[before][1] <= pin.end:
                yield pin
