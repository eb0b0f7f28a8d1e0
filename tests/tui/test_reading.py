"""Reading in the window: entries, evidence, links and the help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.geometry import Offset, Region

from tests.tui.conftest import SIZES, OpenWindow
from twosense import load
from twosense.tui import history
from twosense.tui.keys import KEYS
from twosense.tui.screens.evidence import EvidenceScreen
from twosense.tui.screens.help import Help
from twosense.tui.widgets.item_list import ItemList
from twosense.tui.widgets.key_list import KeyList
from twosense.tui.widgets.line_view import LineView
from twosense.tui.widgets.passage import PassageView
from twosense.tui.widgets.passages import PassagesPane


@pytest.mark.slow
async def test_an_entry_shows_both_senses_with_their_evidence_at_every_size(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("DR")
        for size in SIZES:
            await window.resize(*size)
            text = window.full_text()
            parts = [
                "direct response",
                "→ say “direct",
                "Advertising that",
                "e.g. “",
                "Defined in CRM magazine, 28 Oct 2019, ¶10",
            ]
            parts += ["disaster recovery", "→ say “disaster", "What goes wrong", "Related", "More examples"]
            places = [text.rindex(part) if part == "disaster recovery" else text.index(part) for part in parts]
            assert places[:5] == sorted(places[:5])
            assert places[-3:] == sorted(places[-3:])
            assert "built-in" not in text
            side_by_side = any("◆ Marketing ─" in line and "● IT ─" in line for line in window.lines)
            assert side_by_side == (size[0] >= 70)
            if not side_by_side:  # both meanings come first
                assert text.startswith("DR  also D.R.\n◆ direct response\n● disaster recovery\n")


async def test_the_passages_are_next_to_the_cards_or_below_them(open_window: OpenWindow) -> None:
    async with open_window((120, 60)) as window:
        await window.type("DR")
        said = "Husson adds that the two differ"
        assert window.find(said).y > window.find("What goes wrong").y
        await window.resize(200, 50)
        assert window.find(said).y < window.find("What goes wrong").y
        assert said not in window.full_text()
        assert window.entry.text_layout.width <= 90


async def test_a_sense_with_an_authority_names_it_on_its_card_and_has_no_passage_to_open(open_window: OpenWindow) -> None:
    async with open_window((200, 40)) as window:
        await window.type("host")
        assert "Authority: Cloud Native Glossary" in window.full_text()
        assert window.find("No article is cited for this term; its")
        await window.press("ctrl+o")
        assert "“host” cites no article. Authority: Cloud Native Glossary" in window.text


async def test_vim_keys_scroll_the_entry(open_window: OpenWindow) -> None:
    async with open_window((60, 24)) as window:
        await window.type("DR")
        await window.press("enter")
        entry = window.entry
        bottom = entry.max_scroll_y
        assert bottom > 3
        for key, y in (("j", 1), ("j", 2), ("k", 1), ("G", bottom), ("g", 0), ("end", bottom), ("home", 0)):
            await window.press(key)
            assert entry.scroll_y == y
        await window.press("space")
        assert 0 < entry.scroll_y <= bottom
        await window.press("slash")
        assert window.query.has_focus


async def test_tab_moves_between_search_and_entry(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.press("tab")
        assert window.entry.has_focus
        assert "/ Search" in window.footer
        await window.press("tab")
        assert window.query.has_focus


async def test_related_terms_are_links_and_back_returns(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("DR")
        await window.press("enter", "right", "enter")
        assert window.query.value == window.browse.term == "operations"
        await window.press("b")
        assert (window.query.value, window.browse.term) == ("DR", "DR")
        await window.press("b")
        assert "No earlier term" in window.footer
        await window.press("f")
        assert window.browse.term == "operations"
        await window.press("f")
        assert "No later term" in window.footer


async def test_escape_goes_back_over_each_link_before_it_leaves_the_entry(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("DR")
        await window.press("enter", "right", "enter", "right", "enter")
        assert window.browse.term not in ("DR", "operations")
        await window.press("escape")
        assert (window.browse.term, window.entry.has_focus) == ("operations", True)
        await window.press("b", "escape")
        assert (window.query.value, window.query.has_focus) == ("DR", True), "there is no link left to go back over"
        await window.press("enter", "right", "enter", "slash")
        await window.type("agile")
        await window.press("enter", "escape")
        assert window.query.has_focus, "another search has begun"


async def test_a_term_found_where_there_is_no_room_for_it_is_shown_when_there_is(open_window: OpenWindow) -> None:
    async with open_window((80, 24)) as window:
        assert len(window.entry.text_layout.cards) == 1
        await window.resize(1, 24)
        await window.type("callable function")
        await window.resize(80, 24)
        assert window.browse.term == "function"
        assert "a callable piece of code" in window.text


async def test_the_history_is_kept_and_leads_back_in_the_next_session(open_window: OpenWindow) -> None:
    async with open_window() as window:
        for term in ("agile", "DR"):
            await window.type(term)
            await window.press("enter", "escape", "escape")
    assert Path(history.path()).read_text(encoding="utf-8") == "agile\nDR\n"
    Path(history.path()).write_bytes(b"\xff\x1b[31m\n" * 300 + b"agile\nDR\n")
    async with open_window() as window:
        await window.press("alt+left")
        assert window.browse.term == "DR"
        await window.press("alt+left")
        assert window.browse.term == "agile"
        await window.press("alt+left")
        assert "\x1b" not in window.query.value
        await window.press("alt+right")
        assert window.browse.term == "agile"
        await window.press("enter")
    assert len(Path(history.path()).read_bytes().splitlines()) <= history.LIMIT


async def test_a_link_must_be_marked_to_be_opened(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("DR")
        await window.press("enter")
        assert "Open link" not in window.footer
        await window.press("enter")
        assert window.screen is window.browse
        await window.press("left")
        assert window.footer.startswith("Enter Open link")
        await window.press("enter")
        assert isinstance(window.screen, EvidenceScreen)


async def test_related_terms_are_marked_before_sources(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("DR")
        related = window.full_text().partition("Related  ")[2].partition("\n")[0].split("  ")
        await window.press("enter", "right", "enter")
        assert window.browse.term == related[0]
        await window.press("b", *["right"] * len(related), "enter")
        assert window.browse.term == related[-1]
        await window.press("b", *["right"] * (len(related) + 1), "enter")
        assert isinstance(window.screen, EvidenceScreen), "the first source"
        await window.press("b", "left", "enter")
        assert window.browse.term == related[-1]


async def test_the_next_term_is_one_key_away_while_reading(open_window: OpenWindow) -> None:
    async with open_window() as window:
        terms = [entry.term for entry in window.browse.page.entries]
        await window.press("enter", "n", "n", "p", "n")
        assert window.browse.term == terms[2]
        assert window.entry.has_focus
        assert terms[2] in window.full_text()


@pytest.mark.slow
async def test_evidence_opens_a_citing_term_and_back_returns_to_the_passage(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("DR")
        for size in SIZES:
            await window.resize(*size)
            await window.press("ctrl+o")
            assert isinstance(window.screen, EvidenceScreen)
            assert "Forrester" in window.text
            passage = window.screen.query_one(PassageView)
            text = window.full_text(passage)
            assert text.startswith("Paragraph 10")
            assert "DR  ● IT: disaster recovery (defined here)" in text
            assert "All terms that cite this article" in text
            await window.press("down")
            assert window.full_text(passage).startswith("Paragraph 11")
            await window.press("up", "tab", "enter")
            assert not isinstance(window.screen, EvidenceScreen)
            assert window.browse.term == "agile"
            await window.press("alt+left")
            assert isinstance(window.screen, EvidenceScreen)
            assert window.browse.term == "DR"
            await window.press("escape")
            assert not isinstance(window.screen, EvidenceScreen)


async def test_the_citations_of_a_term_lead_across_articles(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("IT budget")
        assert "Our own wording: no source yet" in window.full_text(), "of the sense without a citation"
        await window.press("ctrl+o")
        titles = set()
        for _ in range(2):
            titles.add(str(window.screen.query_one("#heading").render()))
            await window.press("n")
        assert len(titles) == 2


async def test_a_click_opens_a_citation_and_selects_a_passage(open_window: OpenWindow) -> None:
    async with open_window((120, 60)) as window:
        await window.type("DR")
        await window.click(window.find("¶10", 1))
        assert isinstance(window.screen, EvidenceScreen)
        await window.click(window.screen.query_one(ItemList).region.offset + Offset(3, 0))
        assert window.screen.query_one(ItemList).selected == 0


@pytest.mark.slow
async def test_the_help_lists_every_key_at_every_size(open_window: OpenWindow) -> None:
    async with open_window() as window:
        for size in SIZES:
            await window.resize(*size)
            await window.press("f1" if size[0] % 3 else "question_mark")
            assert isinstance(window.screen, Help)
            text = window.full_text(window.screen.query_one(KeyList))
            for part in ("^o", "PgDn", "Reading an entry", "config.toml", "side:it", *(key.help for key in KEYS)):
                assert part in text
            if size[0] >= 60:  # a text that is broken into lines stays in its column
                lines = [line.rstrip("▐ ") for line in window.lines]
                assert {len(line) - len(line.lstrip()) for line in lines if line} == {4, window.find("next term").x}
            await window.press("j", "pagedown", "k", "escape")
            assert not isinstance(window.screen, Help)


async def test_the_title_of_an_article_links_to_its_address_if_that_is_known(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_window((200, 50)) as window:
        known = {
            key: (replace(source, url="https://example.org/x"), one) for key, (source, one) in window.service.passages.items()
        }
        monkeypatch.setattr(window.service, "passages", known)
        await window.type("DR")
        pane = window.screen.query_one(PassagesPane)
        strips = pane.render_lines(Region(0, 0, *pane.size))
        links = {segment.text: segment.style.link for strip in strips for segment in strip if segment.style}
        assert links["CRM magazine, 28 Oct 2019"] == "https://example.org/x"


async def test_a_line_that_was_made_for_a_wider_pane_is_not_written_over_its_neighbour() -> None:
    class Wide(LineView):
        def draw_lines(self, lines: Sequence[int]) -> Iterator[tuple[list[Segment], int]]:
            for _ in lines:
                yield [Segment("x" * 200)], 200

    class Host(App[None]):
        def compose(self) -> ComposeResult:
            yield Wide("wide")

    async with Host().run_test(size=(40, 5)) as pilot:
        view = pilot.app.query_one(Wide)
        view.set_lines(3)
        strips = view.render_lines(Region(0, 0, *view.size))
        assert {cell_len(strip.text) for strip in strips} == {view.size.width}


@pytest.mark.slow
async def test_a_burst_of_resizes_keeps_query_selection_and_scroll_position(open_window: OpenWindow) -> None:
    async with open_window((60, 24)) as window:
        await window.type("DR")
        await window.press("enter", "j", "j", "j", "j", "j", "j")
        y = window.entry.scroll_y
        for width, height in [*SIZES, (1, 1), (300, 100), (5, 3), (60, 24)] * 2:
            await window.pilot.resize_terminal(width, height)
        await window.settle()
        assert (window.query.value, window.browse.term, window.entry.has_focus) == ("DR", "DR", True)
        assert abs(window.entry.scroll_y - y) <= 1


@pytest.mark.slow
async def test_markup_and_wide_characters_are_only_text(open_window: OpenWindow, hostile: str) -> None:
    async with open_window(only=[hostile]) as window:
        for size in SIZES:
            await window.resize(*size)
            for _ in range(3):
                text = window.full_text()
                assert window.browse.term in text
                if window.browse.term == "[/]" and size[0] >= 40:
                    assert "[b]not bold[/b]" in text
                    assert "$accent is not a colour" in text
                    assert "[@click=app.exit]click[/] here" in text
                    assert text.index("Mark[/]eting") < text.rindex("[b]not bold[/b]") < text.rindex("[TBD]")
                for view in (window.list, window.entry):
                    strips = view.render_lines(Region(0, 0, *view.size))
                    assert {sum(cell_len(segment.text) for segment in strip) for strip in strips} == {view.size.width}
                await window.press("down")
            await window.type("[/]")
            assert window.browse.term == "[/]"
            await window.press("enter", "G", "g", "right", "left", "right", "enter")
            assert window.browse.term == "数字化转型战略与架构"
            await window.press("slash", "escape")


async def test_selected_text_is_copied_without_line_breaks_and_frames(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("DR")
        start, end = window.find("direct response", within=window.entry), window.find("such as a", 8)
        assert end.y > start.y + 1
        await window.drag(start, end)
        assert "Copied the selection" in window.footer
        assert window.app.clipboard == (
            "direct response\n→ say “direct-response advertising”, “direct-response” (before a noun)\n\n"
            "Advertising that asks for an action now, such as a"
        )
        await window.press("ctrl+c")
        assert not window.has_quit
        await window.drag(window.find("What goes", -2), window.find("What goes", 8))
        assert window.app.clipboard == "What goes"
        start = window.find("disaster recovery", 9, within=window.entry)
        await window.drag(start, Offset(117, start.y))
        assert window.app.clipboard == "recovery"


async def test_copy_puts_the_entry_on_the_clipboard_as_plain_text(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("DR")
        await window.press("ctrl+y", "1")
        assert "Copied “DR” as text" in window.lines[-2]
        assert "Enter Read" in window.lines[-1], "the keys stay in sight"
        assert window.app.clipboard.startswith("DR  also D.R.")
        assert "disaster recovery" in window.app.clipboard
        assert "\x1b" not in window.app.clipboard
        await window.press("ctrl+y", "2")
        assert "Copied “DR” as Markdown" in window.footer
        assert window.app.clipboard.startswith("## DR (also D.R.)")
        await window.press("ctrl+y", "3")
        assert "Copied what to say for “DR”" in window.footer
        assert window.app.clipboard == (
            "Marketing: direct-response advertising\nMarketing: direct-response\nIT: disaster recovery\n"
        )
        await window.press("ctrl+y", "enter")
        assert window.app.clipboard.startswith("DR  also D.R.")


async def test_one_wording_is_copied_alone(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("DR")
        await window.press("ctrl+y")
        for offer in (
            "1  the entry as text",
            "6  only “direct-response advertising”, ◆ Marketing",
            "8  only “disaster recovery”, ● IT",
        ):
            assert offer in window.text
        await window.press("8")
        assert "Copied “disaster recovery”" in window.footer
        assert window.app.clipboard == "disaster recovery"
        await window.press("enter", "y", "7")
        assert window.app.clipboard == "direct-response"
        await window.press("f2")
        await window.pilot.press(*"only", "enter")  # what somebody looks for who wants no more
        await window.until(lambda: "only “direct-response”" in window.text)


async def test_what_one_side_means_is_copied_alone(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("DR")
        await window.press("ctrl+y")
        assert "4  only what ◆ Marketing means" in window.text
        assert "5  only what ● IT means" in window.text
        await window.press("5")
        assert "Copied what ● IT means by “DR”" in window.footer
        assert window.app.clipboard.startswith("disaster recovery: ")
        assert "direct" not in window.app.clipboard
        (sense,) = [sense for sense in load().lookup("DR").senses if sense.side == "it"]
        assert window.app.clipboard == f"{sense.meaning}: {sense.definition}"


async def test_ctrl_c_copies_a_selection_once_and_then_quits(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("DR")
        await window.press("shift+home", "ctrl+c")
        assert window.app.clipboard == "DR"
        assert "Copied the selection" in window.footer
        await window.press("ctrl+c")
        assert window.app.return_code == 0


async def test_a_text_too_long_for_the_clipboard_is_refused(open_window: OpenWindow) -> None:
    async with open_window() as window:
        window.browse.copy("x" * 75_000, "the book")
        await window.settle()
        assert "Could not copy the book: too long for the terminal's clipboard" in window.footer
        assert not window.app.clipboard


async def test_the_footer_names_the_other_modes(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("DR")
        for width in (80, 120):
            await window.resize(width, 24)
            assert "F4 Scan  F5 Translate" in window.footer
            assert window.footer.endswith("F1 Help")
        await window.press("f5")
        assert "^e" not in window.footer, "there is no term to edit"
    Path("brief.md").write_text("The DR site failed over.\n", encoding="utf-8")
    async with open_window((200, 24), mode="scan", path="brief.md") as window:
        assert "^e Edit in " in window.footer
