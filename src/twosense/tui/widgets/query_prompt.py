"""The prompt, to the left of the search box: the program's name and purpose if there is room, then a sign."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from twosense.tui.breakpoints import MEDIUM, ROOMY


class QueryPrompt(Static):
    """The left end of the first line. Its sign is bright while the search box has the focus."""

    def __init__(self, width: int) -> None:
        """Show what fits in a terminal `width` columns wide."""
        self._shown = _text(width, lit=True)
        super().__init__(self._shown, id="prompt")

    def fit(self, width: int, *, lit: bool) -> None:
        """Show what fits, without a new layout if it is the same."""
        text = _text(width, lit=lit)
        if text != self._shown:
            self._shown = text
            self.update(text)


def _text(width: int, *, lit: bool) -> Content:
    name = Content.styled("twosense  ", "bold $emphasis") if width >= MEDIUM else Content("")
    purpose = Content.styled("one word, two senses   ", "$muted") if width >= ROOMY else Content("")
    return Content.assemble(name, purpose, Content.styled("› ", "bold $emphasis" if lit else "$muted"))
