"""A prompt: one line to type, which completes the paths of files if it asks for one.

Invariant: the screen returns what was typed or accepted, which is not blank, or None if the user backed out.
"""

from __future__ import annotations

import os
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.suggester import Suggester
from textual.widgets import Input, Static

from twosense.tui.keys import bindings
from twosense.tui.links import literal
from twosense.tui.screens.dialog import Dialog
from twosense.tui.widgets.line_input import LineInput

_LENGTH = 4096  # characters: the longest path of Linux
_LOOKED_AT = 2000  # entries of a folder: reading a larger one would take as long as a keystroke may


class _Paths(Suggester):
    """Suggests the first entry of a folder that begins with what is typed."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the completed path, or None."""
        return _completed(value)


class Prompt(Dialog[str]):
    """The prompt; `label` says what is asked for, `completes` whether that is a path.

    `value` is what is proposed. It is selected, so that what is typed replaces it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("prompt")]

    def __init__(self, label: str, value: str = "", *, completes: bool = True) -> None:
        super().__init__()
        self._label, self._value, self._completes = label, value, completes

    def compose(self) -> ComposeResult:
        """Compose the label and the line."""
        completing = f"{self.key_of('prompt.complete')} Complete  " if self._completes else ""
        with self.frame(f"{completing}Enter Take  {self.key_of('prompt.back')} Back"):
            yield Static(literal(self._label, "bold"), id="question")
            suggester = _Paths() if self._completes else None
            yield LineInput(self._value, suggester=suggester, max_length=_LENGTH, select_on_focus=True, id="line")

    def action_complete(self) -> None:
        """Take the path that is suggested; where nothing is typed, the only one that there is."""
        line = self.query_one(LineInput)
        if not line.value and self._completes:
            line.value = _only() or ""
            line.action_end()
        else:
            line.action_cursor_right()

    def action_undo(self) -> None:
        """Undo what was typed."""
        self.query_one(LineInput).undo()

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Return what was typed; go on asking if that is nothing."""
        if value := event.value.strip():
            self.close(os.path.expanduser(value) if self._completes else value)


def _only() -> str | None:
    """Return the only path of this folder, hidden ones aside; None if there are others."""
    try:
        with os.scandir() as entries:
            found = [entry for entry, _ in zip(entries, range(_LOOKED_AT), strict=False) if not entry.name.startswith(".")]
    except OSError:
        return None
    return _completed(found[0].name) if len(found) == 1 else None


def _completed(value: str) -> str | None:
    folder, name = os.path.split(os.path.expanduser(value))
    if not name:
        return None
    try:
        with os.scandir(folder or ".") as entries:
            found = [entry for entry, _ in zip(entries, range(_LOOKED_AT), strict=False) if entry.name.startswith(name)]
    except (OSError, ValueError):
        return None
    if not found or not all(entry.name.isprintable() for entry in found):
        return None
    entry = min(found, key=lambda entry: entry.name)
    is_folder = os.path.isdir(entry.path)  # not entry.is_dir(), which raises an error for a link to itself
    return value + entry.name[len(name) :] + "/" * is_folder
