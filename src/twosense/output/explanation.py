"""Explanation: why a mention is read as it is, for a person: the evidence with its weights, and what would change it.

Invariant: the weights that are shown for an answer add up to its sum. No text of the file is shown with a control character.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.model import NONE, UNCLEAR
from twosense.output.columns import in_columns
from twosense.output.sides import badges, coloured
from twosense.text.listing import counted
from twosense.text.sanitize import sanitize, sanitize_path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twosense.senses.resolver import Explanation

_LEAST = 0.1  # a smaller weight is not worth a line
_REASONS = {
    "term": "how common this is in real text",
    "capitals": "its capitals, and those around it",
    "word": "often near this use in real text",
    "phrase": "a cue of the glossary",
    "pattern": "a cue of the glossary that includes the term",
}
_RULES = {
    "mark": "the mark behind it decides",
    "wrong mark": "the mark behind it names no side",
    "definition": "the text itself says what it stands for",
}
_NO_SIDE = {NONE: "an ordinary use of the word", UNCLEAR: "unclear", None: "neither side"}


def render(location: str, surface: str, explanation: Explanation, labels: Mapping[str, str], *, colour: bool = False) -> str:
    """Return a few lines under the location of the mention. `labels` has all sides in the order of their declaration."""
    reading = explanation.reading
    of_sides = badges(labels)

    def label(side: str | None) -> str:
        badge = of_sides.get(side or "")
        return f"{badge.symbol} {labels[side or '']}" if badge else _NO_SIDE.get(side, side or "")

    lean = f", more likely {label(reading.lean)}" if reading.side == UNCLEAR and reading.lean else ""
    written = sanitize(" ".join(surface.split()))
    badge = of_sides.get(reading.side)
    read_as = coloured(label(reading.side), badge, colour=colour, bold=True) if badge else label(reading.side)
    lines = [f'{sanitize_path(location)}: "{written}": {read_as}{lean}, confidence {reading.confidence:.2f}\n']
    if explanation.rule in _RULES:
        lines.append(f"  {_RULES[explanation.rule]}: {sanitize(', '.join(explanation.because))}\n")
    shown = [one for one in explanation.evidence if one.weight >= _LEAST]
    table = [("  " + label(one.side), f"{one.weight:+.2f}", sanitize(one.words), _why(one.kind, one.distance)) for one in shown]
    for side, total in explanation.sums.items():
        rest = round(round(total, 2) - sum(round(one.weight, 2) for one in shown if one.side == side), 2) or 0.0  # not -0.00
        table.append(("  " + label(side), f"{rest:+.2f}", "", "everything else, and what speaks for another answer"))
    lines.append(in_columns(table))
    if explanation.sums:
        sums = ", ".join(f"{label(side)} {total:.2f}" for side, total in explanation.sums.items())
        lines.append(f"  sums: {sums}\n")
    if explanation.flip:
        words = ", ".join(f'"{sanitize(one)}"' for one in explanation.flip)
        lines.append(f"  without {words}: {label(explanation.otherwise)}\n")
    sides = [side for side in explanation.sums if side in labels]
    if reading.side == UNCLEAR and sides:
        lines.append(f"  to settle it, write {' or '.join(f'{written}{{{sanitize(side)}}}' for side in sides)}\n")
    return "".join(lines)


def _why(kind: str, distance: int) -> str:
    """Say where a weight comes from."""
    return _REASONS[kind] + (f", {counted(distance, 'word')} away" if distance else "")
