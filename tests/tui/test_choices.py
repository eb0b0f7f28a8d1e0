"""Choices that are saved, and the commands that make them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import OpenWindow
from twosense.tui import state
from twosense.tui.screens.help import Help


async def test_swapped_sides_are_saved(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("DR")
        await window.press("ctrl+t")
        assert window.find("─ IT ─").x < window.find("─ Marketing ─").x
        assert "IT first" in window.text
    async with open_window() as window:
        assert "IT first" in window.text
        assert not window.notice


async def test_a_broken_state_file_is_reported_and_replaced(open_window: OpenWindow) -> None:
    path = Path(state.path())
    path.parent.mkdir(parents=True)
    for content in (b"first = 7\n", b"\xff", b"first = ["):
        path.write_bytes(content)
        assert "your saved choices are ignored" in state.load()[1]
    async with open_window() as window:
        assert "your saved choices are ignored" in window.notice
        assert window.browse.term
        await window.press("ctrl+t")
    assert state.load() == (state.State(first="it", known=True), "")


async def test_a_state_file_that_cannot_be_written_is_reported(open_window: OpenWindow, home: Path) -> None:
    (home / "config").write_text("a file where a folder should be", encoding="utf-8")
    async with open_window() as window:
        await window.press("ctrl+t")
        assert "Could not save; applies to this session only" in window.footer
        assert "IT first" in window.text


async def test_a_theme_is_saved_and_applied(open_window: OpenWindow) -> None:
    async with open_window() as window:
        assert window.app.theme == "twosense-dark"
        for theme in ("terminal", "twosense-light"):
            window.app.theme = theme
            await window.settle()
            assert state.load()[0].theme == theme
    async with open_window() as window:
        assert window.app.theme == "twosense-light"
        assert window.app.has_class("-light-mode")


@pytest.mark.parametrize(("value", "honoured"), [("1", True), ("", False)])
async def test_only_a_non_empty_no_color_is_honoured(
    value: str, honoured: bool, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", value)
    async with open_window() as window:
        assert window.app.no_color == honoured
        assert (window.app.theme == "terminal") == honoured


async def test_a_click_on_a_hint_in_the_footer_presses_the_key(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.click(window.find("Swap sides", 2))
        assert "IT first" in window.text
        await window.click(window.find("Help"))
        assert isinstance(window.screen, Help)


async def test_the_palette_opens_at_any_width_and_runs_a_command(open_window: OpenWindow) -> None:
    async with open_window((1, 30)) as window:
        for width in (1, 4, 20):
            await window.resize(width, 30)
            await window.press("f2")
            await window.resize(max(1, width - 1), 43)
            await window.resize(60, 24)
            await window.press("escape")
            assert window.screen is window.browse
        await window.press("f2")
        await window.pilot.press("S", "w", "a", "p", "enter")
        await window.until(lambda: window.full_text().index("IT") < window.full_text().index("Marketing"))
