"""Copying: offer what can be copied, and copy what the user chooses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand

if TYPE_CHECKING:
    from twosense.tui.copies import Copy
    from twosense.tui.screens.base import GlossaryScreen
    from twosense.tui.screens.choice import Choice


def menu(name: str, copies: Iterable[Copy]) -> Choice[Copy]:
    """Return the menu of what can be copied of something."""
    from twosense.tui.screens.choice import Choice

    return Choice(f"Copy “{name}”", {one: one.offer for one in copies})


async def copy(screen: GlossaryScreen[Any], chosen: Copy) -> None:
    """Copy what was chosen."""
    text = await screen.service.card(chosen.text, chosen.form) if chosen.form else chosen.text
    screen.copy(text, chosen.name)


def copy_commands(offer: Callable[[], object]) -> Iterator[SystemCommand]:
    """Yield the command of the palette that people look for when they want one wording; `offer` is what opens the menu."""
    yield SystemCommand("Copy only a wording", "copy one of the wordings, ready to paste", offer)
