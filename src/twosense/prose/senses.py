"""Senses: what each mention of a text means there. A stand-in that knows nothing and says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from twosense.prose.mentions import Mention
    from twosense.store import Store

UNCLEAR, NONE = "unclear", "none"


class Reading(Struct, frozen=True):
    """How a mention is read: its side, "unclear", or "none" for an ordinary use; the likelier side; how sure; and why."""

    side: str
    lean: str | None
    confidence: float
    because: tuple[str, ...]


class Evidence(Struct, frozen=True):
    """One cue near a mention: its words as written, where they start, how far away they are, and what they add."""

    side: str
    kind: str
    words: str
    start: int
    distance: int
    weight: float


class Explanation(Struct, frozen=True):
    """Why a mention is read as it is."""

    reading: Reading
    rule: str
    sums: dict[str, float]
    chances: dict[str, float]
    evidence: tuple[Evidence, ...]
    flip: tuple[str, ...]
    otherwise: str | None


class Resolver:
    """Reads mentions."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self, text: str, mentions: Sequence[Mention]) -> list[Reading]:  # noqa: ARG002  # a stand-in
        """One reading a mention."""
        return [Reading(UNCLEAR, None, 0.0, ()) for _ in mentions]

    def explain(self, text: str, mentions: Sequence[Mention], which: int) -> Explanation:
        """Why the mention of that number is read as it is."""
        return Explanation(self.read(text, mentions)[which], "cues", {}, {}, (), (), None)
