"""The query: the search box, Textual's Input with its emacs keys.

Invariant: it holds one line without control characters, never longer than a search reads.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from twosense.characters import plain
from twosense.tui.widgets.in_order import InOrder

LIMIT = 200  # characters; nobody searches for more, and a paste may bring anything


class Query(InOrder, Input, inherit_bindings=False):
    """The search box."""

    # Enter and ctrl+c are declared with the window's own keys.
    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in Input.BINDINGS if isinstance(binding, Binding) and binding.action not in ("submit", "copy")
    ]

    virtual_size = Reactive(Size(0, 0))  # Textual's asks for a new layout at every key, but the box stays as wide as it is

    def __init__(self, value: str = "") -> None:
        super().__init__(
            plain(value)[:LIMIT],
            placeholder="Type a word, or what it is about",
            compact=True,
            select_on_focus=False,
            max_length=LIMIT,
            id="query",
        )
        self.cursor_blink = False  # it would wake the program and the line to it twice a second

    def _on_paste(self, event: events.Paste) -> None:
        """Take the words of what was pasted, as many as fit."""
        start, end = sorted(self.selection)
        room = LIMIT - len(self.value) + end - start
        self.replace(plain(" ".join(event.text[: 50 * LIMIT].split()))[:room], start, end)
        event.stop()
        event.prevent_default()
