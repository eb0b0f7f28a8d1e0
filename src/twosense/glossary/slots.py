"""Slots: wordings and forms as people write them in a line or a cell: `nimble`, or `adjective: nimble`.

Invariant: `split_slot` gives back what `with_slot` was made of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from twosense.model import SLOTS

if TYPE_CHECKING:
    from twosense.model import Slot

_PREFIX = re.compile(rf"({'|'.join(SLOTS)}):\s*(.*)", re.IGNORECASE | re.DOTALL)


def with_slot(slot: Slot, text: str) -> str:
    """Return a text with the slot that it fills."""
    return f"{slot}: {text}"


def split_slot(item: str) -> tuple[Slot, str]:
    """Return the slot of a text, which is a noun if it names none, and the text alone."""
    found = _PREFIX.match(item)
    return (cast("Slot", found[1].lower()), found[2].strip()) if found else ("noun", item.strip())
