"""Scanner: from the bytes of a text to its findings.

Invariant: a finding's bytes at `offset` to `offset + length` are its surface; a text that is not English has no findings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.markup.mask import markup_of, mask
from twosense.markup.suppressions import SuppressedTerms
from twosense.mentions.finder import Finder
from twosense.model import Finding
from twosense.scan.fingerprints import fingerprints
from twosense.scan.language import Languages
from twosense.scan.levels import MIXED
from twosense.scan.reporter import Reporter
from twosense.senses.resolver import Resolver
from twosense.store.about import sides_of
from twosense.text.positions import Positions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from twosense.mentions.finder import Mention
    from twosense.mentions.longest import Occurrence
    from twosense.model import Threshold
    from twosense.scan.baseline import Baseline
    from twosense.scan.fingerprints import Fingerprint
    from twosense.scan.levels import Reported
    from twosense.senses.resolver import Resolution
    from twosense.store.lmdb import Store


class Scanner:
    """Scans texts with the terms of one glossary; `labels` maps each side to its label."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.finder = Finder(store)
        self.resolver = Resolver(store)
        self.labels = sides_of(store)

    def reporter(
        self,
        audience: str = MIXED,
        author: str | None = None,
        threshold: Threshold = "warning",
        ignored: Collection[str] = (),
    ) -> Reporter:
        """Return what decides for an audience what is reported. Raises UsageError for a side that no layer declares."""
        return Reporter(self._store, audience, author, threshold, ignored)

    def scan(
        self,
        name: str,
        data: bytes,
        reporter: Reporter,
        *,
        details: bool = True,
        path: str | None = None,
        baseline: Baseline | None = None,
    ) -> Iterator[Finding] | None:
        """Return the findings of a text that are not in the baseline, or None if the text is not English.

        The suffix of `name` determines the markup. `path` is where a baseline will look for the file. Without `details`
        findings have no evidence and no fingerprints, and none are worked out.
        """
        text, occurrences, mentions = self.find_mentions(data, markup_of(name))
        languages = Languages(text)
        english = [number for number, mention in enumerate(mentions) if languages.is_english_at(mention.start)]
        if not english:
            return iter(()) if languages.is_english else None
        if len(english) < len(mentions):
            occurrences = [occurrences[number] for number in english]
            mentions = [mentions[number] for number in english]
        resolution = self.resolver.resolve(text, mentions)
        prints: Sequence[Fingerprint] = ()
        if details or baseline:
            starts = ((occurrence.start, mention.term) for occurrence, mention in zip(occurrences, mentions, strict=True))
            prints = list(fingerprints(data, starts))
        reported = reporter.levels.reported(mentions, resolution, baseline.known(name, prints) if baseline else ())
        position = (name, name if path is None else path, data)
        return _findings(*position, occurrences, mentions, resolution, reported, reporter, prints if details else None)

    def find_mentions(self, data: bytes, markup: str) -> tuple[str, list[Occurrence], list[Mention]]:
        """Return the prose of a text, and its mentions in bytes and in characters."""
        masked, suppressed = mask(data, markup)
        occurrences = list(self.finder.occurrences(data, masked))
        if suppressed:
            terms = SuppressedTerms(suppressed, self.finder.key_of_name)
            occurrences = [one for one in occurrences if not terms.covers(self.finder.key(one), one.start)]
        return masked.decode("utf-8", "replace"), occurrences, self.finder.in_characters(data, masked, occurrences)


def _findings(
    name: str,
    path: str,
    data: bytes,
    occurrences: Sequence[Occurrence],
    mentions: Sequence[Mention],
    resolution: Resolution,
    reported: Sequence[Reported],
    reporter: Reporter,
    prints: Sequence[Fingerprint] | None,
) -> Iterator[Finding]:
    positions = Positions(data)
    for one in reported:
        occurrence, mention, reading = occurrences[one.number], mentions[one.number], resolution.readings[one.number]
        message = reporter.messages.message(mention.term, mention.key, reading.side, reading.lean)
        start, end = positions.at(occurrence.start), positions.at(occurrence.end)
        yield Finding(
            file=name,
            path=path,
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
            because=() if prints is None else resolution.because(one.number),
            level=one.level,
            message=message.text,
            instead=message.instead,
            more=len(one.others),
            fingerprints=() if prints is None else tuple(str(prints[number]) for number in (one.number, *one.others)),
        )
