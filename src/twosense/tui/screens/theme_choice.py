"""The choice of a theme, which is shown on the screen below while it is only looked at.

Invariant: leaving without a choice brings back the theme that was there.
"""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from twosense.tui.keys import bindings
from twosense.tui.screens.dialog import Dialog
from twosense.tui.themes import DARK, LIGHT, TERMINAL, THEMES, offered


def theme_names() -> list[str]:
    """Return the themes that may be chosen: ours, then the others by name."""
    others = sorted(name for name, theme in THEMES.items() if offered(theme))
    return [DARK, LIGHT, TERMINAL, *(name for name in others if name not in {DARK, LIGHT, TERMINAL})]


class ThemeChoice(Dialog[str]):
    """A list of themes. It returns the chosen one, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("choice")]

    def __init__(self, names: list[str], current: str) -> None:
        super().__init__()
        self._names, self._before = names, current

    def compose(self) -> ComposeResult:
        """Compose the list."""
        choices = OptionList(*(Option(name, id=name) for name in self._names), id="themes", markup=False)
        choices.border_title = "Theme"
        choices.border_subtitle = f"{self.key_of('choice.take')} Take  {self.key_of('choice.back')} Back"
        choices.highlighted = self._names.index(self._before) if self._before in self._names else 0
        yield choices

    def action_move(self, step: int) -> None:
        """Look at another theme."""
        choices = self.query_one(OptionList)
        if step > 0:
            choices.action_cursor_down()
        else:
            choices.action_cursor_up()

    def action_take(self) -> None:
        """Choose the theme that is looked at."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionHighlighted)
    def preview(self, event: OptionList.OptionHighlighted) -> None:
        """Show a theme."""
        if event.option_id and self.is_current:
            self.app.theme = event.option_id

    @on(OptionList.OptionSelected)
    def take(self, event: OptionList.OptionSelected) -> None:
        """Choose a theme."""
        self.close(event.option_id)

    def action_back(self) -> None:
        """Go back to the theme that was there."""
        self.app.theme = self._before
        super().action_back()
