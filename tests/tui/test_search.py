"""Searching in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.geometry import Offset, Region

from tests.tui.conftest import SIZES, OpenWindow, at_sizes
from twosense.tui.filters import active_filters
from twosense.tui.glossary_answers import ListEntry, ListPage, ResultsReady
from twosense.tui.glossary_service import PAGE_SIZE
from twosense.tui.widgets.filter_bar import FilterBar
from twosense.tui.widgets.query import MAX_LENGTH


@at_sizes
async def test_first_run_shows_a_term_the_keys_and_a_welcome(sizes: list[tuple[int, int]], open_window: OpenWindow) -> None:
    async with open_window(sizes[-1]) as window:
        for size in sizes:
            await window.resize(*size)
            assert window.query.has_focus
            assert window.browse.term
            assert window.browse.term in window.text
            assert "one thing to Marketing and another to IT" in " ".join(window.notice.split())
            assert size[0] < 40 or "Type one." in window.text
            assert window.lines[-1].strip().startswith("Enter Read")
            assert window.lines[-1].endswith("F1 Help")
            assert ("twosense" in window.text) == (size[0] >= 70)
        await window.type("d")
        assert not window.notice
        for size in sizes:
            await window.resize(*size)
            assert window.lines[-1].endswith("F1 Help")
    async with open_window() as window:
        assert not window.notice


@pytest.mark.slow
async def test_typing_shows_the_entry_at_every_size(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("dr")
        for size in SIZES:
            await window.resize(*size)
            assert window.browse.term == "DR"
            assert "DR" in window.text
            assert size[0] < 40 or ("direct response" in window.text and "disaster recovery" in window.text)
            assert size[0] < 40 or "1 of 3" in window.lines[0] + window.lines[1]
            assert window.query.has_focus
            assert not window.notice


async def test_an_empty_search_lists_all_terms_in_pages(open_window: OpenWindow) -> None:
    async with open_window() as window:
        total, pages = window.browse.page.total, [window.browse.page.first]
        assert total > PAGE_SIZE
        while len(pages) < 20:
            page = window.browse.page
            assert [page.first, len(page.entries)] == [pages[-1], min(PAGE_SIZE, total - page.first)]
            window.list.select(len(page.entries) - 1)
            await window.press("down")
            if window.browse.page is page:
                break
            pages.append(window.browse.page.first)
            assert window.list.selected == 0
        assert pages == [*range(0, total, PAGE_SIZE)]
        window.list.select(0)
        await window.press("up")
        assert (window.browse.page.first, window.list.selected) == (pages[-2], PAGE_SIZE - 1)


async def test_the_selection_moves_while_the_search_box_has_the_focus(open_window: OpenWindow) -> None:
    async with open_window() as window:
        names = [entry.term for entry in window.browse.page.entries]
        for key, index in (("ctrl+n", 1), ("down", 2), ("ctrl+p", 1), ("pagedown", 11), ("pageup", 1), ("up", 0), ("up", 0)):
            await window.press(key)
            assert window.browse.term == names[index]
        assert window.query.has_focus


@pytest.mark.slow
async def test_no_match_says_so_and_how_to_add_the_term_at_every_size(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("zqxjw")
        for size in SIZES:
            await window.resize(*size)
            assert "zqxjw is not in the glossary" in window.full_text()
            assert window.browse.term == ""
            assert "^e adds it in " in window.full_text()
        await window.press("enter", "down", "up", "escape")
        assert window.query.has_focus
        for key in ("ctrl+y", "ctrl+o"):
            await window.resize(80, 24)
            await window.press(key)
            assert "No such term; Esc clears the search" in window.footer
    async with open_window(pick=True, query="zqxjw") as window:
        await window.press("enter")
        assert "No such term" in window.footer
        assert not window.has_quit


async def test_a_word_that_is_only_near_to_a_term_is_not_passed_off_as_one(open_window: OpenWindow) -> None:
    async with open_window((80, 24)) as window:
        for word in ("ransomware", "yaml", "docker", "coupon"):
            await window.type(word)
            assert (
                f"{word} is not in the glossary. ^e adds it in {window.app.session.editor}.\nNearest by meaning:"
                in window.full_text()
            )
            assert "by meaning" in window.text
            await window.press("escape")
        for word in ("DR", "disaster recovery", "agiel", "driv"):
            await window.type(word)
            assert "not in the glossary" not in window.full_text()
            await window.press("escape")


async def test_a_sentence_is_not_offered_as_a_new_term(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("we should move fast with the site after the outage")
        assert window.full_text().startswith("Nearest by meaning:\n\nspeed")
        assert window.browse.subject == "speed"
        await window.press("escape")
        await window.type("is zqxjw xqzw?")
        assert window.full_text().strip() == "What you typed is not in the glossary."
        assert "^e" not in window.footer
        await window.press("ctrl+e")
        assert "Nothing to edit" in window.footer


async def test_a_count_that_was_cut_off_says_so(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("data")
        assert "1 of 30+ " in window.text
        await window.press("escape")
        await window.type("dr")
        assert "1 of 3 " in window.text


async def test_all_terms_that_pass_a_filter_are_listed_in_pages(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("is:sourced side:it")
        by_term = {term.term: term.senses for term in window.service.glossary.terms}
        sourced = [name for name, senses in by_term.items() if any(one.side == "it" and one.citations for one in senses)]
        assert [entry.term for entry in window.browse.page.entries] == sourced
        assert f"1 of {len(sourced)} " in window.text
        window.query.value = "side:it"
        await window.settle()
        wanted = [name for name, senses in by_term.items() if any(one.side == "it" for one in senses)]
        listed = [entry.term for entry in window.browse.page.entries]
        while len(listed) < len(wanted):
            window.list.select(PAGE_SIZE - 1)
            await window.press("down")
            listed += [entry.term for entry in window.browse.page.entries]
        assert listed == wanted
        assert f"{window.browse.page.first + 1} of {len(wanted)} " in window.text


async def test_what_is_typed_after_a_filter_is_a_word_of_its_own(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.press("ctrl+l", "ctrl+l", "ctrl+l")
        await window.type("dr")
        assert window.query.value == "is:sourced dr"
        assert window.browse.term == "DR"
        await window.press("escape")
        await window.type("dr  SIDE:IT is:Sourced")
        assert window.browse.term == "DR"
        await window.press("ctrl+l")
        assert window.query.value.split() == ["is:authority", "dr", "SIDE:IT"], "in place of one"


async def test_the_sense_that_the_query_meant_is_in_view(open_window: OpenWindow) -> None:
    Path("sales.toml").write_text(
        '[sides.sales]\nlabel = "Sales"\n[[term]]\nname = "DR"\naliases = ["deal reg"]\n'
        '[[term.sense]]\nside = "sales"\nmeaning = "deal registration"\ndefinition = "A claim to a deal."\n',
        encoding="utf-8",
    )
    async with open_window((80, 24), extra=["sales.toml"]) as window:
        await window.type("deal reg")
        assert window.find("▲ Sales", within=window.entry)
        assert window.find("A claim to a deal.", within=window.entry)
        await window.resize(120, 30)
        assert window.find("▲ deal registration", within=window.list)
        assert "◆ Marketing → ● IT → ▲ Sales" in window.text


async def test_the_filters_are_in_sight_and_one_key_goes_through_them(open_window: OpenWindow) -> None:
    async with open_window((160, 30)) as window:
        everything = window.browse.page.total
        seen = []
        for label in ("◆ Marketing", "● IT", "article", "public text", "editorial", "CRM magazine"):
            assert label in window.lines[2]
        await window.type("data")
        while True:
            await window.press("ctrl+l")
            if window.query.value == "data":
                break
            seen.append(window.query.value)
        kinds = ["is:sourced data", "is:authority data", "is:editorial data"]
        assert seen[:5] == ["side:marketing data", "side:it data", *kinds]
        assert "source:crm-2019 data" in seen
        await window.press("alt+l")
        assert window.query.value == seen[-1]
        await window.press("escape")
        await window.click(window.find("editorial"))
        assert window.query.value == "is:editorial "
        assert 0 < window.browse.page.total < everything
        assert "our own wording: no source yet" in window.full_text().lower()
        bar = window.screen.query_one(FilterBar)
        await window.click(window.find("● IT", within=bar))
        assert window.query.value == "side:it is:editorial "
        await window.click(window.find("article", within=bar))
        assert window.query.value == "is:sourced side:it ", "one of its kind"
        await window.click(window.find("article", within=bar))
        assert window.query.value == "side:it "
        await window.click(window.find("all terms"))
        assert window.query.value == ""


async def test_the_filter_for_own_terms_comes_first_and_more_are_shown_by_arrows(
    open_window: OpenWindow, user_glossary: Path
) -> None:
    sense = 'side = "it"\nmeaning = "a spot instance"\ndefinition = "A machine that is lent."'
    user_glossary.write_text(f'[[term]]\nname = "FBX"\n[[term.sense]]\n{sense}\n', encoding="utf-8")
    async with open_window((80, 24)) as window:
        assert window.lines[2].split()[:5] == ["^l", "Alt-l", "all", "terms", "mine"]
        assert window.lines[2].endswith("›")
        await window.press("ctrl+l")
        assert (window.query.value, window.browse.page.total) == ("is:mine ", 1)
        assert "‹" not in window.lines[2]
        for _ in window.service.filters[1:]:
            await window.press("ctrl+l")
            (active,) = active_filters(window.query.value, window.service.filters)
            assert active.label in window.lines[2], "the filter of the query is in sight"
        assert "‹" in window.lines[2]
        assert "›" not in window.lines[2]
        await window.press("alt+l")
        before_last, last = window.service.filters[-2:]
        assert active == last
        assert active_filters(window.query.value, window.service.filters) == [before_last]
        await window.press("ctrl+l")
        await window.click(window.find("‹", within=window.screen.query_one(FilterBar)))
        assert active_filters(window.query.value, window.service.filters)[0] != last


async def test_the_name_of_a_filter_that_is_no_term_offers_the_filter(open_window: OpenWindow, user_glossary: Path) -> None:
    user_glossary.write_text("", encoding="utf-8")
    async with open_window() as window:
        for word, text in (
            ("mine", "is:mine"),
            ("sourced", "is:sourced"),
            ("public text", "is:authority"),
            ("Mine", "is:mine"),
        ):
            await window.type(word)
            assert f"{word} is not in the glossary." in window.full_text()
            assert f"As a filter, write {text}. ^e adds it" in window.full_text()
            await window.press("escape")


async def test_ctrl_z_undoes_what_was_typed(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("disaster recovery")
        await window.press("ctrl+z")
        assert window.query.value == "disaster "
        await window.press("ctrl+z")
        assert (window.query.value, window.has_quit) == ("", False)
        await window.type("agil")
        await window.press("escape", "ctrl+z")
        assert (window.query.value, window.browse.term) == ("agil", "agile"), "a search that was cleared comes back"
        await window.press("e", "ctrl+l", "ctrl+z")
        assert window.query.value == "agile", "and so does one before a filter"
        await window.press("escape", "ctrl+l", "ctrl+l", "ctrl+z", "x")
        assert window.query.value == "side:marketing x", "what is typed then comes behind it"
        await window.press("escape", "ctrl+l", "ctrl+l", "ctrl+l")
        await window.type("side:it")
        await window.press("ctrl+l")
        assert window.query.value.split() == ["is:authority", "side:it"], "another filter stays"
        window.send(*["ctrl+z"] * 20)
        await window.settle()
        assert window.query.value == ""
        await window.press("f4", *"brief x", "ctrl+z")
        assert "brief " in window.text
        assert "brief x" not in window.text


async def test_what_matched_is_underlined(open_window: OpenWindow) -> None:
    cases = [
        ("driv", "driver ◆ ", ["driv"]),
        ("agiel", "agile ◆ ", ["agile"]),
        ("disater", "● disaster recovery", ["disaster"]),
        ("uat", "UAT", ["UAT"]),
        ("bt", "BT budget ◆", ["BT"]),
    ]
    async with open_window() as window:
        for query, item, underlined in cases:
            await window.type(query)
            strips = window.list.render_lines(Region(0, 0, *window.list.size))
            strip = next(strip for strip in strips if " ".join(strip.text[2:].split()).startswith(item))
            assert [segment.text for segment in strip if segment.style and segment.style.underline] == underlined
            await window.press("escape")


async def test_the_last_of_many_queries_wins_and_an_outdated_answer_is_dropped(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("agile")
        outdated = ListPage("dr", [ListEntry("DR", "DR")], 0, 1)
        window.browse.show_results(ResultsReady(outdated, 0, None))
        assert window.browse.term == "agile"
        for value in ("a", "ag", "agi", "agil", "agile", "d", "dr"):
            window.query.value = value
        await window.settle()
        assert window.browse.term == "DR"


async def test_a_paste_of_100_kilobytes_becomes_one_line(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("dr")
        window.query.post_message(events.Paste("\x1b[31mbad\u202e\r\nsecond line\t" + "x" * 100_000))
        await window.settle()
        assert window.query.value.startswith("dr\ufffd[31mbad\ufffd second line x")
        assert len(window.query.value) == MAX_LENGTH
        assert "The search box takes 200 characters; the rest of the paste was left out" in window.footer


async def test_what_was_copied_is_pasted_as_one_line(open_window: OpenWindow) -> None:
    async with open_window(query="DR") as window:
        window.app.copy_to_clipboard("data\n\tbreach\x1b")
        await window.press("ctrl+a", "ctrl+k", "ctrl+v")
        assert window.query.value == "data breach\ufffd"
        window.app.copy_to_clipboard("x" * 100_000)
        await window.press("ctrl+v")
        assert len(window.query.value) == MAX_LENGTH
        assert "the rest of the paste was left out" in window.footer


async def test_escape_leaves_the_entry_then_clears_the_search_then_quits(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.type("agile")
        await window.press("enter")
        assert window.entry.has_focus
        await window.press("escape")
        assert window.query.has_focus
        assert window.query.value == "agile"
        await window.press("escape")
        assert window.query.value == ""
        await window.press("escape")
        assert "Esc again quits" in window.footer
        await window.press("a")
        assert "again quits" not in window.footer, "it does not any more"
        await window.press("backspace", "escape")
        assert not window.has_quit
        await window.press("alt+right")
        assert "again quits" not in window.footer, "another message has taken its place"
        await window.press("escape")
        assert not window.has_quit
        await window.press("escape")
        assert window.app.return_code == 0


async def test_pick_returns_the_headword(open_window: OpenWindow) -> None:
    async with open_window(pick=True, query="agiel") as window:
        assert "Enter Print" in window.footer
        await window.press("enter")
        assert window.app.return_value == "agile"


@pytest.mark.parametrize("key", ["escape", "ctrl+c", "ctrl+q"])
async def test_leaving_pick_without_a_term_returns_130(key: str, open_window: OpenWindow) -> None:
    async with open_window(pick=True, query="agile") as window:
        await window.press(key)
        assert window.app.return_value is None
        assert window.app.return_code == 130


async def test_the_wheel_scrolls_the_widget_under_the_mouse(open_window: OpenWindow) -> None:
    async with open_window((80, 24)) as window:
        for view in (window.list, window.entry):
            for direction, moved in ((events.MouseScrollDown, True), (events.MouseScrollUp, False)):
                for _ in range(4):
                    view.post_message(direction(view, 1, 1, 0, 1, 0, False, False, False, *view.region.offset))
                    await window.settle()
                assert (view.scroll_offset.y > 0) == moved
        assert window.list.selected == 0


async def test_the_scrollbar_can_be_dragged(open_window: OpenWindow) -> None:
    async with open_window((80, 24)) as window:
        entry = window.entry
        x, y = entry.region.right - 1, entry.region.y
        await window.drag(Offset(x, y), Offset(x, y + entry.size.height - 1))
        assert entry.scroll_offset.y == entry.max_scroll_y > 0
        assert "Copied" not in window.footer
        await window.drag(Offset(x, y), Offset(x, y))
        assert entry.scroll_offset.y == 0


async def test_a_click_selects_then_activates_and_turns_pages(open_window: OpenWindow) -> None:
    async with open_window() as window:
        corner = window.list.region.offset
        await window.click(corner + Offset(3, 8))
        assert window.list.selected == 5
        await window.click(corner + Offset(3, 8))
        assert window.entry.has_focus
        window.list.scroll_end(animate=False)
        await window.settle()
        assert "more below" in window.text
        await window.click(corner + Offset(3, window.list.size.height - 1))
        assert window.browse.page.first == PAGE_SIZE
        await window.click(window.query.region.offset)
        assert window.query.has_focus


async def test_a_key_is_about_what_was_typed_before_it_however_fast(open_window: OpenWindow) -> None:
    async with open_window(pick=True) as window:
        window.send(*"agile", "enter")
        await window.until(lambda: window.has_quit)
        assert window.app.return_value == "agile"
    async with open_window() as window:
        window.send(*"churn rate", "escape", *"DR", "ctrl+y", "8")
        await window.settle()
        assert window.app.clipboard == "disaster recovery"
        window.send("escape", *"dr", "down", "enter")
        await window.settle()
        assert (window.browse.page.query, window.browse.term, window.entry.has_focus) == ("dr", "driver", True)
        window.send("p", "o")
        await window.settle()
        assert "Forrester Advocates for CMO-CIO Alignment" in window.text, "the evidence of DR"


@pytest.mark.slow
async def test_keys_that_arrive_together_act_in_order(open_window: OpenWindow) -> None:
    cases = [
        (["a", "backspace", "d", "r"], "dr", False),
        (["x", "escape", "d", "r"], "dr", False),
        (["d", "r", "enter", "j", "j", "slash", "x"], "drx", False),
        (["d", "r", "tab", "j"], "dr", True),
        (["enter", *"/standby data-centre 'x'?"], "standby data-centre 'x'?", False),
    ]
    for keys, query, in_entry in cases:
        async with open_window((40, 12)) as window:
            window.send(*keys)
            await window.settle()
            assert (window.query.value, window.entry.has_focus) == (query, in_entry)


async def test_alt_l_goes_back_one_filter_also_where_a_terminal_sends_it_with_its_letter(open_window: OpenWindow) -> None:
    async with open_window() as window:
        await window.press("ctrl+l")
        assert window.query.value == "side:marketing "
        window.app.post_message(events.Key("alt+l", "l"))
        await window.settle()
        assert window.query.value == ""
