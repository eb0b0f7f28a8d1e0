"""Saving: write a document of the window to its file, and ask what to do where that is not possible.

Invariant: a file that somebody else has changed is not overwritten, and changes are given up only by an answer that says so.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from twosense.errors import ReadError
from twosense.tui.screens.choice import Choice
from twosense.tui.screens.prompt import Prompt

if TYPE_CHECKING:
    from textual.app import App

    from twosense.tui.document import Document
    from twosense.tui.document_service import DocumentService
    from twosense.tui.screens.base import BaseScreen
    from twosense.tui.session import Session


async def save(
    screen: BaseScreen[Any], documents: DocumentService, document: Document, text: str, what: str, name: str
) -> str | None:
    """Ask whether to write a text over the file of its document or into another one, and write it. Call it in a worker.

    `what` is what the question calls the text, `name` how a new file could be named. Without a file, only a name is asked for.
    Return the path of the other file that was written, or of the file of the document if it has to be read again; "" if the
    text was written over it, and None if the text is not saved.
    """
    if not document.path:
        return await save_copy(screen, documents, name, text)
    answers = {"over": "over this file", "copy": "in another file …", "": "do not save"}
    answer = await screen.app.push_screen_wait(Choice(f"Save {what}", answers))
    if answer == "over":
        return await _save_over(screen, documents, document, text, name)
    return await save_copy(screen, documents, name, text) if answer else None


async def _save_over(
    screen: BaseScreen[Any], documents: DocumentService, document: Document, text: str, name: str
) -> str | None:
    try:
        await documents.save(document, text)
    except ReadError as error:
        answers = {"copy": "save a copy under another name", "read": "read the file again and lose the changes", "": "go on"}
        answer = await screen.app.push_screen_wait(Choice(f"Not saved: {error.path} {error.problem}", answers))
        if answer == "copy":
            return await save_copy(screen, documents, name, text)
        return document.path if answer == "read" else None
    screen.say(f"Saved {document.path}")
    return ""


async def save_copy(screen: BaseScreen[Any], documents: DocumentService, path: str, text: str) -> str | None:
    """Ask for a path, and write a text into a new file there; return the path, or None if nothing was written."""
    wanted = await screen.app.push_screen_wait(Prompt("Save as", path))
    if not wanted:
        return None
    try:
        await documents.create(wanted, text)
    except ReadError as error:
        screen.say(str(error))
        return None
    screen.say(f"Saved {wanted}")
    return wanted


def name_for(path: str, to: str) -> str:
    """Return how to name the file of a result, next to that of its text: brief.it.md next to brief.md."""
    stem, suffix = os.path.splitext(path)
    return f"{stem}.{to}{suffix}" if path else "translation.md"


async def may_quit(app: App[Any], session: Session) -> bool:
    """Return whether everything is saved, or the user gives it up. Call it in a worker."""
    if not session.unsaved:
        return True
    if isinstance(app.screen, Choice):
        return False  # a question is there already
    if isinstance(app.screen, Prompt):
        app.screen.action_back()
    answers = {"save": "save and quit", "quit": "quit without saving", "": "stay"}
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
