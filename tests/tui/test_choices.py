"""Choices that are saved, and the commands that make them."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from rich.style import Style
from textual import events
from textual.widgets import OptionList

from tests.tui.conftest import OpenWindow, WindowDriver
from twosense.tui import state
from twosense.tui.modes import MODES
from twosense.tui.screens.help import Help
from twosense.tui.screens.theme_choice import ThemeChoice
from twosense.tui.widgets.key_list import KeyList

THEME = "Theme: light, dark and other colours"


async def test_swapped_sides_are_saved(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("DR")
        await window.press("ctrl+t")
        assert window.find("─ ● IT ─").x < window.find("─ ◆ Marketing ─").x
        assert "● IT → ◆ Marketing" in window.text
    async with open_window() as window:
        assert "● IT → ◆ Marketing" in window.text
        assert not window.notice


async def test_a_broken_state_file_is_reported_and_replaced(open_window: OpenWindow) -> None:
    path = Path(state.path())
    path.parent.mkdir(parents=True)
    for content in (b"first = 7\n", b"\xff", b"first = ["):
        path.write_bytes(content)
        assert "your settings were reset" in state.load()[1]
    async with open_window() as window:
        assert "your settings were reset" in window.notice
        assert window.browse.term
        await window.press("ctrl+t")
    assert state.load() == (state.State(first="it", known=True), "")


async def test_a_state_file_that_cannot_be_written_is_reported(open_window: OpenWindow, home: Path) -> None:
    (home / ".local").write_text("a file where a folder should be", encoding="utf-8")
    async with open_window() as window:
        await window.press("ctrl+t")
        assert "Could not save; applies to this session only" in window.footer
        assert "● IT → ◆ Marketing" in window.text


async def test_a_theme_is_found_by_the_words_that_people_type_applied_and_saved(open_window: OpenWindow) -> None:
    async with open_window() as window:
        assert window.app.theme == "twosense-dark"
        await choose_theme(window, "colour")
        await window.press("down")
        assert window.app.theme == "twosense-light"  # shown while it is only looked at
        await window.press("escape")
        assert window.app.theme == "twosense-dark"
        assert not state.load()[0].theme
        await choose_theme(window, "light")
        await window.press("j", "enter")
        assert state.load()[0].theme == window.app.theme == "twosense-light"
        assert "Theme twosense-light: kept for next time" in window.footer
    async with open_window() as window:
        assert window.app.theme == "twosense-light"
        assert window.app.has_class("-light-mode")


@pytest.mark.slow
async def test_the_keys_of_a_choice_choose_a_theme_too(open_window: OpenWindow, user_config: Path) -> None:
    user_config.write_text('[keys]\n"choice.down" = "f6"\n"choice.back" = "x"\n', encoding="utf-8")
    async with open_window() as window:
        await choose_theme(window)
        await window.press("f6")
        assert window.app.theme == "twosense-light"
        await window.press("x")
        assert window.app.theme == "twosense-dark"


@pytest.mark.slow
async def test_dialogs_name_the_keys_of_the_user(open_window: OpenWindow, user_config: Path) -> None:
    remapped = {"choice.take": "f6", "choice.back": "f7", "prompt.back": "f8", "prompt.complete": "f9", "help.back": "f10"}
    remapped |= {"translate.answer_1": "7", "scan.take_2": "f12"}
    user_config.write_text("[keys]\n" + "".join(f'"{id_}" = "{key}"\n' for id_, key in remapped.items()), encoding="utf-8")
    Path("brief.md").write_text("Who owns the data?\n", encoding="utf-8")
    async with open_window(mode="translate", path="brief.md") as window:
        assert "7 ◆ Marketing" in window.text
        assert "2 ● IT" in window.text
        await window.press("r")
        assert "F6 or 1-3 Take  F7 Back" in window.text
        await window.press("escape", "f6")
        await choose_theme(window)
        assert "F6 Take  F7 Back" in window.text
        await window.press("f7", "o")
        assert "F9 Complete  Enter Take  F8 Back" in window.text
        await window.press("f8", "f1")
        assert "F10 goes back" in window.text
        await window.press("f10", "f4", *"brief.md", "enter")
        assert "F12 " in window.text


@pytest.mark.slow
async def test_a_theme_that_cannot_be_read_is_not_offered_and_not_applied(open_window: OpenWindow) -> None:
    state.save(state.State(theme="solarized-light"))
    async with open_window() as window:
        assert window.app.theme == "twosense-dark"
        await choose_theme(window)
        themes = [option.id for option in window.screen.query_one(OptionList).options]
        assert themes[:3] == ["twosense-dark", "twosense-light", "terminal"]
        assert "nord" in themes
        assert "solarized-light" not in themes


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
        await window.click(window.find("Swap", 2))
        assert "● IT → ◆ Marketing" in window.text
        await window.click(window.find("Help"))
        assert isinstance(window.screen, Help)


@pytest.mark.slow
async def test_the_palette_opens_at_any_width_and_runs_a_command(open_window: OpenWindow) -> None:
    async with open_window((1, 30)) as window:
        for width in (1, 4, 20):
            await window.resize(width, 30)
            await window.press("f2")
            await window.resize(max(1, width - 1), 43)
            await window.resize(60, 24)
            await window.press("escape")
            assert window.screen is window.browse
        await window.type("DR")
        await window.press("f2")
        await window.pilot.press("S", "w", "a", "p", "enter")
        await window.until(lambda: window.full_text().index("● IT") < window.full_text().index("◆ Marketing"))


async def test_a_long_text_that_is_pasted_into_the_palette_does_not_hold_it_up(open_window: OpenWindow) -> None:
    async with open_window() as window:
        window.app.copy_to_clipboard("word\n" * 5_000)
        await window.press("f2")
        began = time.process_time()
        await window.press("ctrl+v")
        await window.pilot.press("S", "w", "a", "p", "enter")
        await window.until(lambda: "● IT → ◆ Marketing" in window.text)
        assert time.process_time() - began < 5


@pytest.mark.slow
async def test_a_command_that_is_chosen_twice_at_once_runs_once(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.press("f2")
        await window.pilot.press(*"Swap")
        palette = window.screen.query_one(OptionList)
        await window.until(lambda: palette.option_count == 1)
        palette.highlighted = 0
        for _ in range(3):
            palette.post_message(OptionList.OptionSelected(palette, palette.get_option_at_index(0), 0))
        await window.until(lambda: window.screen is window.browse)
        assert "● IT → ◆ Marketing" in window.text


@pytest.mark.slow
async def test_a_click_on_a_command_that_is_gone_does_nothing(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.press("f2")
        commands = window.screen.query_one(OptionList)
        await window.until(lambda: commands.option_count > 8)
        click = events.Click(commands, 4, 9, 0, 0, 1, False, False, False, style=Style(meta={"option": 8}))
        commands.clear_options()
        commands.post_message(click)
        await window.messages_handled()
        assert not window.has_quit
        await window.press("escape")
        assert window.screen is window.browse


async def test_a_palette_without_a_line_for_its_commands_stays_open(open_window: OpenWindow) -> None:
    async with open_window((40, 1)) as window:
        await window.press("f2", "pageup", "pagedown")
        assert not window.has_quit
        await window.press("escape")
        assert window.screen is window.browse


async def test_a_list_of_answers_scrolls_where_there_is_no_room_for_it(open_window: OpenWindow) -> None:
    Path("brief.md").write_text("The data is late. So the data is bad.\n", encoding="utf-8")
    async with open_window((80, 24), mode="scan", path="brief.md") as window:
        await window.press("enter")
        (last,) = [line for line in window.lines if "look “data” up" in line]
        count = int(last.split("look")[0].split()[-1], 36)
        assert count > 10
        assert " of " not in window.lines[window.find("“data”").y - 1], "all answers are in sight"
        for size in ((40, 12), (20, 5)):
            await window.resize(*size)
            window.send(*["down"] * count)
            await window.settle()
            assert "▌" in window.text
            assert f"{count} of {count} ─" in window.text
            window.send(*["up"] * count)
            await window.settle()
            assert "▌ 1" in window.text
            assert f"1 of {count} ─" in window.text
        await window.resize(80, 24)
        assert f"of {count} ─" not in window.text


async def choose_theme(window: WindowDriver, word: str = "theme") -> None:
    """Open the choice of themes from the palette, where it is found by a word."""
    await window.press("f2")
    await window.pilot.press(*word, "enter")
    await window.until(lambda: isinstance(window.screen, ThemeChoice))


async def test_the_palette_offers_what_works_on_the_screen_below_it(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("DR")
        offered = {command.title for command in window.app.get_system_commands(window.screen)}
        assert {"Read", "Copy", "Copy only a wording", "Swap", "Evidence", THEME} <= offered
        await window.press("ctrl+o")
        offered = {command.title for command in window.app.get_system_commands(window.screen)}
        assert {"Next citation", THEME} <= offered
        assert not {"Read", "Copy", "Swap", "Evidence"} & offered


@pytest.mark.parametrize("mode", [mode.name for mode in MODES])
async def test_footer_palette_and_help_use_the_same_words(
    mode: str, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "vi")
    Path("brief.md").write_text("The DR site failed over.\n", encoding="utf-8")
    async with open_window((300, 30), mode=mode, path="brief.md") as window:
        offered = {command.title: command.help for command in window.app.get_system_commands(window.screen)}
        hints = [re.split(" ", hint, maxsplit=1) for hint in window.footer.split("  ")]
        await window.press("f1")
        help_ = window.full_text(window.screen.query_one(KeyList))
        here, _, elsewhere = help_.partition("Everywhere")
        assert len(hints) > 8
        for key, label in hints:
            assert label == "Commands" or label in offered
            text = offered[label].removeprefix(f"{key}  ") if label in offered else "all commands"
            assert label == "Commands" or offered[label] == f"{key}  {text}"
            assert set(re.findall(r"\w{3,}", label.lower())) <= set(re.findall(r"\w+", text.lower())), (label, text)
            assert text in (elsewhere if key in {"F1", "F2", "F3", "F4", "F5", "^e", "Alt-z"} else here)
