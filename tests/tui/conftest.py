"""The window in a test: without a terminal, at any size, driven by Textual's Pilot."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.selection import SELECT_ALL

from twosense.tui.app import Window
from twosense.tui.library import Library
from twosense.tui.screens.browse import Browse
from twosense.tui.widgets.entry import Entry
from twosense.tui.widgets.footer import Footer
from twosense.tui.widgets.query import Query
from twosense.tui.widgets.reader import Reader
from twosense.tui.widgets.rows import Rows

SIZES = [(120, 30), (80, 24), (60, 24), (40, 12)]
HOSTILE = r"""title = "hostile"
[sides.marketing]
label = "Mark[/]eting"
[sides.it]
label = "[TBD]"
[[term]]
name = "[/]"
aliases = ["[TBD]", "[bold red]loud"]
clash = "[@click=app.exit]click[/] here; \\[ and ] and [[ and 'quotes\" too"
related = ["数字化转型战略与架构", "שלום"]
[[term.sense]]
side = "marketing"
meaning = "[b]not bold[/b]"
definition = "[/] closes nothing"
say = "[/]"
examples = ["[link=https://example.org]no link[/link]"]
[[term.sense]]
side = "it"
meaning = "$accent is not a colour"
definition = "LONG"
[[term]]
name = "数字化转型战略与架构"
[[term.sense]]
side = "it"
meaning = "宽字符不能破坏列的宽度"
definition = "每个字符占两列。每个字符占两列。每个字符占两列。每个字符占两列。"
[[term]]
name = "שלום"
[[term.sense]]
side = "marketing"
meaning = "مرحبا بالعالم"
definition = "👩‍👩‍👧‍👦 family, é combining, 🇩🇪 flag"
""".replace("LONG", "word " * 390)


class Driven:
    """A window that runs, and the ways a test looks at it."""

    def __init__(self, window: Window, pilot: Pilot[str | None]) -> None:
        self.window, self.pilot = window, pilot

    @property
    def browse(self) -> Browse:
        screen = self.window.screen_stack[0]
        assert isinstance(screen, Browse)
        return screen

    @property
    def query(self) -> Query:
        return self.browse.query_one(Query)

    @property
    def rows(self) -> Rows:
        return self.browse.query_one(Rows)

    @property
    def entry(self) -> Entry:
        return self.browse.query_one(Entry)

    @property
    def footer(self) -> str:
        return str(self.window.screen.query_one(Footer).render())

    @property
    def notice(self) -> str:
        return str(self.browse.query_one("#notice").render())

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, line by line."""
        return ["".join(s.text for s in strip).rstrip() for strip in self.window.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def whole(self, reader: Reader | None = None) -> str:
        """Everything an entry or a passage holds, in sight or not."""
        selected = (reader or self.entry).get_selection(SELECT_ALL)
        return selected[0] if selected else ""

    def find(self, text: str, right: int = 0) -> Offset:
        """Where this text stands on the screen, and so many columns further right."""
        y = next(y for y, line in enumerate(self.lines) if text in line)
        return Offset(cell_len(self.lines[y][: self.lines[y].index(text)]) + right, y)

    async def settle(self) -> None:
        """Wait until the glossary is read, every question answered and everything painted."""
        async with asyncio.timeout(20):
            await self.pilot.pause()
            while not (self.browse._library.is_open or self.browse._broken):
                await asyncio.sleep(0.01)
            while any(worker.group in ("search", "article") and worker.is_running for worker in self.window.workers):
                await asyncio.sleep(0.005)
            for _ in range(3):  # breakpoints apply one refresh late
                await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        await self.press(*("space" if c == " " else c for c in text))

    async def drag(self, start: Offset, end: Offset) -> None:
        """Press the mouse here and let it go there."""
        await self.pilot.mouse_down(offset=start)
        await self.pilot.hover(offset=end)
        await self.pilot.mouse_up(offset=end)
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    async def until(self, holds: Callable[[], bool], seconds: float = 8) -> None:
        async with asyncio.timeout(seconds):
            while not holds():
                await self.pilot.pause(0.02)


Drive = Callable[..., AbstractAsyncContextManager[Driven]]


@pytest.fixture
def drive() -> Drive:
    """Open a window: `async with drive((80, 24)) as window`."""

    @asynccontextmanager
    async def drive(
        size: tuple[int, int] = (120, 30), *, query: str = "", pick: bool = False, **layers: Any
    ) -> AsyncIterator[Driven]:
        window = Window(Library(**layers), query, pick)
        async with window.run_test(size=size) as pilot:
            driven = Driven(window, pilot)
            await driven.settle()
            yield driven

    return drive


@pytest.fixture
def hostile() -> str:
    """The path of a glossary that tries to break the screen."""
    path = Path("hostile.toml")
    path.write_text(HOSTILE, encoding="utf-8")
    return str(path)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a test that is a coroutine."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = inspect.signature(pyfuncitem.obj).parameters
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names}))
    return True
