"""A seeded monkey: random keys, mouse events, pastes and resizes. No exception, and the window still answers afterwards.

`TWOSENSE_MONKEY=10000 pytest tests/tui/test_monkey.py` makes it a long one; `TWOSENSE_MONKEY_SEED` another one.
"""

from __future__ import annotations

import os
import random

import pytest
from textual import events
from textual.geometry import Offset

from tests.tui.conftest import SIZES, Drive, Driven
from twosense.tui.app import Window
from twosense.tui.keys import KEYS

EVENTS = int(os.environ.get("TWOSENSE_MONKEY", "500"))
SEED = int(os.environ.get("TWOSENSE_MONKEY_SEED", "4"))
DECLARED = [one for key in KEYS for one in key.keys.split(",")]
TYPED = [
    *"abcdefghij [/]'\"\\",
    *"数שéa\u0301👩",
    "backspace",
    "delete",
    "ctrl+k",
    "ctrl+a",
    "ctrl+e",
    "ctrl+w",
    "ctrl+v",
    "ctrl+z",
]


async def act(window: Driven, rng: random.Random) -> str:
    """Do one thing, and say what."""
    pilot, app = window.pilot, window.window
    width, height = app.size
    place = Offset(rng.randrange(max(1, width)), rng.randrange(max(1, height)))
    kind = rng.choices(("key", "typed", "click", "drag", "wheel", "resize", "paste"), (40, 25, 12, 4, 8, 8, 3))[0]
    if kind in ("key", "typed"):
        key = rng.choice(DECLARED if kind == "key" else TYPED)
        key = {" ": "space"}.get(key, key)
        await pilot.press(key)
        return key
    if kind == "click":
        await pilot.click(offset=place, times=rng.choice((1, 1, 1, 2, 3)))
    elif kind == "drag":
        await pilot.mouse_down(offset=place)
        await pilot.hover(offset=Offset(rng.randrange(max(1, width)), rng.randrange(max(1, height))))
        await pilot.mouse_up(offset=place)
    elif kind == "wheel":
        await window.settle()  # a screen that a key has just opened has no widgets before its first paint
        widget, _ = app.get_widget_at(*place)
        event = rng.choice((events.MouseScrollDown, events.MouseScrollUp))
        widget.post_message(event(widget, *place, 0, 1, 0, False, False, False, *place))
    elif kind == "resize":
        await pilot.resize_terminal(*rng.choice([*SIZES, (rng.randrange(1, 200), rng.randrange(1, 60))]))
    else:
        window.query.post_message(events.Paste("".join(rng.choice(TYPED) for _ in range(rng.choice((1, 30, 3000))))))
    return f"{kind} {place}"


@pytest.mark.parametrize("glossary", ["built-in", "hostile"])
async def test_a_monkey_breaks_nothing(glossary: str, drive: Drive, hostile: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # By a key, a click or a command of the palette it would leave at once; other tests see to leaving.
    monkeypatch.setattr(Window, "action_leave", lambda window: None)
    rng = random.Random(f"{SEED} {glossary}")  # a seed is the point
    only = [hostile] if glossary == "hostile" else []
    async with drive((120, 30), only=only) as window:
        done: list[str] = []
        for _ in range(EVENTS // 2):
            done.append(await act(window, rng))
            assert not window.window._exit, " ".join(done[-10:])
        await window.resize(120, 30)
        while len(window.window.screen_stack) > 1:
            await window.press("escape")
        window.browse.action_search()
        window.query.value = ""
        await window.settle()
        wanted = "[/]" if only else "agile"
        await window.type(wanted)
        assert window.browse.term == wanted
