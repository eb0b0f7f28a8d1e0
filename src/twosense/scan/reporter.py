"""Reporter: what a scan tells one audience: which mentions, at which level, and in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.model import MIXED
from twosense.scan.levels import Levels
from twosense.scan.messages import MessageWriter
from twosense.store.about import known_side

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from twosense.model import Threshold
    from twosense.scan.summaries import Summaries


class Reporter:
    """The levels and the messages of a scan for one audience: a side, or MIXED. The side of the author may be known."""

    def __init__(
        self,
        summaries: Summaries,
        labels: Mapping[str, str],
        audience: str = MIXED,
        author: str | None = None,
        threshold: Threshold = "warning",
        ignored: Collection[str] = (),
    ) -> None:
        """Prepare; `labels` maps each side to its label, `ignored` has the keys of terms.

        Raises UsageError for a side that no layer declares.
        """
        audience = known_side(audience, labels, MIXED)
        author = None if author is None else known_side(author, labels)
        self.levels = Levels(summaries, audience, author, threshold, ignored)
        self.messages = MessageWriter(summaries, labels, audience, author)
