"""Findings: what a scan tells its audience about the mentions of one text, in the order of the text.

Invariant: where a warning stands for mentions that are not reported, all warnings wait for the end, when their number is known.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec.structs import replace

from twosense.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twosense.mentions.mention_list import Mention, MentionList
    from twosense.model import Level
    from twosense.scan.messages import Message
    from twosense.scan.places import ExtractedText, Place, Places
    from twosense.scan.reporter import Reporter
    from twosense.senses.definitions import Declarations
    from twosense.senses.resolver import Reading, Resolution


class FindingsOfText:
    """Makes the findings of the mentions that it is given one by one; without `details` they have no words that decided."""

    def __init__(
        self,
        reporter: Reporter,
        mentions: MentionList,
        declarations: Declarations,
        file: str,
        path: str,
        places: Places | ExtractedText,
        *,
        details: bool,
    ) -> None:
        self._reporter, self._mentions = reporter, mentions
        self._levels = reporter.levels.of_text(declarations.sides(mentions), declarations.defined())
        self._file, self._path, self._places = file, path, places
        self._details = details
        self._warnings: list[tuple[str, Finding]] = []  # each with the key of the term whose mentions it stands for
        self._others: defaultdict[str, list[str]] = defaultdict(list)  # the fingerprints of these mentions

    def next(self, number: int, in_part: int, resolution: Resolution, fingerprint: str) -> Finding | None:
        """Return the finding about a mention, None if it is not reported, or not yet. Its numbers are those of `resolved`."""
        mention, reading = resolution.mentions[in_part], resolution.readings[in_part]
        wrong_mark = resolution.wrong_mark(in_part)
        level = self._levels.level_of_wrong_mark(mention.key) if wrong_mark else self._levels.level(mention, reading)
        if level is None:
            if self._details and self._levels.is_stood_for:
                self._others[mention.key].append(fingerprint)
            return None
        place = self._places.at(self._mentions.first_bytes[number], self._mentions.last_bytes[number])
        messages = self._reporter.messages
        if wrong_mark:
            message = messages.of_wrong_mark(mention.surface, wrong_mark)
        else:
            message = messages.message(mention.term, mention.key, mention.surface, reading.side, reading.lean)
        because = resolution.because(in_part) if self._details else ()
        finding = self._finding(mention, reading, because, level, message, place, fingerprint)
        if not self._reporter.levels.leaves_out:
            return finding
        self._warnings.append(("" if wrong_mark else mention.key, finding))
        return None

    def rest(self) -> Iterator[Finding]:
        """Yield the warnings that have waited for the end."""
        for key, finding in self._warnings:
            fingerprints = (*finding.fingerprints, *self._others[key])
            yield replace(finding, more=self._levels.more(key), fingerprints=fingerprints)

    def _finding(
        self,
        mention: Mention,
        reading: Reading,
        because: tuple[str, ...],
        level: Level,
        message: Message,
        place: Place,
        fingerprint: str,
    ) -> Finding:
        return Finding(
            file=self._file,
            path=self._path,
            place=place.name,
            line=place.start.line,
            column=place.start.column,
            end_line=place.end.line,
            end_column=place.end.column,
            utf16_column=place.start.utf16,
            utf16_end_column=place.end.utf16,
            byte_column=place.start.byte,
            byte_end_column=place.end.byte,
            offset=place.offset,
            length=place.length,
            term=mention.term,
            surface=mention.surface,
            excerpt=place.shown,
            excerpt_column=place.start.column - place.before,
            side=reading.side,
            lean=reading.lean,
            confidence=reading.confidence,
            because=because,
            level=level,
            message=message.text,
            summary=message.summary,
            detail=message.detail,
            instead=message.instead,
            more=0,
            fingerprints=(fingerprint,) if self._details else (),
        )
