"""Scanner: from the bytes of a text to its findings.

Invariant: a finding's bytes at `offset` to `offset + length` are its surface; what is not English has no findings.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

from twosense.errors import FileError
from twosense.markup.blank import Span, blank, blank_characters, overlap
from twosense.markup.mask import markup_of, mask
from twosense.markup.suppressions import SuppressedTerms
from twosense.mentions import marks
from twosense.mentions.finder import Finder
from twosense.model import MIXED, NONE
from twosense.scan.findings import FindingsOfText
from twosense.scan.fingerprints import fingerprints
from twosense.scan.language import Languages
from twosense.scan.places import ExtractedText, Places
from twosense.scan.reporter import Reporter
from twosense.scan.summaries import Summaries
from twosense.senses.resolver import Resolver
from twosense.store.about import sides_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from twosense.mentions.mention_list import MentionList
    from twosense.model import Finding, Threshold
    from twosense.scan.baseline import Baseline
    from twosense.scan.fingerprints import Fingerprint
    from twosense.senses.definitions import Declarations
    from twosense.senses.resolver import Explanation, Resolution
    from twosense.store.lmdb import Store


class Scanner:
    """Scans texts with the terms of one glossary; `labels` maps each side to its label."""

    def __init__(self, store: Store) -> None:
        self.finder = Finder(store)
        self.resolver = Resolver(store)
        self.labels = sides_of(store)
        self.summaries = Summaries(store)

    def reporter(
        self,
        audience: str = MIXED,
        author: str | None = None,
        threshold: Threshold = "warning",
        ignored: Collection[str] = (),
    ) -> Reporter:
        """Return what decides for an audience what is reported. Raises UsageError for a side that no layer declares."""
        return Reporter(self.summaries, self.labels, audience, author, threshold, ignored)

    def scan(
        self,
        name: str,
        source: bytes | ExtractedText,
        reporter: Reporter,
        *,
        details: bool = True,
        path: str | None = None,
        baseline: Baseline | None = None,
        changed: Sequence[Span] | None = None,
        comments: bool = False,
    ) -> Iterator[Finding] | None:
        """Return the findings of a text that are not in the baseline, or None if the text is not English.

        `source` is a text, whose markup the suffix of `name` determines, or an extract. `path` is where a baseline will look
        for the file. Without `details` findings have no evidence and no fingerprints, and none are worked out. With `changed`,
        mentions outside these spans of bytes of the file count as known. Raises FileError as `find_mentions` does.
        """
        places = source if isinstance(source, ExtractedText) else Places(source)
        data, text, mentions, declarations, is_english = self._read(name, source, comments)
        if not mentions:
            return iter(()) if is_english else None
        prints: Iterable[Fingerprint] = fingerprints(data, mentions.headwords())  # worked out as they are asked for
        known: set[int] = set()
        if baseline and baseline.has(name):
            prints = list(prints)
            known = baseline.known(name, prints)
        if changed is not None:
            spans = map(places.span, mentions.first_bytes, mentions.last_bytes)
            known.update(number for number, span in enumerate(spans) if not overlap(changed, *span))
        report = FindingsOfText(reporter, mentions, declarations, name, name if path is None else path, places, details=details)
        digests = map(str, prints) if details else repeat("")
        return self._findings(report, text, mentions, declarations, known, digests)

    def fingerprints(self, name: str, source: bytes | ExtractedText, *, comments: bool = False) -> list[Fingerprint]:
        """Return what identifies each mention of a text or an extract. Raises FileError as `find_mentions` does."""
        data, _, mentions, _, _ = self._read(name, source, comments)
        return list(fingerprints(data, mentions.headwords()))

    def find_mentions(self, data: bytes, markup: str, name: str = "", *, limit: int | None = None) -> tuple[str, MentionList]:
        """Return the prose of a text, and its mentions.

        Raises FileError, with the name of the text, if the comments of source code take too long to find, or if there are more
        mentions than the limit.
        """
        try:
            masked, suppressed = mask(data, markup)
        except TimeoutError as error:
            raise FileError(name or markup, str(error.strerror), "leave the file out") from None
        masked = blank(masked, marks.spans(masked, (*self.labels, NONE)))
        occurrences = self.finder.occurrences(data, masked)
        if suppressed:
            terms = SuppressedTerms(suppressed, self.finder.key_of_name)
            occurrences = (one for one in occurrences if not terms.covers(self.finder.key(one), one.start))
        mentions = self.finder.in_characters(data, masked, occurrences)
        if limit is not None and len(mentions) > limit:
            raise FileError(name or "the text", f"has more than {limit} mentions of terms", "split it")
        return masked.decode("utf-8", "replace"), mentions

    def explain(
        self, name: str, source: bytes | ExtractedText, wanted: Callable[[int, int], bool], *, comments: bool = False
    ) -> Iterator[tuple[int, str, Explanation]]:
        """Yield why mentions are read as they are: the first byte, the surface and the explanation of each wanted mention.

        `wanted` gets the first byte of a mention and the byte after its last one. Raises FileError as `find_mentions` does.
        """
        _, text, mentions, declarations, _ = self._read(name, source, comments)
        are_wanted = list(map(wanted, mentions.first_bytes, mentions.last_bytes))
        if not any(are_wanted):
            return
        mentions.keep(are_wanted)
        for number, in_part, resolution in self.resolved(text, mentions, declarations):
            yield mentions.first_bytes[number], resolution.mentions[in_part].surface, resolution.explain(in_part)

    def _read(
        self, name: str, source: bytes | ExtractedText, comments: bool
    ) -> tuple[bytes, str, MentionList, Declarations, bool]:
        """Return the bytes of a text, its prose, its mentions, what it declares about them, and whether it is English.

        The prose lacks the meanings that the text gives in brackets. The mentions are those that are read: none in these
        meanings, and none in what is not English.
        """
        if isinstance(source, ExtractedText):
            data, markup = source.text, "text"
        else:
            data, markup = source, markup_of(name, comments=comments)
        text, mentions = self.find_mentions(data, markup, name)
        languages = Languages(text)
        mentions.keep(map(languages.is_english_at, mentions.starts))
        declarations = self.resolver.declarations(text, mentions)
        if spans := declarations.long_forms:
            mentions.keep([not overlap(spans, *span) for span in zip(mentions.starts, mentions.ends, strict=True)])
            text = blank_characters(text, spans)
        return data, text, mentions, declarations, languages.is_english

    def resolved(self, text: str, mentions: MentionList, declarations: Declarations) -> Iterator[tuple[int, int, Resolution]]:
        """Yield the number of each mention in the text, its number in its part of the text, and how that part is read."""
        for first, resolution in self.resolver.resolve_parts(text, mentions, declarations):
            for in_part in range(len(resolution.mentions)):
                yield first + in_part, in_part, resolution

    def _findings(
        self,
        report: FindingsOfText,
        text: str,
        mentions: MentionList,
        declarations: Declarations,
        known: Collection[int],
        digests: Iterator[str],
    ) -> Iterator[Finding]:
        """Yield the findings of the mentions that are not known; each mention has its fingerprint among `digests`."""
        for number, in_part, resolution in self.resolved(text, mentions, declarations):
            fingerprint = next(digests)
            if number not in known and (finding := report.next(number, in_part, resolution, fingerprint)):
                yield finding
        yield from report.rest()
