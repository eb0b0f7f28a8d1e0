"""Columns: lines of cells whose columns line up on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.output.answers.text import cells

if TYPE_CHECKING:
    from collections.abc import Sequence


def in_columns(lines: Sequence[Sequence[str]]) -> str:
    """Return lines of equally many cells, each column as wide as its widest cell; "" for no lines."""
    if not lines:
        return ""
    widths = [max(cells(line[number]) for line in lines) for number in range(len(lines[0]))]
    return "".join(
        "  ".join(cell + " " * (width - cells(cell)) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in lines
    )
