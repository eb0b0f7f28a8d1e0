"""A line to type: Textual's Input, of which what was typed can be undone.

Invariant: an undo takes back a word, a run of deleted characters or one other change, whoever made it, and nothing else.
"""

from __future__ import annotations

from collections import deque

from textual import events
from textual.suggester import Suggester
from textual.widgets import Input

_STEPS = 200


class LineInput(Input):
    """The line."""

    def __init__(
        self,
        value: str,
        *,
        id: str,
        max_length: int,
        placeholder: str = "",
        suggester: Suggester | None = None,
        select_on_focus: bool = False,
    ) -> None:
        self._steps: deque[tuple[str, int]] = deque(maxlen=_STEPS)  # values, and where the cursor belongs
        self._growth = 0  # by how many characters the last change made the value longer
        self._changed_at = 0  # where that was
        self._is_undoing = False
        super().__init__(
            value,
            placeholder,
            suggester=suggester,
            max_length=max_length,
            select_on_focus=select_on_focus,
            compact=True,
            id=id,
        )
        self.cursor_blink = False  # blinking would wake the process, and send bytes over SSH, twice a second

    def watch_value(self, before: str, after: str) -> None:
        """Note what can be undone."""
        unlike = (at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new)
        at, growth = next(unlike, min(len(before), len(after))), len(after) - len(before)
        begins_word = growth == 1 and before[:at].endswith(" ") and after[at] != " "
        goes_on = growth == self._growth and at - self._changed_at in (0, growth) and abs(growth) == 1 and not begins_word
        if not (self._is_undoing or goes_on or before == after):
            longer, shorter = (after, before) if growth > 0 else (before, after)
            is_in_one_piece = longer[:at] + longer[at + abs(growth) :] == shorter
            self._steps.append((before, at + max(0, -growth) if is_in_one_piece else len(before)))
        self._growth, self._changed_at = growth, at

    def action_paste(self) -> None:
        """Paste what was copied in this window."""
        self.paste(self.app.clipboard)

    def on_paste(self, event: events.Paste) -> None:
        """Paste what the terminal sent."""
        self.paste(event.text)
        event.stop()
        event.prevent_default()

    def paste(self, text: str) -> None:
        """Insert the first line of a text."""
        self.replace(next(iter(text.splitlines()), ""), *self.selection)

    def undo(self) -> None:
        """Take the last change back, if there is one."""
        if self._steps:
            self._is_undoing = True
            self.value, self.cursor_position = self._steps.pop()
            self._is_undoing = False
            self._growth = 0
