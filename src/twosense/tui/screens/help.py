"""The help: every key, derived from the table of keys and the user's own keys.

Invariant: the help lists exactly the declared keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from twosense.tui.keys import CONTEXT_LABELS, KEYS, bindings, key_label
from twosense.tui.links import literal
from twosense.tui.user_keys import config_path

_KEYS_WIDTH, _ID_WIDTH = 22, 24  # columns
_WIDE = 90  # columns from which the ids are shown


class Help(ModalScreen[None]):
    """The list of keys. `keymap` has the keys that the user has changed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("help")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]

    def __init__(self, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._user_keys = keymap

    def compose(self) -> ComposeResult:
        """Compose the list."""
        with VerticalScroll(id="help", can_focus=False):
            yield Static(id="keys")

    def on_resize(self) -> None:
        """Fit the list to the new width."""
        wide = self.size.width >= _WIDE
        lines = [Content.styled("Keys", "bold"), Content("")]
        for context, label in CONTEXT_LABELS.items():
            lines.append(Content.styled(label, "bold $accent"))
            for key in KEYS:
                if key.context == context:
                    keys = " ".join(map(key_label, self._user_keys.get(key.id, key.keys).split(",")))
                    id_ = literal(key.id.ljust(_ID_WIDTH), "dim") if wide else Content("")
                    lines.append(Content.assemble(literal(f"  {keys.ljust(_KEYS_WIDTH)} "), id_, literal(key.help)))
            lines.append(Content(""))
        lines.append(literal("In the search box: the usual editing keys, and ^a ^e ^k ^u ^w as in a shell."))
        lines.append(literal(f'To change a key, add it to the table [keys] in {config_path()}: "search.swap" = "f6".'))
        lines.append(literal("Mouse: click, scroll, select to copy. Hold Shift to use the terminal's own selection."))
        self.query_one("#keys", Static).update(Content("\n").join(lines))

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one("#help").scroll_relative(y=lines, animate=False)

    def action_back(self) -> None:
        """Close the help."""
        self.dismiss()
