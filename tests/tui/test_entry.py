"""Reading in the window: both senses, the evidence, links and the way back, at every size."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Offset

from tests.tui.conftest import SIZES, Drive, Driven
from tests.tui.test_search import every_size
from twosense.tui import state
from twosense.tui.screens.evidence import Evidence
from twosense.tui.screens.help import Help
from twosense.tui.widgets.passage import Passage
from twosense.tui.widgets.rows import Rows


@every_size
async def test_both_senses_with_all_that_backs_them(size: tuple[int, int], drive: Drive) -> None:
    async with drive(size) as window:
        await window.type("DR")
        text = window.whole()
        for part in ("direct response", "disaster recovery", "The clash", "Say instead", "paragraph 10 (stated)", "built-in"):
            assert part in text
        assert text.count("The clash") == 1
        assert "Related" in text
        assert text.index("Marketing") < text.index("direct response") < text.index("IT") < text.index("disaster recovery")
        beside = any("Marketing" in line and "IT" in line for line in window.lines[3:])
        assert beside == (size[0] >= 70)


async def test_a_text_stands_beside_its_label_or_else_below_it(drive: Drive) -> None:
    async with drive((120, 30), query="DR") as window:
        first, second = window.find("“direct-response"), window.find("campaign”")
        assert (second.x, second.y) == (first.x + 1, first.y + 1)
        assert first.y == window.find("Say instead").y
        await window.resize(100, 30)
        label, first = window.find("Say instead"), window.find("“direct-response")
        assert (first.x, first.y) == (label.x, label.y + 1)
        assert "Say instead  “direct-response campaign”" in window.whole()


async def test_an_editorial_sense_says_so(drive: Drive) -> None:
    async with drive() as window:
        await window.type("IT budget")
        assert "Editorial: no article bears this out" in window.whole()


async def test_vim_keys_scroll_the_entry(drive: Drive) -> None:
    async with drive((60, 24)) as window:
        await window.type("DR")
        await window.press("enter")
        entry = window.entry
        bottom = entry.max_scroll_y
        assert bottom > 3
        for key, place in (("j", 1), ("j", 2), ("k", 1), ("G", bottom), ("g", 0), ("end", bottom), ("home", 0)):
            await window.press(key)
            assert entry.scroll_y == place
        await window.press("space")
        assert 0 < entry.scroll_y <= bottom
        await window.press("slash")
        assert window.query.has_focus


async def test_tab_goes_in_and_out(drive: Drive) -> None:
    async with drive() as window:
        await window.press("tab")
        assert window.entry.has_focus
        assert "/ Search" in window.footer
        await window.press("tab")
        assert window.query.has_focus


async def test_related_terms_are_links_and_there_is_a_way_back(drive: Drive) -> None:
    async with drive() as window:
        await window.type("DR")
        await window.press("enter", "left", "enter")
        assert window.query.value == window.browse.term == "promotion"
        await window.press("b")
        assert (window.query.value, window.browse.term) == ("DR", "DR")
        await window.press("b")
        assert "Nothing to go back to" in window.footer


@every_size
async def test_evidence_and_back(size: tuple[int, int], drive: Drive) -> None:
    async with drive(size) as window:
        await window.type("DR")
        await window.press("ctrl+o")
        assert isinstance(window.window.screen, Evidence)
        assert "Forrester Advocates for CMO-CIO" in window.text
        passage = window.window.screen.query_one(Passage)
        text = window.whole(passage)
        assert text.startswith("Paragraph 10")
        assert "DR  IT: disaster recovery (stated)" in text
        assert "All terms that cite this article" in text
        await window.press("down")
        assert window.whole(passage).startswith("Paragraph 11")
        await window.press("up", "tab", "enter")
        assert not isinstance(window.window.screen, Evidence)
        assert window.browse.term == "agile"
        await window.press("ctrl+b")
        assert isinstance(window.window.screen, Evidence)
        assert window.browse.term == "DR"
        await window.press("escape")
        assert not isinstance(window.window.screen, Evidence)


async def test_the_citations_of_a_term_are_walked_across_articles(drive: Drive) -> None:
    async with drive() as window:
        await window.type("IT budget")
        await window.press("ctrl+o")
        titles = set()
        for _ in range(2):
            titles.add(str(window.window.screen.query_one("#heading").render()))
            await window.press("n")
        assert len(titles) == 2


async def test_a_citation_is_opened_by_a_click(drive: Drive) -> None:
    async with drive() as window:
        await window.type("DR")
        await window.pilot.click(offset=window.find("paragraph 10", 2))
        await window.settle()
        assert isinstance(window.window.screen, Evidence)
        await window.pilot.click(Rows, offset=Offset(3, 0))
        await window.settle()
        assert window.window.screen.query_one(Rows).chosen == 0


@every_size
async def test_help_lists_every_key(size: tuple[int, int], drive: Drive) -> None:
    async with drive(size) as window:
        await window.press("f1")
        assert isinstance(window.window.screen, Help)
        text = str(window.window.screen.query_one("#keys").render())
        for part in ("the passages that bear the term out", "^o", "Reading an entry", "config.toml"):
            assert part in text
        await window.press("j", "pagedown", "k", "escape")
        assert not isinstance(window.window.screen, Help)


class Terminal:
    """Takes what is written to the terminal."""

    def __init__(self, window: Driven, monkeypatch: pytest.MonkeyPatch) -> None:
        self.written = ""
        monkeypatch.setattr(window.window._driver, "write", self.write)

    def write(self, data: str) -> None:
        self.written += data


@pytest.mark.parametrize("tmux", [False, True])
async def test_copy_puts_a_plain_card_on_the_clipboard_and_says_so(
    tmux: bool, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMUX", "a socket,1,0" if tmux else "")
    async with drive() as window:
        terminal = Terminal(window, monkeypatch)
        await window.type("DR")
        await window.press("ctrl+y")
        assert "Copied “DR”" in window.footer
        payload = terminal.written.split("\x1b]52;c;")[1].split("\x07")[0]
        card = base64.b64decode(payload).decode()
        assert card.startswith("DR  also D.R.")
        assert "disaster recovery" in card
        assert "\x1b" not in card
        assert ("\x1bPtmux;\x1b\x1b]52;c;" in terminal.written) == tmux


def copied(terminal: Terminal) -> str:
    """What was put on the clipboard last."""
    return base64.b64decode(terminal.written.split("\x1b]52;c;")[-1].split("\x07")[0]).decode()


async def test_what_is_selected_with_the_mouse_is_copied_as_it_reads(drive: Drive, monkeypatch: pytest.MonkeyPatch) -> None:
    async with drive() as window:
        terminal = Terminal(window, monkeypatch)
        await window.type("DR")
        start, end = window.find("direct response"), window.find("such as a call", 13)
        assert end.y > start.y + 1
        await window.drag(start, end)
        assert "Copied the selection" in window.footer
        assert copied(terminal) == ("direct response\nAdvertising that asks for an action now, such as a call")
        await window.press("ctrl+c")
        assert not window.window._exit
        await window.drag(window.find("The clash", -2), window.find("The clash", 8))
        assert copied(terminal) == "The clash"
        start = window.find("disaster recovery", 9)
        await window.drag(start, Offset(117, start.y))
        assert copied(terminal) == "recovery"


async def test_ctrl_c_quits_when_nothing_is_selected(drive: Drive) -> None:
    async with drive() as window:
        await window.pilot.press("ctrl+c")
        assert window.window._exit


async def test_sides_swap_and_the_choice_is_remembered(drive: Drive) -> None:
    async with drive() as window:
        await window.type("DR")
        await window.press("ctrl+t")
        assert window.find("─ IT ─").x < window.find("─ Marketing ─").x
        assert "IT first" in window.text
    async with drive() as window:
        assert "IT first" in window.text
        assert not window.notice


async def test_a_broken_state_costs_the_choice_and_nothing_else(drive: Drive) -> None:
    path = Path(state.path())
    path.parent.mkdir(parents=True)
    for text in ("first = [", "first = 7\n", "\udcff"):
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        async with drive() as window:
            assert "your choices start afresh" in window.notice
            assert window.browse.term
            await window.press("ctrl+t")
        async with drive() as window:
            assert "IT first" in window.text


async def test_a_state_that_cannot_be_written_is_said(drive: Drive, home: Path) -> None:
    (home / "config").write_text("a file where a folder should be", encoding="utf-8")
    async with drive() as window:
        await window.press("ctrl+t")
        assert "your choice lasts until you leave" in window.footer
        assert "IT first" in window.text


async def test_a_theme_is_remembered(drive: Drive) -> None:
    async with drive() as window:
        window.window.theme = "terminal"
        await window.settle()
    async with drive() as window:
        assert window.window.theme == "terminal"


@pytest.mark.parametrize(("value", "honoured"), [("1", True), ("", False)])
async def test_a_non_empty_no_color_is_honoured(
    value: str, honoured: bool, drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", value)
    async with drive() as window:
        assert window.window.no_color == honoured
        assert (window.window.theme == "terminal") == honoured


async def test_a_resize_storm_keeps_query_choice_and_place(drive: Drive) -> None:
    async with drive((60, 24)) as window:
        await window.type("DR")
        await window.press("enter", "j", "j", "j", "j", "j", "j")
        place = window.entry.scroll_y
        for width, height in [*SIZES, (1, 1), (300, 100), (5, 3), (60, 24)] * 3:
            await window.pilot.resize_terminal(width, height)
        await window.settle()
        assert (window.query.value, window.browse.term, window.entry.has_focus) == ("DR", "DR", True)
        assert abs(window.entry.scroll_y - place) <= 1


@every_size
async def test_hostile_text_is_only_text(size: tuple[int, int], drive: Drive, hostile: str) -> None:
    async with drive(size, only=[hostile]) as window:
        for _ in range(3):
            text = window.whole()
            assert window.browse.term in text
            if window.browse.term == "[/]":
                assert "[b]not bold[/b]" in text
                assert "$accent is not a colour" in text
                assert "[@click=app.exit]click[/] here" in text
                assert text.index("Mark[/]eting") < text.index("[b]not bold[/b]") < text.rindex("[TBD]")
            await window.press("enter", "G", "g", "right", "left", "slash", "down")
        await window.type("[/]")
        assert window.browse.term == "[/]"
        await window.press("enter", "right", "enter")
        assert window.browse.term == "数字化转型战略与架构"
        columns: Any = [strip.cell_length for strip in window.window.screen._compositor.render_strips()]
        assert set(columns) == {size[0]}


@pytest.mark.parametrize("width", [1, 4, 20])
async def test_the_palette_opens_in_any_terminal_and_does_what_it_says(drive: Drive, width: int) -> None:
    async with drive((width, 30)) as window:
        await window.press("f2")
        await window.resize(max(1, width - 1), 43)
        await window.resize(60, 24)
        order = window.whole().index("Marketing") < window.whole().index("IT")
        await window.press("S", "w", "a", "p", "enter")
        await window.settle()
        assert (window.whole().index("Marketing") < window.whole().index("IT")) != order
