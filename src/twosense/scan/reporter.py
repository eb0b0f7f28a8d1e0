"""Reporter: what a scan tells one audience: which mentions, at which level, and in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.scan.levels import MIXED, Levels
from twosense.scan.messages import MessageWriter
from twosense.scan.summaries import Summaries
from twosense.store.about import known_side, sides_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from twosense.model import Threshold
    from twosense.store.lmdb import Store


class Reporter:
    """The levels and the messages of a scan for one audience: a side, or MIXED. The side of the author may be known."""

    def __init__(
        self,
        store: Store,
        audience: str = MIXED,
        author: str | None = None,
        threshold: Threshold = "warning",
        ignored: Collection[str] = (),
    ) -> None:
        """Prepare; `ignored` has the keys of terms. Raises UsageError for a side that no layer declares."""
        labels = sides_of(store)
        audience = known_side(audience, labels, MIXED)
        author = None if author is None else known_side(author, labels)
        summaries = Summaries(store)
        self.levels = Levels(summaries, audience, author, threshold, ignored)
        self.messages = MessageWriter(summaries, labels, audience, author)
