"""The status: which of how many terms is shown, how the query found it, and the order of the sides."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content
from textual.widgets import Static

from twosense.output.sides import SideBadge
from twosense.tui.breakpoints import MEDIUM, WIDE
from twosense.tui.glossary_answers import ListPage
from twosense.tui.links import literal

_GUESSES = {"initials", "spelling", "meaning"}  # the tiers that people want to know of, because they did not type the term


class Status(Static):
    """The right end of the first line."""

    def __init__(self) -> None:
        super().__init__(id="status")
        self._shown = Content("")

    def say(self, message: str) -> None:
        """Show a message, such as that there is no glossary."""
        self._show(Content(message))

    def show_number(self, number: int, page: ListPage, sides: Mapping[str, str], badges: Mapping[str, SideBadge]) -> None:
        """Show the number of the selected term, and the sides, which map to their labels, in their order."""
        parts = [Content(f"{number:,} of {page.total:,}{'+' * page.more}")]
        if self.screen.size.width >= MEDIUM:
            guessed = page.tier in _GUESSES
            if guessed:
                parts.append(Content(f"by {page.tier}"))
            ordered = [literal(f"{badges[side].symbol} {label}", f"${badges[side].variable}") for side, label in sides.items()]
            if not guessed or self.screen.size.width >= WIDE:
                parts.append(Content(" → ").join(ordered))
        self._show(Content(" · ").join(parts))

    def _show(self, content: Content) -> None:
        if content != self._shown:
            self._shown = content
            self.update(content, layout=False)
