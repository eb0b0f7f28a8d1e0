"""The window in a test: without a terminal, at any size."""

from __future__ import annotations

import asyncio
import inspect
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from rich.cells import cell_len
from rich.console import Console
from textual import events
from textual.geometry import Offset
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.selection import SELECT_ALL
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import Worker

from tests.tui.terminals import opened, tmux  # noqa: F401  # fixtures
from twosense.paths import LayerPaths
from twosense.tui.app import Window
from twosense.tui.glossary_service import GlossaryService
from twosense.tui.opening import Opening
from twosense.tui.screens.browse import Browse
from twosense.tui.screens.scan import Scan
from twosense.tui.screens.text_editor import TextEditor
from twosense.tui.user_keys import key_name
from twosense.tui.widgets.entry import Entry
from twosense.tui.widgets.footer import Footer
from twosense.tui.widgets.item_list import ItemList
from twosense.tui.widgets.message_line import MessageLine
from twosense.tui.widgets.query import QueryInput
from twosense.tui.widgets.text_view import TextView

SIZES = [(200, 50), (120, 30), (80, 24), (60, 24), (40, 12), (20, 5)]
at_sizes = pytest.mark.parametrize(
    "sizes", [SIZES[1::2], pytest.param(SIZES, marks=pytest.mark.slow)], ids=["some sizes", "all sizes"]
)
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
say = { noun = "[/]" }
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
# Keys whose character is not their name.
CHARACTERS = {"space": " ", "slash": "/", "backspace": "\x7f", "enter": "\r", "tab": "\t", "escape": "\x1b"}


