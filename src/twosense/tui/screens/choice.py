"""A choice: a question and a few numbered answers, in the middle of the screen.

Invariant: the screen returns what the chosen answer stands for, or None if the user backed out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from twosense.text.sanitize import sanitize
from twosense.tui.keys import bindings
from twosense.tui.links import literal
from twosense.tui.screens.dialog import Answer, Dialog
from twosense.tui.widgets.item_list import ItemList, ItemPart

_MOST = 20  # answers in sight
_NUMBERS = "123456789abcdefghi"  # the letters before those that move or leave


class Choice(Dialog[Answer]):
    """The question, its answers by what they stand for, and which of them is selected first; without it, the first one."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("choice")]

    def __init__(self, question: str, answers: Mapping[Answer, str], selected: Answer | None = None) -> None:
        super().__init__()
        self._question, self._answers, self._texts = question, list(answers), list(answers.values())
        self._selected = next((number for number, answer in enumerate(answers) if answer == selected), 0)
        self._list = ItemList(id="answers")  # exists from the start, because keys may arrive before the screen is mounted

    def compose(self) -> ComposeResult:
        """Compose the question and the answers."""
        last = _NUMBERS[: len(self._answers)][-1:]
        numbers = f"1-9 a-{last}" if last.isalpha() else f"1-{last}"
        with self.frame(f"{self.key_of('choice.take')} or {numbers} Take  {self.key_of('choice.back')} Back"):
            yield Static(literal(self._question, "bold"), id="question")
            yield self._list

    def on_mount(self) -> None:
        """Show the answers."""
        self._list.show([1] * len(self._answers), self._item, self._selected)
        self._fit()

    def on_resize(self) -> None:
        """Fit the answers to the new height, once the question is wrapped to the new width."""
        self.call_after_refresh(self._fit)

    @on(ItemList.Selected)
    def _fit(self) -> None:
        """Show as many answers as there is room for; if that is not all, say which of them is selected."""
        frame, question, count = self.query_one("#dialog"), self.query_one("#question"), len(self._answers)
        room = max(1, min(_MOST, self.size.height - frame.gutter.height - question.outer_size.height))
        self._list.styles.height = min(count, room)
        frame.border_title = f"{self._list.selected + 1} of {count}" if count > room else ""

    def _item(self, index: int, _: int) -> Iterator[ItemPart]:
        yield f"{_NUMBERS[index : index + 1]:1}  ", "item-list--aside"
        yield (sanitize(self._texts[index]),)

    def on_key(self, event: events.Key) -> None:
        """Take the answer with a typed number."""
        number = _NUMBERS.find(event.key)
        if 0 <= number < len(self._answers):
            event.stop()
            self.close(self._answers[number])

    def on_item_list_activated(self) -> None:
        """Take the answer that was clicked twice."""
        self.action_take()

    def action_move(self, step: int) -> None:
        """Select another answer."""
        self._list.move(step)

    def action_take(self) -> None:
        """Take the selected answer."""
        self.close(self._answers[self._list.selected])
