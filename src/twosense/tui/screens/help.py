"""The help: every key, those of the screen that it was asked on first, and what a query may hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.app import ComposeResult

from twosense.tui.keys import KeyContext
from twosense.tui.screens.dialog import Dialog
from twosense.tui.widgets.key_list import KeyList


class Help(Dialog[None]):
    """The list of keys. `contexts` come first; `keymap` has the keys that the user has changed."""

    AUTO_FOCUS = "#keys"

    def __init__(self, contexts: Iterable[KeyContext], keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._contexts, self._keymap = contexts, keymap

    def compose(self) -> ComposeResult:
        """Compose the list."""
        yield KeyList(self._contexts, self._keymap)

    def on_mount(self) -> None:
        """Show the list."""
        self.query_one(KeyList).show_text()
