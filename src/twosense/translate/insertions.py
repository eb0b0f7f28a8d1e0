"""Insertions: what stands behind words of a text but is no part of it: marks, and the explanations of an earlier translation.

They are taken out before a text is translated, so that they change no reading, and put back behind their words afterwards.
Invariant: what touches no insertion stays as it is; an edit of the text without insertions and the restored one say the same.
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


class Insertion(Struct, frozen=True):
    """A text `added` behind a word. The word starts at the character `start`; the text tells a sense of one of the `sides`.

    A mark that is not `kept` is wrong, or a person has overruled it.
    """

    term: str
    start: int
    word: str
    added: str
    sides: tuple[str, ...]
    kept: bool = True

    @property
    def end(self) -> int:
        """Where the word ends and the insertion begins."""
        return self.start + len(self.word)


class Insertions:
    """The insertions of one text, in its order; `text` is the text without them."""

    def __init__(self, text: str, insertions: Sequence[Insertion]) -> None:
        self._whole, self.all = text, insertions
        lengths = list(accumulate((len(one.added) for one in insertions), initial=0))
        self._removed, self._ends = lengths, [one.end for one in insertions]
        self._places = [
            one.end - before for one, before in zip(insertions, lengths, strict=False)
        ]  # where each would stand in `text`
        after = [0, *(one.end + len(one.added) for one in insertions)]
        pieces = zip(after, [*self._ends, len(text)], strict=True)
        self.text = "".join(text[start:end] for start, end in pieces) if insertions else text

    def without(self, offset: int) -> int:
        """Return where a character of the text is in the text without insertions."""
        return offset - self._removed[bisect_right(self._ends, offset)]

    def within(self, offset: int) -> int:
        """Return where a character of the text without insertions is in the text; an insertion there counts as before it."""
        return offset + self._removed[bisect_right(self._places, offset)]

    def restored(self, edits: Iterable[Edit], *, keep: bool = True) -> Iterator[Edit]:
        """Yield the edits with the insertions that they enclose; with `keep`, a word that stays keeps its own."""
        for edit in edits:
            start, end = self.within(edit.offset), self.within(edit.offset + edit.length)
            surface, replacement = edit.surface, edit.replacement
            first = bisect_right(self._places, edit.offset)
            last = bisect_right(self._places, edit.offset + edit.length)
            for number in reversed(range(first, last)):
                one, at = self.all[number], self._places[number] - edit.offset
                if keep and one.kept and replacement.startswith(surface[:at]):
                    replacement = replacement[:at] + one.added + replacement[at:]
            yield replace(edit, offset=start, length=end - start, surface=self._whole[start:end], replacement=replacement)

    def outside(self, edits: Iterable[Edit]) -> Iterator[Insertion]:
        """Yield the insertions that none of these restored edits encloses; the edits are in order."""
        ends = [(edit.offset, edit.offset + edit.length) for edit in edits]
        for one in self.all:
            before = bisect_right(ends, (one.end,)) - 1
            if before < 0 or ends[before][1] <= one.end:
                yield one
