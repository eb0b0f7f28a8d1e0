"""The help: every key, and what a query may hold, over the screen that it was asked on."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult

from twosense.tui.screens.dialog import Dialog
from twosense.tui.widgets.key_list import KeyList


class Help(Dialog[None]):
    """The list of keys. `keymap` has the keys that the user has changed."""

    AUTO_FOCUS = "#keys"

    def __init__(self, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """Compose the list."""
        yield KeyList(self._keymap)

    def on_mount(self) -> None:
        """Show the list."""
        self.query_one(KeyList).show_text()
