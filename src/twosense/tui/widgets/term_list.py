"""The list of terms: each with what both sides mean by it, and what of it matched the query.

Invariant: whether it is one line or one for each side, an item shows every meaning, or the beginning of it; and it shows what
matched, wherever that is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from twosense.output.columns import cells
from twosense.output.sides import SideBadge
from twosense.text.sanitize import sanitize
from twosense.tui.breakpoints import WIDE
from twosense.tui.glossary_answers import ListEntry, ListPage
from twosense.tui.widgets.item_list import ItemPart
from twosense.tui.widgets.pane_list import PaneList

_LONGEST_NAME = 22  # columns of the width, at most
_ONE_LINE = 56  # columns from which one line has room for a name and two meanings
_ASIDE = "item-list--aside"


class TermList(PaneList):
    """The list of a page of terms."""

    def __init__(self) -> None:
        super().__init__(id="results")
        self._page = ListPage("", (), 0, 0)
        self._badges: Mapping[str, SideBadge] = {}
        self._tall = False
        self._name_width = 0

    def show_page(self, page: ListPage, badges: Mapping[str, SideBadge], selected: int) -> None:
        """Show the entries of a page."""
        self._page, self._badges = page, badges
        self._lay_out(selected)

    def on_resize(self) -> None:
        """Lay the items out for the new width, and keep the selected one visible."""
        self._lay_out(self.selected)

    def _lay_out(self, selected: int) -> None:
        entries = self._page.entries
        self._tall = self.screen.size.width >= WIDE
        widest = max((cells(entry.term) for entry in entries), default=0)
        longest = self.width * 3 // 8 if self._tall else _LONGEST_NAME if self.width >= _ONE_LINE else self.width - 2
        self._name_width = max(1, min(widest, longest))
        heights = [len(entry.meanings) + _is_elsewhere(entry) or 1 if self._tall else 1 for entry in entries]
        after = self._page.total - self._page.first - len(entries)
        self.show(heights, self._line, selected, self._page.first, after)

    def _line(self, index: int, line: int) -> Iterator[ItemPart]:
        """Return a line of an item: the name on the first one, then a meaning; or all in one line."""
        entry = self._page.entries[index]
        if line:
            yield (" " * self._name_width,)
        else:
            yield from _padded(list(_text(entry, entry.term)), entry.term, self._name_width)
        meanings = list(entry.meanings.items())
        if self._tall and line < len(meanings):
            yield ("  ",)
            yield from self._meaning(entry, *meanings[line])
        elif _is_elsewhere(entry):
            yield from (("  ",), *_text(entry, entry.matched, _ASIDE))
        elif not self._tall and self.width >= _ONE_LINE:
            room = self.width - self._name_width - 4
            columns = 1 if len(meanings) == 1 else max(1, len(self._badges))
            width = (room - 2 * columns) // columns
            for side, meaning in meanings:
                yield ("  ",)
                yield from _padded(list(self._meaning(entry, side, meaning)), f"◆ {meaning}", width)

    def _meaning(self, entry: ListEntry, side: str, meaning: str) -> Iterator[ItemPart]:
        badge = self._badges[side]
        yield f"{badge.symbol} ", f"${badge.variable}"
        yield from _text(entry, meaning, _ASIDE)


def _is_elsewhere(entry: ListEntry) -> bool:
    """Return whether what matched is neither the name nor a meaning."""
    return entry.matched != entry.term and entry.matched not in entry.meanings.values()


def _text(entry: ListEntry, text: str, *classes: str) -> Iterator[ItemPart]:
    """Return a text, with what matched in it highlighted."""
    position = 0
    for start, end in entry.spans if text == entry.matched else ():
        yield sanitize(text[position:start]), *classes
        yield sanitize(text[start:end]), *classes, "item-list--matched"
        position = end
    yield sanitize(text[position:]), *classes


def _padded(parts: list[ItemPart], text: str, width: int) -> list[ItemPart]:
    """Pad or cut the parts of a text to a width in columns."""
    free = width - cells(text)
    if free >= 0:
        return [*parts, (" " * free, *parts[-1][1:])]
    cut: list[ItemPart] = []
    room = width - 1
    for part, *classes in parts:
        kept = ""
        for character in part:
            if cells(kept + character) > room:
                return [*cut, (f"{kept}…" + " " * (room - cells(kept)), *classes)]
            kept += character
        cut.append((kept, *classes))
        room -= cells(kept)
    return cut
