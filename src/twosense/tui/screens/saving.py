"""Saving: write a document of the window to its file, and ask what to do where that is not possible.

Invariant: a file that somebody else has changed is not overwritten, and changes are given up only by an answer that says so.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from twosense.errors import FileError
from twosense.tui.screens.choice import Choice
from twosense.tui.screens.prompt import Prompt

if TYPE_CHECKING:
    from textual.app import App

    from twosense.tui.document import Document
    from twosense.tui.document_service import DocumentService
    from twosense.tui.screens.base import BaseScreen
    from twosense.tui.session import Session


async def save(
    screen: BaseScreen[Any],
    documents: DocumentService,
    document: Document,
    text: str,
    what: str,
    name: str,
    *,
    is_changed: bool = True,
) -> str | None:
    """Ask whether to write a text over the file of its document or into another one, and write it. Call it in a worker.

    `what` is what the question calls the text, `name` how a new file could be named. Without a file, only a name is asked for.
    A text that is not `is_changed` is what the file holds already: only another one can be written.
    Return the path of the other file that was written, or of the file of the document if it has to be read again; "" if the
    text was written over it, and None if the text is not saved.
    """
    if not document.path:
        return await save_copy(screen, documents, name, text)
    over = {"over": f"over {document.path}"} if is_changed else {}
    question = f"Save {what}" if is_changed else f"No changes to save in {document.path}: save it"
    answer = await screen.app.push_screen_wait(Choice(question, {**over, "copy": "in another file …", "": "do not save"}))
    if answer == "over":
        return await _save_over(screen, documents, document, text, name)
    return await save_copy(screen, documents, name, text) if answer else None


async def _save_over(
    screen: BaseScreen[Any], documents: DocumentService, document: Document, text: str, name: str
) -> str | None:
    try:
        await documents.save(document, text)
    except FileError as error:
        answers = {"copy": "save a copy under another name", "read": "read the file again and lose the changes", "": "go on"}
        answer = await screen.app.push_screen_wait(Choice(f"Not saved: {error.path} {error.problem}", answers))
        if answer == "copy":
            is_gone = await documents.free(document.path) == document.path
            return await save_copy(screen, documents, document.path if is_gone else name, text)
        return document.path if answer == "read" else None
    screen.say(f"Saved {document.path}")
    return ""


async def save_copy(screen: BaseScreen[Any], documents: DocumentService, path: str, text: str) -> str | None:
    """Ask for a path until a new file can be written there, and write a text into it.

    Return the path, or None if nothing was written. The first one that is proposed is `path`, or one like it that is free.
    """
    question, proposed = "Save as", await documents.free(path)
    while wanted := await screen.app.push_screen_wait(Prompt(question, proposed)):
        try:
            await documents.create(wanted, text)
        except FileError as error:
            question, proposed = f"Not saved: {error}", wanted
        else:
            screen.say(f"Saved {wanted}")
            return wanted
    return None


def name_for(path: str, what: str) -> str:
    """Return how to name the file of a result, next to that of its text: brief.it.md next to brief.md or brief.it-2.md."""
    stem, suffix = os.path.splitext(path)
    stem = re.sub(rf"\.{re.escape(what)}(-\d+)?$", "", stem)
    return f"{stem}.{what}{suffix}" if path else "translation.md"


async def may_quit(app: App[Any], session: Session) -> bool:
    """Return whether everything is saved, or the user gives it up. Call it in a worker."""
    if not session.unsaved:
        return True
    if isinstance(app.screen, Choice):
        return False  # a question is there already
    if isinstance(app.screen, Prompt):
        app.screen.action_back()
    answers = {"save": "save and quit (asks which file to write)", "quit": "quit without saving", "": "stay"}
    answer = await app.push_screen_wait(Choice(f"Not saved: {session.unsaved}", answers))
    if answer == "save":
        for screen in [screen for screen in session.open_screens if screen.unsaved]:
            await screen.save_changes()
        return not session.unsaved
    return answer == "quit"


async def may_lose(app: App[Any], what: str, doing: str) -> bool:
    """Return whether the user gives up what is not saved, to do something else; `what` is "" if everything is."""
    if not what:
        return True
    if isinstance(app.screen, Choice):
        return False  # the question is there already
    answers = {False: "keep the changes", True: f"{doing} and lose them"}
    return await app.push_screen_wait(Choice(f"Not saved: {what}", answers)) is True
