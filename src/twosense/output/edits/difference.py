"""Difference: the lines of a text that its edits change, as `diff -u` writes them.

Which lines they are is known, so that nothing has to be compared: `difflib` takes quadratic time for thousands of changes.
Invariant: `patch` and `git apply` make the new text of the old one, byte for byte, except from what is shown on a terminal,
where no control character and no bidi character of the text arrives.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from twosense.output.formatter import Plain
from twosense.output.stdout import CYAN, GREEN, RED, styled
from twosense.text.sanitize import sanitize, sanitize_path
from twosense.translate.edits import undo

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twosense.model import Edit, Translation

_CONTEXT = 3  # lines that stay, on each side of a change
_LINE = re.compile(r"[^\n]*+\n|[^\n]++")  # a CR is a part of its line to what applies a difference
_COLOURS = {"+": GREEN, "-": RED, "@": CYAN}


class _Change(NamedTuple):
    """Lines that take the place of others: the first old and the first new one, and those behind the last ones, from 0."""

    old: int
    old_end: int
    new: int
    new_end: int


class Difference(Plain):
    """The lines that differ."""

    def __init__(self, *, colour: bool, shown: bool) -> None:
        """Prepare; `shown` says that it is for the eyes of a person, not to be applied."""
        self._colour, self._shown = colour, shown
        self.between = "" if shown else b""

    def item(self, one: Translation) -> str | bytes:
        """Return the differences of one text; the offsets of its edits count characters."""
        lines = [*_difference(undo(one.text, one.edits), one.text, one.edits)]
        if not lines:
            return self.between
        name = sanitize_path(one.file)
        end = "\t" if " " in name and not self._shown else ""  # as git writes it: without it a name ends at its space
        lines = [f"--- {name}{end}", f"+++ {name}{end}", *lines]
        if not self._shown:
            return "".join(f"{line}\n" for line in lines).encode()
        return "".join(f"{self._visible(line)}\n" for line in lines)

    def _visible(self, line: str) -> str:
        line = sanitize(line.removesuffix("\r"))
        return styled(line, _COLOURS.get(line[:1], "")) if self._colour else line


def _difference(before: str, after: str, edits: Sequence[Edit]) -> Iterator[str]:
    """Yield the lines of all hunks: changes with the lines around them."""
    old, new = _LINE.findall(before), _LINE.findall(after)
    hunk: list[_Change] = []
    for change in _changes(old, new, edits):
        if hunk and change.old - hunk[-1].old_end > 2 * _CONTEXT:
            yield from _hunk(old, new, hunk)
            hunk = []
        hunk.append(change)
    if hunk:
        yield from _hunk(old, new, hunk)


def _changes(old: Sequence[str], new: Sequence[str], edits: Sequence[Edit]) -> Iterator[_Change]:
    """Yield which lines change, in the order of the text."""
    starts, new_starts = _starts(old), _starts(new)
    change: _Change | None = None
    moved = 0
    for edit in edits:
        first, last = (bisect_right(starts, at) - 1 for at in (edit.offset, edit.offset + edit.length))
        end, moved = edit.offset + moved + len(edit.replacement), moved + len(edit.replacement) - edit.length
        ends = min(last + 1, len(old)), min(bisect_right(new_starts, end), len(new))
        if change and first < change.old_end:
            change = _Change(change.old, ends[0], change.new, ends[1])
            continue
        if change:
            yield from _trimmed(old, new, change)
        change = _Change(first, ends[0], first + (change.new_end - change.old_end if change else 0), ends[1])
    if change:
        yield from _trimmed(old, new, change)


def _starts(lines: Sequence[str]) -> array[int]:
    """Return where the lines start, and where one behind the last line would."""
    starts = array("Q", accumulate(map(len, lines), initial=0))
    return starts[:-1] if lines and not lines[-1].endswith("\n") else starts


def _trimmed(old: Sequence[str], new: Sequence[str], change: _Change) -> Iterator[_Change]:
    """Yield a change without the lines at its ends that stay."""
    first, old_end, new_first, new_end = change
    while first < old_end and new_first < new_end and old[first] == new[new_first]:
        first, new_first = first + 1, new_first + 1
    while first < old_end and new_first < new_end and old[old_end - 1] == new[new_end - 1]:
        old_end, new_end = old_end - 1, new_end - 1
    if first < old_end or new_first < new_end:
        yield _Change(first, old_end, new_first, new_end)


def _hunk(old: Sequence[str], new: Sequence[str], changes: Sequence[_Change]) -> Iterator[str]:
    above = min(_CONTEXT, changes[0].old)
    below = min(_CONTEXT, len(old) - changes[-1].old_end)
    first, end = changes[0].old - above, changes[-1].old_end + below
    yield f"@@ -{_range(first, end)} +{_range(changes[0].new - above, changes[-1].new_end + below)} @@"
    for change in changes:
        yield from _prefixed(" ", old[first : change.old])
        yield from _prefixed("-", old[change.old : change.old_end])
        yield from _prefixed("+", new[change.new : change.new_end])
        first = change.old_end
    yield from _prefixed(" ", old[first:end])


def _range(first: int, end: int) -> str:
    """Return which lines these are: the first, counted from 1, and how many; of none, the line before."""
    count = end - first
    return f"{first + 1}" if count == 1 else f"{first + bool(count)},{count}"


def _prefixed(prefix: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield prefix + line.removesuffix("\n")
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"
