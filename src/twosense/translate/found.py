"""Found: a mention of a text, how it is read, and what a person has decided about it.

Invariant: the words that decided are worked out only when they are asked for; that takes longer than reading the mention.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from twosense.model import Decision
from twosense.translate.place import Place


class Found(Struct, frozen=True):
    """A mention. `decided` tells the words that decided; `told` is the side whose sense stands in brackets behind the mention.

    `decision` is None if nobody has said anything.
    """

    place: Place
    term: str
    key: str
    side: str
    lean: str | None
    confidence: float
    decided: Callable[[], tuple[str, ...]]
    decision: Decision | None = None
    told: str | None = None

    @property
    def surface(self) -> str:
        """The mention as it is written."""
        return self.place.surface

    @property
    def slot(self) -> tuple[str, str]:
        """The term and the word, for which a text has one sense if it explains only one."""
        return self.key, self.surface

    @property
    def is_answered(self) -> bool:
        """Whether a person wants the mention to stay, or has words of their own for it."""
        return self.decision is not None and self.decision.side is None
