"""Searching in the window: live, never in the way, and clear when nothing is found."""

from __future__ import annotations

import pytest
from textual import events
from textual.geometry import Offset

from tests.tui.conftest import SIZES, Drive
from twosense.tui.enquiries import Found
from twosense.tui.library import PAGE, Page, Row
from twosense.tui.screens.help import Help
from twosense.tui.widgets.query import LIMIT

every_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@every_size
async def test_the_first_run_shows_content_and_says_what_to_do(size: tuple[int, int], drive: Drive) -> None:
    async with drive(size) as window:
        assert window.query.has_focus
        assert window.browse.term
        assert window.browse.term in window.text
        assert "Type a word" in window.notice
        assert window.lines[-1].strip().startswith("Enter Read")
        assert window.lines[-1].rstrip().endswith("F1 Help")


@every_size
async def test_typing_finds_and_shows_the_entry(size: tuple[int, int], drive: Drive) -> None:
    async with drive(size) as window:
        await window.type("dr")
        assert window.browse.term == "DR"
        assert "direct response" in window.text
        assert "1 of " in window.lines[0] + window.lines[1]
        assert window.query.has_focus


async def test_a_typo_finds_it_too(drive: Drive) -> None:
    async with drive() as window:
        await window.type("agiel")
        assert window.browse.term == "agile"


async def test_an_empty_search_lists_all_terms_page_by_page_and_never_more_than_fifty(drive: Drive) -> None:
    async with drive() as window:
        total, pages = window.browse._page.total, [window.browse._page.first]
        assert total > PAGE
        while len(pages) < 3:
            page = window.browse._page
            assert [page.first, len(page.rows)] == [pages[-1], min(PAGE, total - page.first)]
            window.rows.choose(len(page.rows) - 1)
            await window.press("down")
            if window.browse._page is page:
                break
            pages.append(window.browse._page.first)
            assert window.rows.chosen == 0
        assert pages == [0, PAGE]
        window.rows.choose(0)
        await window.press("up")
        assert (window.browse._page.first, window.rows.chosen) == (0, PAGE - 1)


async def test_lists_are_walked_while_typing(drive: Drive) -> None:
    async with drive() as window:
        names = [row.term for row in window.browse._page.rows]
        for key, wanted in (("ctrl+n", 1), ("down", 2), ("ctrl+p", 1), ("pagedown", 11), ("pageup", 1), ("up", 0), ("up", 0)):
            await window.press(key)
            assert window.browse.term == names[wanted]
        assert window.query.has_focus


@every_size
async def test_no_match_names_the_file_to_add_a_term_to(size: tuple[int, int], drive: Drive) -> None:
    async with drive(size) as window:
        await window.type("zqxjw")
        assert "zqxjw is not in the glossary" in window.text
        assert window.browse.term == ""
        assert "glossary.toml" in window.whole()
        await window.press("ctrl+y", "ctrl+o", "enter", "down", "up", "escape")


@pytest.mark.parametrize(
    ("query", "row", "marked"),
    [
        ("driv", "driver", ["driv"]),
        ("agiel", "agile", ["agile"]),
        ("disater", "DR  disaster recovery", ["disaster"]),
        ("bt", "BT budget", ["BT"]),
    ],
)
async def test_what_matched_is_underlined(query: str, row: str, marked: list[str], drive: Drive) -> None:
    async with drive() as window:
        await window.type(query)
        y = next(y for y, line in enumerate(window.lines) if line[3:30].strip() == row)
        strip = window.window.screen._compositor.render_strips()[y].crop(0, 30)
        assert [segment.text for segment in strip if segment.style and segment.style.underline] == marked


async def test_a_stale_answer_is_dropped(drive: Drive) -> None:
    async with drive() as window:
        await window.type("agile")
        stale = Page("dr", [Row("DR", "DR")], 0, 1)
        window.browse.show_found(Found(stale, 0, None))
        assert window.browse.term == "agile"


async def test_a_burst_of_keys_ends_with_the_last_question(drive: Drive) -> None:
    async with drive() as window:
        for value in ("a", "ag", "agi", "agil", "agile", "d", "dr"):
            window.query.value = value
        await window.settle()
        assert window.browse.term == "DR"


