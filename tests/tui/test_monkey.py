"""Random keys, mouse events, pastes and resizes, from a seed, in every mode. The window raises nothing and still answers.

The long run is behind the marker `slow`: a thousand events in all, ten thousand with TWOSENSE_SWEEP=1.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from textual import events
from textual.geometry import Offset

from tests.sweeps.scale import SEED, scaled
from tests.tui.conftest import SIZES, OpenWindow, WindowDriver
from twosense.tui.app import Window
from twosense.tui.keys import KEYS
from twosense.tui.modes import MODES

EVENTS = scaled(1700)  # in each mode, with each of two glossaries
BOUND_KEYS = [one for key in KEYS for one in key.keys.split(",")]
TEXT_KEYS = [
    *"abcdefghij [/]'\"\\",
    *"数שéa\u0301👩",
    *("backspace", "delete", "ctrl+k", "ctrl+a", "ctrl+e", "ctrl+w", "ctrl+v", "ctrl+z"),
]


TEXT = "The DR site failed over; our DR spots made viewers call.\n\nWho owns [/] the data? 数字化 [TBD] \u202e\x1b[31m\n"


async def act(window: WindowDriver, rng: random.Random) -> str:
    """Do something at random, and return what."""
    app = window.app
    width, height = app.size
    place = Offset(rng.randrange(max(1, width)), rng.randrange(max(1, height)))
    kind = rng.choices(("key", "text", "click", "drag", "wheel", "resize", "paste"), (40, 25, 12, 4, 8, 8, 3))[0]
    if kind in ("key", "text"):
        key = rng.choice(BOUND_KEYS if kind == "key" else TEXT_KEYS)
        window.send(key)
        if rng.random() < 0.7:  # the others arrive together with the next event
            await window.messages_handled()
        return key
    if kind == "click":
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            window.send_click(place)
            await window.messages_handled()  # Textual's palette raises if it is clicked away twice
    elif kind == "drag":
        await window.drag(place, Offset(rng.randrange(max(1, width)), rng.randrange(max(1, height))))
    elif kind == "wheel":
        window.send_mouse(rng.choice((events.MouseScrollDown, events.MouseScrollUp)), place)
    elif kind == "resize":
        await window.pilot.resize_terminal(*rng.choice([*SIZES, (rng.randrange(1, 200), rng.randrange(1, 60))]))
    else:
        app.post_message(events.Paste("".join(rng.choice(TEXT_KEYS) for _ in range(rng.choice((1, 30, 3000))))))
    return f"{kind} {place}"


@pytest.mark.slow
@pytest.mark.usefixtures("own_config")  # a key may begin a draft in the user's glossary
@pytest.mark.parametrize("mode", [mode.name for mode in MODES])
@pytest.mark.parametrize("glossary", ["hostile", "built-in"])
async def test_random_input_breaks_nothing(
    glossary: str, mode: str, open_window: OpenWindow, hostile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Window, "action_leave", lambda window: None)  # random keys would quit at once
    rng = random.Random(f"{SEED} {glossary} {mode}")
    Path("brief.md").write_text(TEXT * 20, encoding="utf-8")
    only = [hostile] if glossary == "hostile" else []
    async with open_window(only=only, mode=mode, path="brief.md") as window:
        done: list[str] = []
        for _ in range(EVENTS):
            done.append(await act(window, rng))
            assert not window.has_quit, " ".join(done[-10:])
        await window.resize(120, 30)
        for each in MODES:
            await window.app.switch_mode(each.name)
            await window.settle()
            while len(window.app.screen_stack) > 1:
                await window.press("escape")
        await window.app.switch_mode("browse")
        window.browse.action_search()
        window.query.value = ""
        await window.settle()
        wanted = "[/]" if only else "agile"
        await window.type(wanted)
        assert window.browse.term == wanted
