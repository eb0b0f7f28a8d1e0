"""The scan screen: a document with its mentions marked by side, the reading of the selected one, and what to do about it.

Invariant: an answer is dropped if the text has changed meanwhile, and no change is lost unless the user says so.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from twosense.model import MIXED
from twosense.senses.resolver import UNCLEAR
from twosense.tui.breakpoints import BROAD
from twosense.tui.document import Change, Document
from twosense.tui.document_service import Details, DocumentService, Explained, Mention, Scanned
from twosense.tui.glossary_service import GlossaryLoaded, GlossaryRequests, GlossaryService
from twosense.tui.keys import KeyContext, bindings, key_of
from twosense.tui.links import literal
from twosense.tui.opening import SCAN
from twosense.tui.postponed import PostponedActions, in_order
from twosense.tui.recovery import UnsavedWork, work_on
from twosense.tui.scanned_document import ScannedDocument
from twosense.tui.screens.base import BaseScreen, asks
from twosense.tui.screens.choice import Choice
from twosense.tui.screens.documents import DocumentScreen
from twosense.tui.screens.prompt import Prompt
from twosense.tui.screens.saving import may_lose, save
from twosense.tui.session import Session
from twosense.tui.widgets.document_view import DocumentView
from twosense.tui.widgets.footer import Footer
from twosense.tui.widgets.reading_view import ReadingView
from twosense.tui.widgets.title_bar import TitleBar

_SCANNING = "Scanning …"
_NO_MENTIONS = "No term of the glossary is mentioned here."


class Scan(DocumentScreen):
    """The scan of one document; `path` is what to open first."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("scan")]
    HORIZONTAL_BREAKPOINTS = [*BaseScreen.HORIZONTAL_BREAKPOINTS, (BROAD, "-roomy")]
    MODE = SCAN
    HOW_TO_BEGIN = "Open a document to see which of its words the other side reads differently."

    def __init__(self, session: Session, glossaries: GlossaryService, documents: DocumentService, path: str = "") -> None:
        super().__init__(session, glossaries, documents, path)
        # The widgets exist from the start, because keys may arrive before the screen is mounted.
        self._bar, self._view, self._reading = TitleBar(), DocumentView("document"), ReadingView()
        self._scanned: ScannedDocument | None = None
        self._details: Details | None = None
        self.postponed = PostponedActions()
        self._audience = MIXED

    @property
    def contexts(self) -> tuple[KeyContext, ...]:
        """The contexts whose keys work now."""
        return ("scan", "window")

    def compose(self) -> ComposeResult:
        """Compose the title, the text, the reading and the footer."""
        yield self._bar
        with Container(id="panes"):
            yield self._view
            yield Static(id="divider")
            yield self._reading
        yield Footer()

    def on_mount(self) -> None:
        """Open the first document, or ask for one."""
        self.show_hints(self.hints(without="window.scan"))
        self._reading.say(self.HOW_TO_BEGIN)
        self._show_status()
        self.call_after_refresh(GlossaryRequests(self, self.service).watch)
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
    def mentions(self) -> Sequence[Mention]:
        """The mentions that are marked."""
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
        return self._mention is None or self._details is not None

    @property
    def _mention(self) -> Mention | None:
        return self._scanned.mention if self._scanned else None

    # Opening and scanning.

    @asks
    async def action_open(self) -> None:
        """Ask for a path, and open it."""
        if await may_lose(self.app, self.unsaved, "open another file"):
            path = await self.app.push_screen_wait(Prompt("Scan which file?"))
            if path:
                self._requests.read(path, SCAN)

    def begin(self, document: Document) -> None:
        """Show a document, and scan it."""
        self.postponed.clear()
        self._scanned, self._details = ScannedDocument(document), None
        self._view.show(document.text, (), keep=False)
        self._reading.say(_SCANNING)
        self.rescan()

    @on(GlossaryLoaded)
    def rescan(self) -> None:
        """Scan the text again, with the glossary and for the readers of now."""
        self._show_status()
        if not self.service.is_open:
            return
        if self._audience not in (MIXED, *self.service.sides):
            self._audience = MIXED
        if self._scanned is not None:
            self._requests.scan(self._scanned.document.path, self._scanned.document.text, self._audience)

    @on(Scanned)
    def show_mentions(self, message: Scanned) -> None:
        """Mark the mentions, unless the text has changed meanwhile."""
        if self._scanned is not None and self._scanned.take(message.text, message.mentions):
            self._show_text()
            self._show_mention()

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
            self._scanned.select(message.mark)
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
        self._show_status()

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
        scanned, mention, details = self._scanned, self._mention, self._details
        if scanned is None or mention is None or details is None:
            return
        name, term = self._labels.name, mention.finding.term
        changes = [(scanned.wording(edit, details.mark), name(edit.side)) for edit in details.proposals]
        changes += [(scanned.marking(mention, details.mark, side), f"it means {name(side)}") for side in details.meanings]
        skipping = scanned.skipping(term)
        changes += [(skipping, f"skip “{term}” in this document")] if skipping else []
        answers = {partial(self._make, change): f"{why}: write {change.name}" for change, why in changes}
        answers |= {partial(self.action_look_up): f"look “{term}” up"}
        act = await self.app.push_screen_wait(Choice(f"“{mention.finding.surface}”", answers))
        if act is not None and mention is self._mention:
            act()

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
                self.say("No wording fits here")

    @in_order(waits=True)
    @asks
    async def action_mark(self) -> None:
        """Choose what the selected mention means, and write it behind it for every later scan."""
        scanned, mention, details = self._scanned, self._mention, self._details
        if scanned is None or mention is None or details is None:
            return
        changes = {side: scanned.marking(mention, details.mark, side) for side in details.meanings}
        names = {side: f"{self._labels.name(side)}: write {change.name}" for side, change in changes.items()}
        likely = next((side for side in names if side in (mention.finding.side, mention.finding.lean)), None)
        side = await self.app.push_screen_wait(Choice(f"“{mention.finding.surface}” means", names, likely))
        if side is not None and mention is self._mention:
            self._make(changes[side])

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
        question = Choice(f"Skip “{term}” in this document?", {True: f"write {skipping.name}", False: "leave it as it is"})
        if await self.app.push_screen_wait(question) and mention is self._mention:
            self._make(skipping)

    def _make(self, change: Change) -> None:
        if self._scanned is not None and self._scanned.document.refusal:
            self.say(str(self._scanned.document.refusal))
        elif self._scanned is not None and self._scanned.make(change):
            self._show_change(f"Wrote {change.name}")

    @in_order(waits=False)
    def action_undo(self) -> None:
        """Take the last change back."""
        change = self._scanned.undo() if self._scanned else None
        if change is None:
            self.say("Nothing to undo")
        else:
            self._show_change(f"Took back {change.name}")

    def _show_change(self, message: str) -> None:
        self._details = None
        self._show_text()
        self.rescan()
        self.say(message)

    @asks
    async def action_save(self) -> None:
        """Write the document over its file."""
        if self.unsaved:
            await self.save_changes()
        else:
            self.say("No changes to save")

    async def save_changes(self) -> None:
        """Write the document over its file, or into another one that is opened then."""
        if self._scanned is not None:
            document = self._scanned.document
            path = await save(self, self._documents, document)
            if path:
                document.remember(document.text, document.saved)  # the changes are in that file, or given up
                self._requests.read(path, SCAN)
            self._show_status()

    @asks
    async def action_audience(self) -> None:
        """Choose for whom the document is."""
        audience = await self.ask_readers("Who reads this document?", self._audience)
        if audience is not None:
            self._audience = audience
            self.rescan()

    def action_copy(self) -> None:
        """Copy what is said about the selected mention."""
        if self._mention is not None:
            finding = self._mention.finding
            self.copy(f"{finding.file}:{finding.line}:{finding.column}: {finding.surface}: {finding.message}", "the reading")

    async def action_view(self, action: str) -> None:
        """Scroll the text: an action of its view."""
        await self.app.run_action(action, self._view)

    def _show_text(self) -> None:
        if self._scanned is not None:
            labels, scanned = self._labels, self._scanned
            marks = [labels.mark(mention.start, mention.end, mention.finding.side) for mention in scanned.mentions]
            self._view.show(scanned.document.text, marks, scanned.selected)

    def _show_status(self) -> None:
        left, right = Content.styled("Scan", "bold"), Content("")
        if self._scanned is not None:
            name = literal(os.path.basename(self._scanned.document.path), "bold")
            left = Content.assemble(("Scan  ", "$muted"), name, literal("  unsaved" if self.unsaved else "", "bold $caution"))
            mentions = self._scanned.mentions
            counts = Counter(mention.finding.side for mention in mentions)
            right = Content("  ").join([self._labels.label(side, count) for side, count in counts.items()])
            if mentions:
                right = Content.assemble(right, f"   {self._scanned.selected + 1:,} of {len(mentions):,}")
        self._bar.show(left, right)
