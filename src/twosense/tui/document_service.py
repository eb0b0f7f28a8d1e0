"""The document service: read, scan, translate and write documents for the window, on threads of its own.

A long document holds up neither a search, which the glossary service answers on another thread, nor the opening of a file.
Invariant: it answers with the glossary that is loaded when its turn comes, and writes no file that has changed meanwhile.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from itertools import chain, count
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

from twosense.errors import FileError
from twosense.tui import recovery
from twosense.tui.document import Document
from twosense.tui.requests import Requests
from twosense.tui.worker_thread import WorkerThread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twosense.model import Decision, Edit, Finding, Translation
    from twosense.scan.scanner import Scanner
    from twosense.senses.resolver import Explanation
    from twosense.translate.settings import TranslationSettings
    from twosense.tui.glossary_service import GlossaryService
    from twosense.tui.revision import Revision


class ScannedMention(NamedTuple):
    """A finding and its characters in the text."""

    start: int
    end: int
    finding: Finding


class Details(NamedTuple):
    """Why a mention is read as it is, the edits that would settle it, the likeliest first, and what it may be marked as.

    That is each side of its term, or "none" for an ordinary use; `mark` is the mark that it has already, "" for none.
    """

    why: Explanation | None
    proposals: Sequence[Edit]
    meanings: Sequence[str]
    mark: str


@dataclass
class Opened(Message):
    """A document was read; `kept` is work on it that an earlier session could not save, if there is any."""

    document: Document
    kept: recovery.Kept | None


@dataclass
class Unreadable(Message):
    """A file could not be read."""

    error: FileError


@dataclass
class Refused(Message):
    """A text was not scanned or translated."""

    error: FileError


@dataclass
class ScanReady(Message):
    """A text was scanned."""

    text: str
    mentions: list[ScannedMention]


@dataclass
class Explained(Message):
    """A mention was explained."""

    mention: ScannedMention
    details: Details


@dataclass
class Translated(Message):
    """A text was translated with these settings, and so many decisions of the user."""

    revision: Revision
    settings: TranslationSettings
    decided: int
    translation: Translation


class DocumentService:
    """Works on documents with the glossary of a glossary service."""

    def __init__(self, glossaries: GlossaryService) -> None:
        self._glossaries = glossaries
        self._worker = WorkerThread("twosense documents")
        self._files = WorkerThread("twosense files")  # a file that is asked for does not wait for a scan

    async def read(self, path: str) -> Document:
        """Return the document in a file. Raises FileError."""
        return await self._files.run(_read, path)

    async def kept(self, mode: str, path: str) -> recovery.Kept | None:
        """Return work on a document that an earlier session could not save in a mode, None if there is none."""
        return await self._files.run(recovery.find, mode, path)

    async def save(self, document: Document, text: str) -> None:
        """Write a text over the file of a document. Raises FileError if that has changed meanwhile, or cannot be written."""
        await self._files.run(_save, document, text)

    async def create(self, path: str, text: str) -> None:
        """Write a text into a new file. Raises FileError if there is one of that name, or it cannot be written."""
        await self._files.run(_create, path, text)

    async def free(self, path: str) -> str:
        """Return a path, or one with a number if there is such a file already: brief-2.md."""
        return await self._files.run(_free, path)

    async def scan(self, name: str, text: str, audience: str) -> list[ScannedMention]:
        """Return the mentions of a text that have a sense, in its order. `audience` is a side or "mixed". Raises FileError.

        A scan whose mentions nobody waits for any more ends soon, so that the next one begins.
        """
        is_unwanted = Event()
        try:
            return await self._worker.run(self._scan, name, text, audience, is_unwanted)
        finally:
            is_unwanted.set()

    def _scan(self, name: str, text: str, audience: str, is_unwanted: Event) -> list[ScannedMention]:
        from twosense.text.positions import Characters

        scanner, data = self._scanner, text.encode()
        characters = Characters(data)
        mentions = []
        # The words that decided take as long as the scan; `details` names them for the mention that is looked at.
        for finding in scanner.scan(name, data, scanner.reporter(audience, threshold="note"), details=False) or ():
            if is_unwanted.is_set():
                break
            at = characters.at(finding.offset)
            mentions.append(ScannedMention(at, at + len(finding.surface), finding))
        return mentions

    async def details(self, name: str, text: str, mention: ScannedMention) -> Details:
        """Return why a mention is read as it is, and what could be written instead."""
        return await self._worker.run(self._details, name, text, mention)

    def _details(self, name: str, text: str, mention: ScannedMention) -> Details:
        from twosense.mentions.marks import mark_at, side_in
        from twosense.model import NONE
        from twosense.text.fold import fold

        scanner, finding = self._scanner, mention.finding
        found = scanner.explain(name, text.encode(), lambda first, last: first == finding.offset)
        why = next((one for _, _, one in found), None)
        mark = mark_at(text, mention.end)
        return Details(
            why,
            self._proposals(name, text, [mention])[0],
            (*scanner.summaries.of(fold(finding.term)), NONE),
            mark if side_in(mark, (*scanner.labels, NONE)) else "",
        )

    async def proposals(self, name: str, text: str, mentions: Sequence[ScannedMention]) -> list[list[Edit]]:
        """Return the edits that would settle each of these mentions, the likeliest first."""
        return await self._worker.run(self._proposals, name, text, mentions)

    def _proposals(self, name: str, text: str, mentions: Sequence[ScannedMention]) -> list[list[Edit]]:
        from twosense.translate.proposal import proposals

        return proposals(self._scanner, name, text, [(one.start, one.finding) for one in mentions])

    async def translate(
        self, name: str, text: str, settings: TranslationSettings, decisions: Mapping[int, Decision]
    ) -> Translation:
        """Return a text for other readers. `decisions` are the user's, by the first character of a mention.

        Raises FileError.
        """
        return await self._worker.run(self._translate, name, text, settings, decisions)

    def _translate(self, name: str, text: str, settings: TranslationSettings, decisions: Mapping[int, Decision]) -> Translation:
        from twosense.translate.translator import Translator

        translator = Translator(self._scanner, settings.to, settings.author, settings.style)
        # The result is for its readers: they are not shown the marks of its author, unless a person rejects that edit.
        return translator.translate(name, text, headings=settings.headings, unpin=True, decisions=decisions)

    @property
    def _scanner(self) -> Scanner:
        return self._glossaries.glossary.scanner


class DocumentRequests(Requests[DocumentService]):
    """What a screen asks a document service."""

    def read(self, path: str, mode: str) -> None:
        """Request the document in a file, and work on it that was kept in a mode; without a path, only a text that was kept."""
        self._run(partial(self._read, path, mode), "read")

    def scan(self, name: str, text: str, audience: str) -> None:
        """Request the mentions of a text."""
        self._run(partial(self._scan, name, text, audience), "scan")

    def explain(self, name: str, text: str, mention: ScannedMention) -> None:
        """Request the details of a mention."""
        self._run(partial(self._explain, name, text, mention), "explain")

    def translate(self, revision: Revision, settings: TranslationSettings) -> None:
        """Request a translation with the decisions made so far."""
        self._run(partial(self._translate, revision, settings, dict(revision.decisions)), "translate")

    async def _read(self, path: str, mode: str) -> None:
        kept = await self._service.kept(mode, path)
        if not path and kept is None:
            return
        try:
            document = await self._service.read(path) if path else Document("", b"")
        except FileError as error:
            if kept is None:
                self._screen.post_message(Unreadable(error))
                return
            document = Document(path, kept.work.saved.encode())  # the file is gone, and the work on it is not
        self._screen.post_message(Opened(document, kept))

    async def _scan(self, name: str, text: str, audience: str) -> None:
        try:
            self._screen.post_message(ScanReady(text, await self._service.scan(name, text, audience)))
        except FileError as error:
            self._screen.post_message(Refused(error))

    async def _explain(self, name: str, text: str, mention: ScannedMention) -> None:
        self._screen.post_message(Explained(mention, await self._service.details(name, text, mention)))

    async def _translate(self, revision: Revision, settings: TranslationSettings, decisions: Mapping[int, Decision]) -> None:
        document = revision.document
        try:
            translation = await self._service.translate(document.path, document.text, settings, decisions)
        except FileError as error:
            self._screen.post_message(Refused(error))
        else:
            self._screen.post_message(Translated(revision, settings, len(decisions), translation))


def _read(path: str) -> Document:
    from twosense.scan.input import refuse_rewriting
    from twosense.scan.text_file import File, read_text

    document = Document(path, read_text(File(path, named=True)) or b"")
    try:
        refuse_rewriting(path)
    except FileError as error:
        document.refusal = error
    return document


def _save(document: Document, text: str) -> None:
    from twosense.text.replace_file import replace_file

    data = text.encode()
    replace_file(document.path, document.saved, data)
    document.remember(text, data)


def _free(path: str) -> str:
    stem, suffix = os.path.splitext(path)
    paths = chain([path], (f"{stem}-{number}{suffix}" for number in count(2)))
    return next(one for one in paths if not os.path.lexists(one))


def _create(path: str, text: str) -> None:
    from twosense.text.replace_file import create_file

    create_file(path, text.encode(), "choose another name")
