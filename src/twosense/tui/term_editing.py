"""Term editing: edit a term in the user's own editor, check what was written, and offer the editor again until it is right.

Invariant: nothing that was typed is lost, except by an answer that says so.
"""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from textual.app import App, SuspendNotSupported

from twosense.errors import FileError, TwosenseError
from twosense.glossary.draft import Draft
from twosense.tui import external_editor
from twosense.tui.screens.choice import Choice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from twosense.errors import Fault
    from twosense.tui.glossary_service import GlossaryService
    from twosense.tui.screens.base import BaseScreen


async def edit_term(screen: BaseScreen[Any], service: GlossaryService, name: str) -> bool:
    """Edit the entry of a term, which need not be known, in the user's or the project's glossary; return whether it was saved.

    Then the service has it. Call it in a worker.
    """
    try:
        paths = service.own_glossaries()
        answers = {path: path for path in paths}
        path = paths[0] if len(paths) < 2 else await screen.app.push_screen_wait(Choice(f"Edit “{name}” in", answers))
        if path is None:
            return False
        draft = Draft(path)
        if await _begin(screen, service, draft, name) and await _edit_until_right(screen, service, draft):
            await service.reload()
            screen.say(f"Saved what you wrote about “{name}” in {draft.target}")
            return True
    except TwosenseError as error:
        screen.say(str(error).splitlines()[0])
    return False


async def _begin(screen: BaseScreen[Any], service: GlossaryService, draft: Draft, name: str) -> bool:
    """Write the draft, or go on with one that was left; return False if the user backed out."""
    if draft.exists:
        answers = {True: "go on with it", False: "throw it away and begin anew"}
        goes_on = await screen.app.push_screen_wait(Choice(f"There is an unfinished draft of {draft.target}", answers))
        if goes_on is None:
            return False
        if goes_on:
            draft.resume()
            return True
    answer = await service.lookup(name)
    draft.begin(name, answer if answer and answer.found else None, service.sides)
    return True


async def _edit_until_right(screen: BaseScreen[Any], service: GlossaryService, draft: Draft) -> bool:
    """Open the editor until the draft has no faults and is installed; return whether it was."""
    line = draft.line
    while True:
        problem = _run_editor(screen.app, draft.path, line)
        if not draft.is_changed():
            draft.discard()
            screen.say(problem or "Nothing was changed")
            return False
        if problem:
            screen.say(f"{problem}; your text is kept in {draft.path}")
            return False
        faults = await asyncio.to_thread(draft.faults, service.layer_paths())
        if not faults:
            try:
                await asyncio.to_thread(draft.install)
            except FileError as error:
                screen.say(f"{error}; your text is kept in {draft.path}")
                return False
            return True
        answers = {"edit": "edit it again", "": "leave it for later: the draft is kept", "discard": "throw it away"}
        answer = await screen.app.push_screen_wait(Choice(_fault_lines(draft, faults, service.sides), answers))
        if answer == "discard":
            draft.discard()
        if answer != "edit":
            return False
        line = draft.line_of(faults)


def _run_editor(app: App[Any], path: str, line: int) -> str:
    """Suspend the window while the editor runs; return what went wrong, "" if nothing did."""
    command = external_editor.command(path, line)
    if command is None:
        return "No editor found; set EDITOR"
    problem = ""
    try:
        # If anything were raised in this context, it would leave the window suspended.
        with app.suspend(), _announced(f"Waiting for {external_editor.name()} to close the file … "):
            before = signal.signal(signal.SIGINT, lambda *_: None)  # ctrl+c is meant for the editor
            try:
                subprocess.run(command, check=False)  # noqa: S603  # the user's own editor
            except OSError as error:
                problem = external_editor.cannot_run(error)
            finally:
                signal.signal(signal.SIGINT, before)
    except SuspendNotSupported:
        return "No editor can be opened from here"
    return problem


@contextmanager
def _announced(message: str) -> Iterator[None]:
    """Show a message while the context is open: an editor with a window of its own leaves the terminal empty."""
    terminal = sys.__stderr__
    if terminal is not None:
        print(message, end="", file=terminal, flush=True)
    yield
    if terminal is not None:
        print("\r\x1b[K", end="", file=terminal, flush=True)


def _fault_lines(draft: Draft, faults: Sequence[Fault], sides: Mapping[str, str]) -> str:
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return f"{_in_words(draft, faults[0], sides)}{more}"


def _in_words(draft: Draft, fault: Fault, sides: Mapping[str, str]) -> str:
    """Return a fault with the side that it is about, as its key would have to be counted out: `IT: definition is empty`."""
    _, found, value = fault.key.partition("].sense[")
    if fault.file == draft.target and fault.line and found:
        side = draft.side_at(fault.line)
        if side in sides:
            what = value.partition("].")[2]
            return f"{sides[side]}: {f'{what} ' if what else ''}{fault.problem} in line {fault.line}; {fault.fix}"
    return str(fault)
