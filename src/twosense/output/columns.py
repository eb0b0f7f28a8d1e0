"""Columns: how many a text takes on a terminal, lines that fit into them, and cells that line up."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_SYMBOLS = dict.fromkeys(map(ord, "◆●▲■★“”‘’–…"), "x")  # take one column
_COMBINING, _SOFT_HYPHEN = "\u0300", "\xad"  # below the first, only the second does not take one column


def cells(text: str) -> int:
    """Return the columns that a text takes on a terminal: two for wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    # Importing unicodedata would take as long as the rest of a lookup that shows nothing but our own symbols and Latin letters.
    if max(text.translate(_SYMBOLS)) < _COMBINING and _SOFT_HYPHEN not in text:
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(0 if category(c) in ("Mn", "Me", "Cf") else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def wrap(text: str, width: int) -> list[str]:
    """Return a text in lines of at most `width` columns, broken at spaces, and inside a word only if it is too long."""
    lines: list[str] = []
    line, used = "", 0
    for word in text.split(" "):
        size = cells(word)
        if line and used + 1 + size <= width:
            line, used = f"{line} {word}", used + 1 + size
            continue
        if line:
            lines.append(line)
        while size > width:
            cut = 1
            while cells(word[: cut + 1]) <= width:
                cut += 1
            lines.append(word[:cut])
            word = word[cut:]
            size = cells(word)
        line, used = word, size
    return [*lines, line] if line or not lines else lines


def in_columns(lines: Sequence[Sequence[str]]) -> str:
    """Return lines of equally many cells, each column as wide as its widest cell; "" for no lines."""
    if not lines:
        return ""
    widths = [max(cells(line[number]) for line in lines) for number in range(len(lines[0]))]
    return "".join(
        "  ".join(cell + " " * (width - cells(cell)) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in lines
    )
