"""Enquiries: what the main screen asks of the library, and the messages that its answers come back as.

Invariant: no enquiry touches a widget; a newer question takes the place of one that has not been answered.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from twosense.errors import TwosenseError
from twosense.tui.library import Library, Page

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.worker import Worker

    from twosense.model import Answer

_LOOK_S = 1.0  # how often the glossaries are looked at


@dataclass
class Opened(Message):
    """The glossary was read, or read again."""


@dataclass
class Broken(Message):
    """A glossary could not be read."""

    error: TwosenseError


@dataclass
class Found(Message):
    """What the list shows now, and the entry of the chosen row."""

    page: Page
    chosen: int
    answer: Answer | None


@dataclass
class Shown(Message):
    """The entry of a row that was chosen in the list."""

    term: str
    answer: Answer | None


class Enquiries:
    """The questions of one screen.

    A question of a group takes the place of the one before it.
    """

    def __init__(self, screen: Screen[None], library: Library) -> None:
        self._screen, self._library = screen, library

    def watch(self) -> None:
        """Read the glossary, and again whenever a file has changed."""
        self._ask(self._watch, "library")

    def find(self, query: str, first: int = 0, term: str = "", *, last: bool = False) -> None:
        """Search, and choose this term of what is found, or the last, or the first."""
        self._ask(partial(self._find, query, first, term, last), "search")

    def read(self, term: str) -> None:
        """Ask for the entry of a row."""
        self._ask(partial(self._read, term), "search")

    def _ask(self, question: Callable[[], Coroutine[None, None, None]], group: str) -> Worker[None]:
        # Not a coroutine, which would stay unawaited when the worker is cancelled before it began.
        return self._screen.run_worker(question, group=group, exclusive=True)

    async def _watch(self) -> None:
        while True:
            try:
                if await self._library.read():
                    self._screen.post_message(Opened())
            except TwosenseError as error:
                self._screen.post_message(Broken(error))
            await asyncio.sleep(_LOOK_S)

    async def _find(self, query: str, first: int, term: str, last: bool) -> None:
        self._screen.post_message(Found(*await self._library.find(query, first, term, last)))

    async def _read(self, term: str) -> None:
        self._screen.post_message(Shown(term, await self._library.answer(term)))
