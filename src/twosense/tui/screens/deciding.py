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
    from twosense.tui.revision import Revision
    from twosense.tui.side_labels import SideLabels

_STYLES: dict[Style, str] = {
    "gloss": "gloss: the meaning once, after the word",
    "expand": "expand: the meaning at every mention",
    "replace": "replace: a safe wording instead of the word",
}


async def ask_which(app: App[Any], labels: SideLabels, revision: Revision, question: Question) -> tuple[Decision, bool] | None:
    """Return the answer to a question of a revision, and whether it is for all that are alike. Call it in a worker."""
    readings = {
        Decision(side=reading.side, meaning=reading.meaning): f"{labels.name(reading.side)}: {reading.meaning}"
        for reading in question.readings
    }
    answers: dict[tuple[Decision | None, bool], str] = {
        **{(decision, False): text for decision, text in readings.items()},
        (Decision(), False): "leave it as it is",
        (None, False): "write something else …",
    }
    if (count := len(revision.alike(question, same_form=False))) > 1:
        answers |= {(decision, True): f"everywhere ({count} times): {text}" for decision, text in readings.items()}
    if (count := len(revision.alike(question, same_form=True))) > 1:
        answers[None, True] = f"everywhere ({count} times “{question.surface}”): write something else …"
    answer = await app.push_screen_wait(Choice(f"Which “{question.surface}”?", answers))
    if answer is None:
        return None
    decision, everywhere = answer
    if decision is None:
        wording = await app.push_screen_wait(Prompt(f"Write instead of “{question.surface}”", completes=False))
        return (Decision(wording=wording), everywhere) if wording else None
    return decision, everywhere


async def ask_whether(app: App[Any], edit: Edit, *, accepted: bool) -> bool | None:
    """Return whether an edit is to be made, which is `accepted` so far. Call it in a worker."""
    answers = {True: "make this change", False: "leave the text as it is"}
    return await app.push_screen_wait(Choice(f"{edit.surface} → {edit.replacement}", answers, accepted))


async def ask_style(app: App[Any], style: Style) -> Style | None:
    """Return the style of a translation, which is `style` so far. Call it in a worker."""
    return await app.push_screen_wait(Choice("How?", _STYLES, style))
