"""The scan screen: a document with its mentions highlighted by side, the reading of the selected one, and what to do about it.

Invariant: an answer is dropped if the text has changed meanwhile, and no change is lost unless the user says so.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from twosense.model import UNCLEAR
from twosense.tui.breakpoints import BROAD
from twosense.tui.copies import copies_of_mention
from twosense.tui.document import Change, Document
from twosense.tui.document_service import Details, DocumentService, Explained, Refused, ScannedMention, ScanReady
from twosense.tui.glossary_service import GlossaryService
from twosense.tui.keys import bindings, key_of
from twosense.tui.links import literal
from twosense.tui.opening import SCAN
from twosense.tui.postponed import PostponedActions, in_order
from twosense.tui.recovery import UnsavedWork, work_on
from twosense.tui.scanned_document import ScannedDocument
from twosense.tui.screens.base import BaseScreen, asks
from twosense.tui.screens.changing import ask_change, ask_meaning, ask_skipping
from twosense.tui.screens.copying import copy, copy_commands, menu
from twosense.tui.screens.documents import DocumentScreen
from twosense.tui.screens.saving import name_for, save
from twosense.tui.session import Session
from twosense.tui.side_labels import SideLabels
from twosense.tui.widgets.document_view import DocumentView
from twosense.tui.widgets.footer import Footer
from twosense.tui.widgets.reading_view import ReadingView

Question = Callable[
    [App[Any], SideLabels, ScannedDocument, ScannedMention, Details], Coroutine[Any, Any, Change | str | None]
]  # what to write about a mention, or a term to look up

_SCANNING = "Scanning …"
_NO_MENTIONS = "No term of the glossary is mentioned here."


class Scan(DocumentScreen):
    """The scan of one document; `path` is what to open first."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("scan")]
    HORIZONTAL_BREAKPOINTS = [*BaseScreen.HORIZONTAL_BREAKPOINTS, (BROAD, "-roomy")]
    MODE = SCAN
    HOW_TO_BEGIN = "Open a document to see which of its words the other side reads differently."
    WHICH_FILE, WHO_READS, A_DOCUMENT = "Scan which file?", "Who reads this document?", "file"

    def __init__(self, session: Session, glossaries: GlossaryService, documents: DocumentService, path: str = "") -> None:
        super().__init__(session, glossaries, documents, path)
        self._view, self._reading = DocumentView("document"), ReadingView(session.keymap)
        self._scanned: ScannedDocument | None = None
        self._details: Details | None = None
        self.postponed = PostponedActions()

    @property
    def views(self) -> Sequence[DocumentView]:
        """The view of the text."""
        return (self._view,)

    def compose(self) -> ComposeResult:
        """Compose the title, the text, the reading and the footer."""
        yield self.bar
        with Container(id="panes"):
            yield self._view
            yield Static(id="divider")
            yield self._reading
        yield Footer()

    def on_mount(self) -> None:
        """Open the first document, or ask for one."""
        if self._first_path:
            self._requests.read(self._first_path, SCAN)
        else:
            self.action_open()

    @property
    def term(self) -> str:
        """The term of the selected mention, "" if there is none."""
        return self._mention.finding.term if self._mention else ""

    @property
    def notes(self) -> ReadingView:
        """The view of the reading."""
        return self._reading

    @property
    def is_empty(self) -> bool:
        """Whether no document is open."""
        return self._scanned is None

    @property
    def mentions(self) -> Sequence[ScannedMention]:
        """The mentions that are highlighted."""
        return self._scanned.mentions if self._scanned else ()

    @property
    def unsaved(self) -> str:
        """The path of the document if it has unsaved changes."""
        document = self._scanned.document if self._scanned else None
        return document.path if document and document.is_changed else ""

    @property
    def unsaved_work(self) -> UnsavedWork | None:
        """What is not saved, None if there is nothing."""
        return work_on(self._scanned.document, SCAN) if self._scanned and self.unsaved else None

    @property
    def is_answered(self) -> bool:
        """Whether everything is known that an action needs."""
        scanned = self._scanned
        return scanned is None or (scanned.is_current and (scanned.mention is None or self._details is not None))

    @property
    def is_busy(self) -> bool:
        """Whether a question is about to be asked, or an action waits for an answer of a service."""
        return bool(self.postponed) or super().is_busy

    @property
    def _mention(self) -> ScannedMention | None:
        return self._scanned.mention if self._scanned else None

    # Opening and scanning.

    def begin(self, document: Document) -> None:
        """Show a document, and scan it."""
        self.postponed.clear()
        self._scanned, self._details = ScannedDocument(document), None
        self._view.show(document.text, (), keep=False)
        self._reading.say(_SCANNING)
        self.work_again()

    def request(self) -> None:
        """Request the mentions of the text, if there is one."""
        if self._scanned is not None:
            self._scanned.is_current = False
            self._requests.scan(self._scanned.document.path, self._scanned.document.text, self.readers)

    @on(ScanReady)
    def show_mentions(self, message: ScanReady) -> None:
        """Highlight the mentions, unless the text has changed meanwhile."""
        if self._scanned is not None and self._scanned.take(message.text, message.mentions):
            self._show_text()
            self._show_mention()

    @on(Refused)
    def forget_actions(self) -> None:
        """Forget what was to be done about a mention, as there is none."""
        self.postponed.clear()

    # Moving.

    @in_order(waits=False)
    def action_mention(self, step: int, level: str | None = None) -> None:
        """Select the next or previous mention of a level, or of any."""
        number = self._scanned.next(step, level) if self._scanned else None
        if self._scanned and number is not None:
            self._scanned.select(number)
            self._show_mention()
        elif self._scanned:
            self.say(("No warnings" if level else _NO_MENTIONS) if self._scanned.is_current else _SCANNING)

    @on(DocumentView.Clicked)
    def select_clicked(self, message: DocumentView.Clicked) -> None:
        """Select the mention that was clicked."""
        self.postponed.clear()
        if self._scanned is not None:
            self._scanned.select(message.highlight)
            self._show_mention()

    def _show_mention(self) -> None:
        self._details = None
        scanned, mention = self._scanned, self._mention
        self._view.select(scanned.selected if scanned else -1)
        if scanned is None or mention is None:
            self.postponed.clear()
            self._reading.say(_NO_MENTIONS)
        else:
            self._reading.show(mention, None, self._labels)
            self._requests.explain(scanned.document.path, scanned.document.text, mention)
        self.show_status()

    @on(Explained)
    def show_details(self, message: Explained) -> None:
        """Show why the selected mention is read as it is."""
        if message.mention is self._mention:
            self._details = message.details
            self._reading.show(message.mention, message.details, self._labels)
            self.postponed.run(self)

    # Changing.

    @in_order(waits=True)
    @asks
    async def action_decide(self) -> None:
        """Offer everything that can be done about the selected mention."""
        await self._ask(partial(ask_change, self._documents))

    async def _ask(self, question: Question) -> None:
        scanned, mention, details = self._scanned, self._mention, self._details
        if scanned is None or mention is None or details is None:
            return
        answer = await question(self.app, self._labels, scanned, mention, details)
        if scanned is not self._scanned:
            return
        if isinstance(answer, Change):
            self._make(answer)
        elif answer:
            self.look_up(answer)

    @in_order(waits=True)
    def action_say_safely(self) -> None:
        """Take the first wording for the selected mention, which is for the side it is read as; say so if that is no side."""
        count = len(self._details.proposals) if self._details else 0
        if self._mention and count and self._mention.finding.side == UNCLEAR:
            ids = "take_1", f"take_{min(count, 4)}", "mark"
            first, last, mark = (key_of(f"scan.{id_}", self.session.keymap) for id_ in ids)
            wordings = f"{first} to {last} take a wording" if count > 1 else f"{first} takes the wording"
            self.say(f"“{self._mention.finding.surface}” is unclear: {wordings}, {mark} marks what is meant")
        else:
            self.action_take(0)

    @in_order(waits=True)
    def action_take(self, number: int) -> None:
        """Take a wording for the selected mention."""
        if self._scanned is not None and self._details is not None:
            if number < len(self._details.proposals):
                self._make(self._scanned.wording(self._details.proposals[number], self._details.mark))
            else:
                self.say("Nothing to write: the text says what is meant, or no wording fits")

    @in_order(waits=True)
    @asks
    async def action_mark(self) -> None:
        """Choose what the selected mention means, and write it behind it for every later scan."""
        await self._ask(ask_meaning)

    @in_order(waits=True)
    @asks
    async def action_switch_off(self) -> None:
        """Skip the selected term in this document, once the user has seen what that writes."""
        scanned, mention = self._scanned, self._mention
        if scanned is None or mention is None:
            return
        term, skipping = mention.finding.term, scanned.skipping(mention.finding.term)
        if skipping is None or scanned.document.refusal:
            self.say(str(scanned.document.refusal or f"“{term}” cannot be skipped in this kind of file"))
            return
        if await ask_skipping(self.app, term, skipping) and scanned is self._scanned:
            self._make(skipping)

    def _make(self, change: Change) -> None:
        if self._scanned is not None and self._scanned.document.refusal:
            self.say(str(self._scanned.document.refusal))
        elif self._scanned is not None and self._scanned.make(change):
            self._show_change(f"Wrote {change.name}; {key_of('scan.undo', self.session.keymap)} takes it back")

    @in_order(waits=False)
    def action_undo(self) -> None:
        """Take the last change back."""
        change = self._scanned.undo() if self._scanned else None
        if change is None:
            self.say("Nothing to undo")
        else:
            redo = key_of("scan.redo", self.session.keymap)
            self._show_change(f"Took back {change.name}; {redo} makes it again")

    @in_order(waits=False)
    def action_redo(self) -> None:
        """Make the change again that was taken back last."""
        change = self._scanned.redo() if self._scanned else None
        if change is None:
            self.say("Nothing to redo")
        else:
            self._show_change(f"Wrote {change.name} again")

    def _show_change(self, message: str) -> None:
        self._details = None
        self._show_text()
        self.work_again()
        self.say(message)

    @asks
    async def action_save(self) -> None:
        """Save the document, also one without changes in another file."""
        await self.save_changes()

    async def save_changes(self) -> None:
        """Write the document over its file, or into another one that is opened then."""
        if self._scanned is not None:
            document = self._scanned.document
            what, name, is_changed = document.path, name_for(document.path, "marked"), document.is_changed
            path = await save(self, self._documents, document, document.text, what, name, is_changed=is_changed)
            if path:
                document.remember(document.text, document.saved)  # the changes are in that file, or given up
                self._requests.read(path, SCAN)
            self.show_status()

    @in_order(waits=True)
    @asks
    async def action_copy(self) -> None:
        """Offer what can be copied about the selected mention, and copy what is chosen."""
        if self._mention is not None and self._details is not None:
            finding = self._mention.finding
            copies = copies_of_mention(finding, self._details.proposals, self._labels)
            chosen = await self.app.push_screen_wait(menu(finding.surface, copies))
            if chosen is not None:
                await copy(self, chosen)

    def commands(self) -> Iterator[SystemCommand]:
        """Yield the commands that have no key."""
        yield from super().commands()
        yield from copy_commands(self.action_copy) if self._mention else ()

    def _show_text(self) -> None:
        if self._scanned is not None:
            labels, scanned = self._labels, self._scanned
            highlights = [labels.highlight(mention.start, mention.end, mention.finding.side) for mention in scanned.mentions]
            self._view.show(scanned.document.text, highlights, scanned.selected)

    def show_status(self) -> None:
        """Show the name of the document, how many warnings it has and mentions each side has, and which one is selected."""
        super().show_status()
        left, right = Content(""), Content("")
        if self._scanned is not None:
            name = literal(os.path.basename(self._scanned.document.path), "bold")
            unsaved = literal("  unsaved" if self.unsaved else "", "bold $caution")
            left = Content.assemble(name, unsaved, (" for ", "$muted"), self.reader)
            counts = Counter(mention.finding.side for mention in self.mentions)
            of_sides = Content("  ").join([self._labels.label(side, count) for side, count in counts.items()])
            if self.mentions:
                warnings = sum(mention.finding.level == "warning" for mention in self.mentions)
                said = f"{warnings or 'no'} warning{'s' * (warnings != 1)}"
                place = f"{self._scanned.selected + 1:,} of {len(self.mentions):,}"
                right = Content("   ").join([literal(said, "bold $caution" * bool(warnings)), of_sides, literal(place)])
        self.bar.show("Scan", left, right)
