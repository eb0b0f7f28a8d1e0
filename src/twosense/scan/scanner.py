"""Scanner: from the bytes of a text to its findings.

Invariant: a finding's bytes at `offset` to `offset + length` are its surface; an ordinary use of a word is not a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.markup.mask import markup_of, mask
from twosense.markup.suppressions import SuppressedTerms
from twosense.mentions.finder import Finder
from twosense.model import Finding
from twosense.scan.messages import MIXED, MessageWriter
from twosense.senses.resolver import NONE, Reading, Resolver
from twosense.store.about import sides_of
from twosense.text.positions import Positions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twosense.mentions.finder import Mention
    from twosense.mentions.longest import Occurrence
    from twosense.scan.messages import Verdict
    from twosense.store.lmdb import Store


class Scanner:
    """Scans texts with the terms of one glossary; `labels` maps each side to its label."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.finder = Finder(store)
        self.resolver = Resolver(store)
        self.labels = sides_of(store)

    def messages(self, audience: str = MIXED, author: str | None = None) -> MessageWriter:
        """Return the writer of messages for an audience. Raises UsageError for a side that no layer declares."""
        return MessageWriter(self._store, audience, author)

    def scan(
        self, name: str, data: bytes, messages: MessageWriter, *, notes: bool = False, because: bool = True
    ) -> Iterator[Finding]:
        """Yield the findings of a text: warnings, and with `notes` every other mention with a side or without one.

        The suffix of `name` determines the markup. Without `because` findings name no evidence: a third faster.
        """
        text, occurrences, mentions = self.find_mentions(data, markup_of(name))
        if not occurrences:
            return
        positions = Positions(data)
        resolution = self.resolver.resolve(text, mentions)
        for number, (occurrence, mention, reading) in enumerate(zip(occurrences, mentions, resolution.readings, strict=True)):
            if reading.side == NONE:
                continue
            verdict = messages.verdict(mention.key, reading.side, reading.lean)
            if verdict.level == "warning" or notes:
                words = resolution.because(number) if because else ()
                yield _finding(name, occurrence, mention, reading, words, verdict, positions)

    def find_mentions(self, data: bytes, markup: str) -> tuple[str, list[Occurrence], list[Mention]]:
        """Return the prose of a text, and its mentions in bytes and in characters."""
        masked, suppressed = mask(data, markup)
        occurrences = list(self.finder.occurrences(data, masked))
        if suppressed:
            terms = SuppressedTerms(suppressed, self.finder.key_of_name)
            occurrences = [one for one in occurrences if not terms.covers(self.finder.key(one), one.start)]
        return masked.decode("utf-8", "replace"), occurrences, self.finder.in_characters(data, masked, occurrences)


def _finding(
    name: str, occurrence: Occurrence, mention: Mention, reading: Reading, because: tuple[str, ...], verdict: Verdict, positions: Positions
) -> Finding:
    start, end = positions.at(occurrence.start), positions.at(occurrence.end)
    return Finding(
        file=name,
        line=start.line,
        column=start.column,
        end_line=end.line,
        end_column=end.column,
        utf16_column=start.utf16,
        utf16_end_column=end.utf16,
        offset=occurrence.start,
        length=occurrence.end - occurrence.start,
        term=mention.term,
        surface=mention.surface,
        side=reading.side,
        lean=reading.lean,
        confidence=reading.confidence,
        because=because,
        level=verdict.level,
        message=verdict.message,
        instead=verdict.instead,
    )
