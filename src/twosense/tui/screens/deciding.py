"""Deciding: ask how to translate, and what to do about one question or one edit.

Invariant: backing out decides nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twosense.model import Decision
from twosense.tui.screens.choice import Choice
from twosense.tui.screens.prompt import Prompt

if TYPE_CHECKING:
    from textual.app import App

    from twosense.model import Edit, Question, Style
    from twosense.tui.side_labels import SideLabels

_STYLES: dict[Style, str] = {
    "gloss": "gloss: the meaning once, after the word",
    "expand": "expand: the meaning at every mention",
    "replace": "replace: a safe wording instead of the word",
}


async def ask_which(app: App[Any], labels: SideLabels, question: Question) -> tuple[Decision, bool] | None:
    """Return the answer to a question, and whether it is for all questions about the term. Call it in a worker."""
    readings = [f"{labels.name(reading.side)}: {reading.meaning}" for reading in question.readings]
    everywhere = [f"{reading}, for every unclear “{question.term}”" for reading in readings]
    answers = [*readings, "leave it as it is", "write something else …", *everywhere]
    number = await app.push_screen_wait(Choice(f"Which “{question.surface}”?", answers))
    count = len(readings)
    if number is None:
        return None
    if number == count:
        return Decision(), False
    if number == count + 1:
        wording = await app.push_screen_wait(Prompt(f"Write instead of “{question.surface}”", completes=False))
        return (Decision(wording=wording), False) if wording else None
    reading = question.readings[number if number < count else number - count - 2]
    return Decision(side=reading.side, meaning=reading.meaning), number > count


async def ask_whether(app: App[Any], edit: Edit, *, accepted: bool) -> bool | None:
    """Return whether an edit is to be made, which is `accepted` so far. Call it in a worker."""
    question = f"{edit.surface} → {edit.replacement}"
    number = await app.push_screen_wait(Choice(question, ["make this change", "leave the text as it is"], int(not accepted)))
    return None if number is None else number == 0


async def ask_style(app: App[Any], style: Style) -> Style | None:
    """Return the style of a translation, which is `style` so far. Call it in a worker."""
    styles = [*_STYLES]
    number = await app.push_screen_wait(Choice("How?", [*_STYLES.values()], styles.index(style)))
    return None if number is None else styles[number]