async def test_a_paste_of_100_kilobytes_is_cut_to_one_line(drive: Drive) -> None:
    async with drive() as window:
        await window.type("dr")
        window.query.post_message(events.Paste("\x1b[31mbad\u202e\r\nsecond line\t" + "x" * 100_000))
        await window.settle()
        assert window.query.value.startswith("dr\ufffd[31mbad\ufffd second line x")
        assert len(window.query.value) == LIMIT


async def test_escape_clears_and_then_quits(drive: Drive) -> None:
    async with drive() as window:
        await window.type("agile")
        await window.press("enter")
        assert window.entry.has_focus
        await window.press("escape")
        assert window.query.has_focus
        assert window.query.value == "agile"
        await window.press("escape")
        assert window.query.value == ""
        await window.pilot.press("escape")
        assert window.window._exit
        assert window.window.return_code == 0


async def test_pick_ends_with_the_headword(drive: Drive) -> None:
    async with drive(pick=True, query="agiel") as window:
        assert "Enter Print" in window.footer
        await window.pilot.press("enter")
        assert window.window.return_value == "agile"


@pytest.mark.parametrize("key", ["escape", "ctrl+c", "ctrl+q"])
async def test_pick_left_without_a_term_is_130(key: str, drive: Drive) -> None:
    async with drive(pick=True, query="agile") as window:
        await window.pilot.press(key)
        assert window.window.return_value is None
        assert window.window.return_code == 130


async def test_a_click_on_a_key_of_the_footer_presses_it(drive: Drive) -> None:
    async with drive() as window:
        await window.pilot.click(offset=window.find("Swap sides", 2))
        await window.settle()
        assert "IT first" in window.text
        await window.pilot.click(offset=window.find("Help"))
        await window.settle()
        assert isinstance(window.window.screen, Help)


async def test_the_wheel_scrolls_what_is_under_it(drive: Drive) -> None:
    async with drive((80, 24)) as window:
        for reader in (window.rows, window.entry):
            for direction, moved in ((events.MouseScrollDown, True), (events.MouseScrollUp, False)):
                for _ in range(4):
                    reader.post_message(direction(reader, 1, 1, 0, 1, 0, False, False, False, *reader.region.offset))
                    await window.settle()
                assert (reader.scroll_offset.y > 0) == moved
        assert window.rows.chosen == 0


async def test_the_scrollbar_is_dragged(drive: Drive) -> None:
    async with drive((80, 24)) as window:
        entry = window.entry
        x, y = entry.region.right - 1, entry.region.y
        await window.drag(Offset(x, y), Offset(x, y + entry.size.height - 1))
        assert entry.scroll_offset.y == entry.max_scroll_y > 0
        assert "Copied" not in window.footer
        await window.drag(Offset(x, y), Offset(x, y))
        assert entry.scroll_offset.y == 0


async def test_clicks_choose_pick_and_turn_pages(drive: Drive) -> None:
    async with drive((120, 30)) as window:
        await window.pilot.click(window.rows, offset=Offset(3, 4))
        await window.settle()
        assert window.rows.chosen == 4
        await window.pilot.click(window.rows, offset=Offset(3, 4))
        await window.settle()
        assert window.entry.has_focus
        window.rows.scroll_end(animate=False)
        await window.settle()
        assert "more below" in window.text
        await window.pilot.click(window.rows, offset=Offset(3, window.rows.size.height - 1))
        await window.settle()
        assert window.browse._page.first == PAGE
        await window.pilot.click("#query")
        await window.settle()
        assert window.query.has_focus


@pytest.mark.parametrize(
    ("keys", "query", "reading"),
    [
        (["a", "backspace", "d", "r"], "dr", False),
        (["x", "escape", "d", "r"], "dr", False),
        (["d", "r", "enter", "j", "j", "slash", "x"], "drx", False),
        (["d", "r", "tab", "j"], "dr", True),
    ],
)
async def test_keys_that_arrive_together_are_done_in_order(keys: list[str], query: str, reading: bool, drive: Drive) -> None:
    async with drive((40, 12)) as window:
        for key in keys:
            window.window.post_message(events.Key(key, key if len(key) == 1 else {"backspace": "\x7f", "slash": "/"}.get(key)))
        await window.settle()
        assert (window.query.value, window.entry.has_focus) == (query, reading)
