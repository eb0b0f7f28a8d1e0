"""The search box: a line to type, with our bindings.

Invariant: its value is one line without control characters, at most `MAX_LENGTH` long.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

from twosense.text.sanitize import sanitize
from twosense.tui.widgets.line_input import LineInput

_PLACEHOLDER = "Type a word, or describe it"
MAX_LENGTH = 200  # characters: more than anybody types, and a paste can be of any length


class QueryInput(LineInput, inherit_bindings=False):
    """The search box."""

    # Enter and ctrl+c are declared in the table of keys.
    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in Input.BINDINGS if isinstance(binding, Binding) and binding.action not in ("submit", "copy")
    ]

    # Textual's own reactive lays out the screen again at every letter, which takes 4 to 12 ms; the box never changes its size.
    virtual_size = Reactive(Size(0, 0))

    def __init__(self, value: str = "") -> None:
        super().__init__(sanitize(value)[:MAX_LENGTH], placeholder=_PLACEHOLDER, max_length=MAX_LENGTH, id="query")

    def on_resize(self, event: events.Resize) -> None:
        """Ask in fewer words where there is no room."""
        self.placeholder = _PLACEHOLDER if event.size.width > len(_PLACEHOLDER) else _PLACEHOLDER.partition(",")[0]

    @dataclass
    class Shortened(Message):
        """A paste was longer than what the box takes."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether a key is text. A question mark is not, if the box is empty: it asks for the help; nor is Alt-l."""
        is_text = super().check_consume_key(key, character) and not key.startswith("alt+")
        return is_text and not (character == "?" and not self.value)

    def on_key(self, event: events.Key) -> None:
        """Leave a key that is no text to its binding."""
        if event.is_printable and not self.check_consume_key(event.key, event.character):
            event.prevent_default()

    def paste(self, text: str) -> None:
        """Insert the words of a text, as many characters as fit."""
        start, end = sorted(self.selection)
        free = MAX_LENGTH - len(self.value) + end - start
        words = sanitize(" ".join(text[: 50 * MAX_LENGTH].split()))
        self.replace(words[:free], start, end)
        if len(words) > free:
            self.post_message(self.Shortened())
