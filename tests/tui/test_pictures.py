"""Pictures: each test says in one sentence what its picture must show. `--snapshot-update` once the report looks right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.tui.conftest import Driven
from twosense import config
from twosense.tui.app import Window
from twosense.tui.library import Library

Picture = Callable[..., None]


@pytest.fixture
def picture(snap_compare: Callable[..., bool]) -> Picture:
    def picture(size: tuple[int, int], *keys: str, theme: str = "", **layers: Any) -> None:
        window = Window(Library(**layers))

        async def drive(pilot: Pilot[str | None]) -> None:
            driven = Driven(window, pilot)
            await driven.settle()
            if theme:
                window.theme = theme
            for key in keys:
                await driven.press(key)

        assert snap_compare(window, run_before=drive, terminal_size=size)

    return picture


def test_wide(picture: Picture) -> None:
    """The list stands left of the entry, the two sides stand beside each other under the clash."""
    picture((120, 30), "D", "R")


def test_medium(picture: Picture) -> None:
    """The list stands above the entry, and the two sides are still beside each other."""
    picture((80, 24), "D", "R")


def test_narrow(picture: Picture) -> None:
    """The two sides stand below one another, and no line is cut."""
    picture((60, 24), "D", "R")


def test_short(picture: Picture) -> None:
    """Even here search, list, the first sense and the help key are in sight."""
    picture((40, 12), "D", "R")


def test_short_while_reading(picture: Picture) -> None:
    """The list has made room, and the line above the entry shows that it has the focus."""
    picture((40, 12), "D", "R", "enter")


def test_first_run(picture: Picture) -> None:
    """All terms are listed, the first one is shown, and a line says what to do."""
    picture((80, 24))


def test_no_match(picture: Picture, monkeypatch: pytest.MonkeyPatch) -> None:
    """The query is said to be missing, with the file to add it to."""
    monkeypatch.setattr(config, "user_glossary", lambda: "/home/you/.config/twosense/glossary.toml")
    picture((80, 24), *"zqxjw")


def test_a_marked_link(picture: Picture) -> None:
    """One link of the entry is shown in reverse."""
    picture((120, 30), "D", "R", "enter", "right")


def test_evidence(picture: Picture) -> None:
    """The article's heading, its passages with the cited one chosen, what it says, and who cites it."""
    picture((120, 30), "D", "R", "ctrl+o")


def test_help(picture: Picture) -> None:
    """Every key with its id and what it does, by place."""
    picture((120, 30), "f1")


def test_the_colours_of_the_terminal(picture: Picture) -> None:
    """The chosen row, the cards and the focus are told without a colour of our own."""
    picture((80, 24), "D", "R", theme="terminal")


def test_hostile_text(picture: Picture, hostile: str) -> None:
    """Brackets are brackets, wide characters take two columns, and the borders are straight."""
    picture((80, 24), "enter", only=[hostile])
