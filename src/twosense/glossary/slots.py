"""Slots: wordings and forms as people write them in a line or a cell: `nimble`, or `adjective: nimble`.

Invariant: `split_slot` gives back what `with_slot` was made of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from twosense.errors import UsageError
from twosense.model import SLOTS
from twosense.text.nearest import advice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twosense.model import Slot

_LIKE_PREFIX = re.compile(r"([a-z]+): ", re.IGNORECASE)
_PREFIX = re.compile(rf"({'|'.join(SLOTS)}):\s*(.*)", re.IGNORECASE | re.DOTALL)


def with_slot(slot: Slot, text: str) -> str:
    """Return a text with the slot that it fills."""
    return f"{slot}: {text}"


def split_slot(item: str) -> tuple[Slot, str]:
    """Return the slot of a text, which is a noun if it names none, and the text alone."""
    found = _PREFIX.match(item)
    return (cast("Slot", found[1].lower()), found[2].strip()) if found else ("noun", item.strip())


def wordings(items: Iterable[str]) -> dict[Slot, str]:
    """Return the wording of each slot. Raises UsageError for two of one slot, and for a part of speech that there is not."""
    found: dict[Slot, str] = {}
    for item in items:
        slot, wording = split_slot(item)
        if slot in found:
            raise UsageError(f'"{found[slot]}" and "{wording}" are both for the {slot}; give one of them')
        if unknown := _LIKE_PREFIX.match(wording):
            raise UsageError(f'unknown part of speech "{unknown[1]}"; {advice(unknown[1], SLOTS)}')
        found[slot] = wording
    return found
