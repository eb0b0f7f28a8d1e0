"""Help: every key there is, made from their declaration and the user's own keys.

Invariant: a key that is not declared is not here, and one that is, is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from twosense.tui import remap
from twosense.tui.keys import KEYS, PLACES, bindings, shown
from twosense.tui.links import text

if TYPE_CHECKING:
    from twosense.tui.app import Window

_KEYS, _ID = 22, 24  # columns


class Help(ModalScreen[None]):
    """All keys."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("help")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (90, "-wide")]
    app: Window

    def compose(self) -> ComposeResult:
        """Compose the list."""
        with VerticalScroll(id="help", can_focus=False):
            yield Static(id="keys")

    def on_resize(self) -> None:
        """Fill the width there is."""
        wide = self.size.width >= 90
        lines = [Content.styled("Keys", "bold"), Content("")]
        for place, heading in PLACES.items():
            lines.append(Content.styled(heading, "bold $accent"))
            for key in KEYS:
                if key.place == place:
                    keys = " ".join(map(shown, self.app.keymap.get(key.id, key.keys).split(",")))
                    name = text(key.id.ljust(_ID), "dim") if wide else Content("")
                    lines.append(Content.assemble(text(f"  {keys.ljust(_KEYS)} "), name, text(key.help)))
            lines.append(Content(""))
        lines.append(text("In the search box: the usual editing keys, and ^a ^e ^k ^u ^w as in a shell."))
        lines.append(text(f'Keys of your own: a table [keys] in {remap.path()}, such as "search.swap" = "f6".'))
        lines.append(text("Mouse: click, wheel, select to copy. Shift while selecting is the terminal's own selection."))
        self.query_one("#keys", Static).update(Content("\n").join(lines))

    def action_scroll(self, lines: int) -> None:
        """Scroll."""
        self.query_one("#help").scroll_relative(y=lines, animate=False)

    def action_back(self) -> None:
        """Close."""
        self.dismiss()
