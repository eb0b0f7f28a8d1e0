"""Formulas: the cells that a spreadsheet would run, and the apostrophe that keeps it from that.

Invariant: an escaped cell is not a formula.
"""

from __future__ import annotations

import re

# What makes a spreadsheet run a cell (OWASP, "CSV injection"), also behind quotes, which it takes off a cell of tsv.
_FORMULA = r'[\s"]*[=+\-@]'
_is_formula = re.compile(_FORMULA).match
_is_escaped = re.compile(f"'+{_FORMULA}").match


def escape(cell: str) -> str:
    """Return a cell that a spreadsheet does not run: with an apostrophe in front of what would be a formula."""
    return f"'{cell}" if _is_formula(cell) else cell


def is_escaped(cell: str) -> bool:
    """Return whether a cell would be a formula, or an escaped one, without its first apostrophe."""
    return bool(_is_escaped(cell))