class WindowDriver:
    """A running window, and what a test can do with it and see of it."""

    def __init__(self, app: Window, service: GlossaryService, pilot: Pilot[str | None]) -> None:
        self.app, self.service, self.pilot = app, service, pilot
        self._lines: list[str] = []  # those of `lines`, until the window is painted again
        app.post_display_hook = self._lines.clear

    @property
    def screen(self) -> Screen[Any]:
        return self.app.screen

    @property
    def browse(self) -> Browse:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, Browse)
        return screen

    @property
    def scan(self) -> Scan:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, Scan)
        return screen

    @property
    def query(self) -> QueryInput:
        return self.browse.query_one(QueryInput)

    @property
    def list(self) -> ItemList:
        return self.browse.query_one(ItemList)

    @property
    def entry(self) -> Entry:
        return self.browse.query_one(Entry)

    @property
    def footer(self) -> str:
        """The keys in the last line, and the message above them if there is one."""
        return " ".join(str(one.render()) for one in (*self.screen.query(MessageLine), self.screen.query_one(Footer)))

    @property
    def notice(self) -> str:
        return str(self.browse.query_one("#notice").render())

    @property
    def has_quit(self) -> bool:
        return self.app.return_code is not None

    @property
    def lines(self) -> list[str]:
        """The lines on the screen."""
        if not self._lines:
            with patch.object(Console, "export_svg", lambda console, **_: console.export_text()):
                self._lines += [line.rstrip() for line in self.app.export_screenshot(simplify=True).split("\n")]
        return [*self._lines]

    @property
    def text(self) -> str:
        """The text on the screen."""
        return "\n".join(self.lines)

    def full_text(self, view: TextView | None = None) -> str:
        """Return everything in the entry or another text view, also what is scrolled out of sight."""
        selected = (view or self.entry).get_selection(SELECT_ALL)
        return selected[0] if selected else ""

    def find(self, text: str, right: int = 0, within: Widget | None = None) -> Offset:
        """Return where a text is on the screen or in a widget, or `right` columns further right."""
        region = (within or self.screen).region
        for y, line in enumerate(self.lines):
            for match in re.finditer(re.escape(text), line):
                x = cell_len(line[: match.start()])
                if region.contains(x, y):
                    return Offset(x + right, y)
        raise AssertionError(f"{text!r} is not in\n{self.text}")

    async def settle(self) -> None:
        """Wait until the glossary is loaded, every request answered and everything painted."""
        async with asyncio.timeout(20):
            while not (self.service.is_open or self.service.error):
                await asyncio.sleep(0.005)
            with self.app.batch_update():  # each state on the way would be painted
                await self.answered(1)
            await self.answered(2)  # a key takes up to three rounds of messages; breakpoints apply one refresh late

    async def answered(self, enough: int) -> None:
        """Wait until every request is answered, and messages were handled this often since then."""
        rounds, screen = 0, self.screen
        while rounds < enough:
            rounds += 1
            while not self.has_quit and self.is_unanswered:
                rounds = 0
                await asyncio.sleep(0.001)
            if self.has_quit:
                return
            await self.messages_handled()
            if self.screen is not screen:
                rounds, screen = 0, self.screen

    @property
    def is_unanswered(self) -> bool:
        """Whether a key has not acted, a request has no answer, or the search has not yet shown its first page."""
        page = self.screen.page if isinstance(self.screen, Browse) and self.service.is_open else None
        return (
            not self.app.has_acted
            or any(not worker.is_finished and not self.is_waiting(worker) for worker in self.app.workers)
            or (page is not None and not page.query and not page.total)
        )

    def is_waiting(self, worker: Worker[Any]) -> bool:
        """Return whether a worker waits for a file to change, or for an answer of the user."""
        is_elsewhere = worker.node not in (self.app, *self.app.screen_stack)  # the question of another mode
        is_asked = is_elsewhere or isinstance(self.screen, ModalScreen | TextEditor)
        return worker.group == "reload" or (worker.group == "dialog" and is_asked)

    async def messages_handled(self) -> None:
        """Wait until the messages sent so far are handled, and the screen is painted."""
        pumps: list[MessagePump] = [self.app, *self.screen.walk_children(), self.screen]
        for pump in pumps:
            handled = asyncio.Event()
            if not self.has_quit and pump.post_message(events.Callback(handled.set)):
                await self.happens(handled)
        painted = asyncio.Event()
        if not self.has_quit and self.screen.call_after_refresh(painted.set):
            await self.happens(painted)

    async def happens(self, event: asyncio.Event) -> None:
        """Wait for an event, but not for long: a dialog that closes meanwhile handles no more messages."""
        with suppress(TimeoutError):
            async with asyncio.timeout(2):
                await event.wait()

    def send(self, *keys: str) -> None:
        """Press keys without waiting between them."""
        for key in keys:
            name = "space" if key == " " else key_name(key)
            self.app.post_message(events.Key(name, key if len(key) == 1 else CHARACTERS.get(key)))

    async def press(self, *keys: str) -> None:
        """Press keys one by one, but type text into a box as fast as `type` does."""
        for key, following in pairwise((*keys, "")):
            self.send(key)
            is_text = len(key) == len(following) == 1 and isinstance(self.app.focused, Input)
            if not (is_text or self.has_quit):
                await self.settle()

    async def type(self, text: str) -> None:
        """Type a text, faster than the window can search."""
        self.send(*text)
        await self.settle()

    def send_mouse(self, kind: type[events.MouseEvent], place: Offset) -> None:
        """Send a mouse event to a place of the screen, as a terminal does."""
        button = 0 if kind is events.MouseMove else 1
        self.app.post_message(kind(None, *place, 0, 0, button, False, False, False, *place))

    def send_click(self, place: Offset) -> None:
        """Click without waiting."""
        for kind in (events.MouseMove, events.MouseDown, events.MouseUp):
            self.send_mouse(kind, place)

    async def click(self, place: Offset) -> None:
        self.send_click(place)
        await self.settle()

    async def drag(self, start: Offset, end: Offset) -> None:
        """Press the mouse button at `start` and release it at `end`."""
        steps = [(events.MouseMove, start), (events.MouseDown, start), (events.MouseMove, end), (events.MouseUp, end)]
        for kind, place in steps:
            self.send_mouse(kind, place)
            await self.messages_handled()
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    async def until(self, condition: Callable[[], bool], seconds: float = 8) -> None:
        async with asyncio.timeout(seconds):
            while not condition():
                await asyncio.sleep(0.02)
        await self.settle()


OpenWindow = Callable[..., AbstractAsyncContextManager[WindowDriver]]


@pytest.fixture
def open_window() -> OpenWindow:
    """Open a window: `async with open_window((80, 24)) as window`."""

    @asynccontextmanager
    async def open_window(
        size: tuple[int, int] = (120, 30),
        *,
        query: str = "",
        pick: bool = False,
        opening: Opening | None = None,
        mode: str = "browse",
        path: str = "",
        **layers: Any,
    ) -> AsyncIterator[WindowDriver]:
        service = GlossaryService(partial(LayerPaths, **layers))
        app = Window(service, query, pick, opening or Opening(mode, path))
        async with app.run_test(size=size) as pilot:
            driver = WindowDriver(app, service, pilot)
            await driver.settle()
            yield driver

    return open_window


@pytest.fixture
def hostile() -> str:
    """The path of a glossary whose text tries to break the screen."""
    path = Path("hostile.toml")
    path.write_text(HOSTILE, encoding="utf-8")
    return str(path)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run an async test with `asyncio.run`."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = inspect.signature(pyfuncitem.obj).parameters
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names}))
    return True
