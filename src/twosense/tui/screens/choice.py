"""A choice: a question and a few numbered answers, in the middle of the screen.

Invariant: the screen returns the number of the chosen answer, or None if the user backed out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from twosense.text.sanitize import sanitize
from twosense.tui.keys import bindings
from twosense.tui.links import literal
from twosense.tui.widgets.item_list import ItemList, ItemPart


class Choice(ModalScreen[int]):
    """The question, its answers, and the number of the one that is selected first."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("choice")]

    def __init__(self, question: str, answers: Sequence[str], selected: int = 0) -> None:
        super().__init__()
        self._question, self._answers, self._selected = question, answers, selected
        self._list = ItemList(id="answers")  # exists from the start, because keys may arrive before the screen is mounted

    def compose(self) -> ComposeResult:
        """Compose the question and the answers."""
        with Vertical(id="dialog"):
            yield Static(literal(self._question, "bold"), id="question")
            yield self._list

    def on_mount(self) -> None:
        """Show the answers."""
        self._list.styles.height = len(self._answers)
        self._list.show([1] * len(self._answers), self._item, self._selected)

    def _item(self, index: int, _: int) -> Iterator[ItemPart]:
        yield f"{index + 1 if index < 9 else ' '}  ", "item-list--aside"
        yield (sanitize(self._answers[index]),)

    def on_key(self, event: events.Key) -> None:
        """Take the answer with a typed number."""
        if event.key in "123456789" and int(event.key) <= len(self._answers):
            event.stop()
            self._close(int(event.key) - 1)

    def on_item_list_activated(self) -> None:
        """Take the answer that was clicked twice."""
        self.action_take()

    def action_move(self, step: int) -> None:
        """Select another answer."""
        self._list.move(step)

    def action_take(self) -> None:
        """Take the selected answer."""
        self._close(self._list.selected)

    def action_back(self) -> None:
        """Take none."""
        self._close(None)

    def _close(self, number: int | None) -> None:
        if self.is_current:  # a second key may arrive after the first one has closed the screen
            self.dismiss(number)
