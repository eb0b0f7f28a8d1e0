"""Scan mode: a document with its mentions highlighted, and what can be done about each."""

from __future__ import annotations

import asyncio
import os
import random
from itertools import accumulate
from pathlib import Path

import pytest
from textual import events

from tests.conftest import Run
from tests.tui.conftest import OpenWindow, WindowDriver, at_sizes
from twosense.tui.highlighted_text import Highlight, HighlightedText
from twosense.tui.widgets.document_view import DocumentView
from twosense.tui.widgets.line_input import LineInput
from twosense.tui.widgets.reading_view import ReadingView

BRIEF = """---
title: A brief
---

The DR spot goes out in March with its own number.

The DR site failed over in four hours.

We sell through every channel.
"""


@pytest.fixture
def brief() -> str:
    Path("brief.md").write_text(BRIEF, encoding="utf-8")
    return "brief.md"


def reading(window: WindowDriver) -> str:
    return window.full_text(window.screen.query_one(ReadingView))


async def take(window: WindowDriver, wording: str) -> None:
    """Choose a wording for the selected mention from everything that can be done about it."""
    await window.press("enter")
    (line,) = [line for line in window.lines if f"write “{wording}”" in line]
    await window.press(line.split()[1])
    assert wording in window.text


def on_disk() -> str:
    return Path("brief.md").read_text(encoding="utf-8")


@at_sizes
async def test_mentions_are_highlighted_by_the_symbol_of_their_side(
    sizes: list[tuple[int, int]], brief: str, open_window: OpenWindow
) -> None:
    async with open_window(sizes[-1], mode="scan", path=brief) as window:
        for size in sizes:
            await window.resize(*size)
            assert "◆DR" in window.text
            assert "◆ Marketing" in reading(window)
            assert "direct-response" in reading(window)
            await window.press("n")
            assert "●DR" in window.text
            assert "● IT" in reading(window)
            assert "failed" in reading(window), "the words that decided"
            await window.press("down", "down", "up", "down")
            assert "◆DR" in window.text, "from the last to the first"
            await window.press("N")
            assert "◆channel" in window.text
            assert max(map(len, window.lines)) <= size[0]
            await window.resize(*reversed(size))
            await window.resize(*size)
            assert "◆channel" in window.text, "still in view"
            await window.press("n")


async def test_a_wording_is_taken_undone_and_saved(brief: str, open_window: OpenWindow) -> None:
    async with open_window(mode="scan", path=brief) as window:
        await window.press("n", "s")
        assert "The disaster-recovery site failed over" in window.text
        assert "unsaved" in window.lines[1]
        assert "Wrote “disaster-recovery”; u takes it back" in window.footer
        assert "◆channel" in window.text, "the other mentions move along"
        assert on_disk() == BRIEF
        await window.press("u")
        assert "●DR site" in window.text
        assert "unsaved" not in window.text
        await window.press("u")
        assert "Nothing to undo" in window.footer
        await window.press("U")
        assert "The disaster-recovery site" in window.text
        assert "◆channel" in window.text
        await window.press("U")
        assert "Nothing to redo" in window.footer
        await window.press("u")
        await window.press("3")  # the second mention is selected again
        assert "The direct-response site" in window.text
        await window.press("ctrl+s", "1")
        assert "Saved brief.md" in window.footer
        assert on_disk() == BRIEF.replace("DR site", "direct-response site")
        assert "unsaved" not in window.text
        await window.press("ctrl+s")
        assert "No changes to save" in window.text
        await window.press("1", "enter")
        assert on_disk() == Path("brief.marked.md").read_text(encoding="utf-8"), "it can still be saved in another file"


async def test_keys_that_come_before_the_answers_take_effect_in_their_order(open_window: OpenWindow) -> None:
    Path("brief.md").write_text(BRIEF, encoding="utf-8")
    async with open_window(mode="scan") as window:
        await window.press(*"brief.md")
        window.send("enter")
        await window.until(lambda: bool(window.scan.mentions))
        window.send("n", "1", "n", "n", "3", "u")
        await window.settle()
        assert "The disaster-recovery site" in window.text
        assert "◆DR spot" in window.text
        window.send("N", "m", "1")  # the dialog opens later, and the key after it is its own
        await window.settle()
        assert "DR{marketing}" in window.text
        assert len(window.app.screen_stack) == 1


async def test_keys_typed_at_once_go_into_the_dialog_that_the_first_one_opens(brief: str, open_window: OpenWindow) -> None:
    Path("other.md").write_text("Who owns the data?\n", encoding="utf-8")
    async with open_window(mode="scan", path=brief) as window:
        window.send("ctrl+o", *"other.md", "enter")
        await window.until(lambda: "?owns" in window.text)
        window.send("r", "3", "m", "2", "ctrl+s", "2", "end", *".new", "enter")
        await window.until(lambda: "Saved other.marked.md.new" in window.text)
        window.send("f5", "ctrl+o", *"brief.md", "enter")
        await window.until(lambda: "brief.md for" in window.text)
        window.send("i", "ctrl+r", "2", *"Yes", "escape", "s", "3")
        await window.until(lambda: "For ◆ Marketing, replace" in window.text)
        assert "quarter" not in window.text
        window.send("f3", *"DR", "ctrl+y", "1")
        await window.until(lambda: "DR" in window.app.clipboard)
        window.send("f1", "escape", "ctrl+q", "3", *"x")
        await window.settle()
        assert window.query.value == "DRx"
        window.send("ctrl+q", "2")
        await window.until(lambda: window.has_quit)


async def test_saying_it_safely_chooses_no_side_for_an_unclear_mention(open_window: OpenWindow) -> None:
    Path("brief.md").write_text("Who owns the data?\n", encoding="utf-8")
    async with open_window(mode="scan", path="brief.md") as window:
        await window.press("s")
        assert "sure" not in reading(window), "of an unclear mention"
        assert "“owns” is unclear: 1 to 4 take a wording, m marks what is meant" in window.footer
        assert "Who ?owns the" in window.text
        assert "unsaved" not in window.text
        await window.press("1")
        assert "unsaved" in window.lines[1], "a number chooses"


async def test_a_term_is_switched_off_below_the_front_matter(brief: str, open_window: OpenWindow, run: Run) -> None:
    async with open_window(mode="scan", path=brief) as window:
        await window.press("x")
        assert "write “<!-- twosense off DR -->”" in window.text, "before it is written"
        await window.press("escape")
        assert "unsaved" not in window.text
        await window.press("x", "enter")
        assert "unsaved" in window.lines[1]
        assert "DR spot" in window.text
        assert "◆DR" not in window.text
        assert "◆channel" in window.text
        await window.press("ctrl+s", "1")
    assert on_disk() == BRIEF.replace("---\n\n", "---\n<!-- twosense off DR -->\n\n")
    assert b"DR" not in run("scan", "brief.md", "--level", "all").stdout


async def test_a_mention_is_marked_with_what_is_meant(open_window: OpenWindow, run: Run) -> None:
    Path("brief.md").write_text("Who owns the data?\n", encoding="utf-8")
    async with open_window(mode="scan", path="brief.md") as window:
        assert "?owns" in window.text
        await window.press("m")
        assert "“owns” means" in window.text
        await window.press("2")
        assert "●owns{it} the" in window.text
        await window.press("N", "m", "3")  # another answer replaces the mark
        assert "owns{none} the" in window.text
        await window.press("ctrl+s", "1")
    assert on_disk() == "Who owns{none} the data?\n"
    assert b'"surface":"owns"' not in run("scan", "brief.md", "--level", "note", "--format", "json").stdout


async def test_every_mention_of_a_word_is_marked_at_once(open_window: OpenWindow) -> None:
    text = "The DR site failed over.\n\nThe DR is cut. We sell through every channel.\n\nThe DR{marketing} is late.\n"
    Path("brief.md").write_text(text, encoding="utf-8")
    async with open_window(mode="scan", path="brief.md") as window:
        await window.press("n", "m")
        assert "● IT everywhere: write “DR{it}” 2 times" in window.text
        await window.press("5")
        assert "Wrote “DR{it}” 2 times; u takes it back" in window.footer
        assert "●DR{it} site" in window.text
        assert "●DR{it} is cut" in window.text
        assert "◆DR{marketing}" in window.text, "what somebody has marked stays"
        assert reading(window).startswith("channel"), "the mention after the one that was selected"
        await window.press("u")
        assert "●DR site" in window.text
        await window.press("U", "ctrl+s", "1")
    assert on_disk() == text.replace("DR site", "DR{it} site").replace("DR is", "DR{it} is")


async def test_a_wording_is_taken_everywhere(open_window: OpenWindow) -> None:
    text = "The DR site failed over.\n\nA DR is cut. We sell through every channel.\n\nThe DR{marketing} is late.\n"
    Path("brief.md").write_text(text, encoding="utf-8")
    async with open_window(mode="scan", path="brief.md") as window:
        await window.press("enter")
        assert "5  ● IT everywhere: write “disaster-recovery” 2 times" in window.text
        assert "mark it as ● IT everywhere: write “DR{it}” 2 times" in window.text
        await window.press("5")
        assert "Wrote “disaster-recovery” 2 times; u takes it back" in window.footer
        assert "The disaster-recovery site" in window.text
        assert reading(window).startswith("channel"), "the mention after the one that was selected"
        await window.press("ctrl+s", "1", "u", "U")
        assert "unsaved" not in window.lines[1]
    assert on_disk() == text.replace("DR site", "disaster-recovery site").replace("A DR", "A disaster recovery")


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.py", "# The DR site failed over.\n"), ("a.csv", "note\nThe DR site failed over.\n")],
)
async def test_a_file_that_programs_read_is_shown_and_not_changed(name: str, text: str, open_window: OpenWindow) -> None:
    Path(name).write_text(text, encoding="utf-8")
    async with open_window(mode="scan", path=name) as window:
        assert "●DR site" in window.text
        for key in ("s", "x"):
            await window.press(key)
            assert "cannot be rewritten" in window.footer
        await window.press("m", "1")
        assert "cannot be rewritten" in window.footer
        assert "unsaved" not in window.text
        await window.press("escape")
        assert window.query.has_focus
        await window.press("f5", "ctrl+o", *name, "enter")
        assert "cannot be rewritten" in window.text
    assert Path(name).read_text(encoding="utf-8") == text


async def test_everything_that_can_be_done_is_offered_by_number(brief: str, open_window: OpenWindow) -> None:
    async with open_window(mode="scan", path=brief) as window:
        await window.press("enter")
        assert "1  ◆ Marketing: write “direct-response”" in window.text
        await window.press("escape")
        assert on_disk() == BRIEF
        await window.press("enter", "2")
        assert "DR spot (DR: direct response)" in window.text
        assert reading(window).startswith("DR  "), "the next mention"
        await window.press("N", "enter")
        await window.press(next(line for line in window.lines if "look “DR” up" in line).split("look")[0].split()[-1])
        assert window.query.value == "DR"


async def test_the_reading_and_its_list_name_one_form_of_a_wording(brief: str, open_window: OpenWindow) -> None:
    async with open_window(mode="scan", path=brief) as window:
        await window.press("n")
        said = reading(window)
        assert "1 ● IT  disaster-recovery\n" in said
        assert "Here it means disaster recovery (IT)\n" in said
        assert "write" not in said
        await window.press("y")
        assert "1  the reading, with its place" in window.text
        await window.press("2")
        assert "Copied “disaster-recovery”" in window.footer
        assert window.app.clipboard == "disaster-recovery"
        await window.press("y", "1")
        assert window.app.clipboard.startswith("brief.md:7:5: DR: here it means disaster recovery (IT); Marketing may hear")
        await window.press("1", "ctrl+z")
        assert "Took back “disaster-recovery”" in window.footer


@at_sizes
async def test_saving_asks_whether_to_write_over_the_file(
    sizes: list[tuple[int, int]], brief: str, open_window: OpenWindow
) -> None:
    for mode, change, what in (("scan", "s", "Save brief.md"), ("translate", "x", "Save the translation of brief.md")):
        async with open_window(sizes[-1], mode=mode, path=brief) as window:
            await window.press(change, "ctrl+s")
            for size in sizes:
                await window.resize(*size)
                assert what.split()[-1] in window.text
            await window.resize(80, 24)
            assert what in window.text
            assert "1  over brief.md" in window.text
            assert "2  in another file" in window.text
            for back in "3", "escape":
                await window.press(back)
                assert "Save" not in window.text.replace("^s Save", "")
                assert on_disk() == BRIEF
                await window.press("ctrl+s")
                assert what in window.text, "nothing was saved"


async def test_changes_are_saved_in_another_file(brief: str, open_window: OpenWindow) -> None:
    async with open_window(mode="scan", path=brief) as window:
        await window.press("s", "ctrl+s", "2", *"brief.new.md", "enter")
        assert "Saved brief.new.md" in window.footer
        assert "brief.new.md for" in window.lines[1], "which is open now"
        assert "unsaved" not in window.lines[1]
    assert on_disk() == BRIEF
    assert Path("brief.new.md").read_text(encoding="utf-8") == BRIEF.replace("DR spot", "direct-response spot")


async def test_the_name_that_is_proposed_for_another_file_is_free_and_typing_replaces_it(
    brief: str, open_window: OpenWindow
) -> None:
    Path("brief.marked.md").write_text("Theirs.\n", encoding="utf-8")
    async with open_window(mode="scan", path=brief) as window:
        await window.press("s", "ctrl+s", "2")
        assert "brief.marked-2.md" in window.text
        await window.press(*"brief.md", "enter")
        assert "Not saved: brief.md: already exists; choose another name" in window.text
        await window.press("end", *["backspace"] * 3)
        assert window.screen.query_one(LineInput).value == "brief", "what was typed is still there"
        await window.press(*"-3.md", "enter")
        assert "brief-3.md for" in window.lines[1]
        await window.press("ctrl+s", "1")
        assert "brief-3.marked.md" in window.text
    assert on_disk() == BRIEF
    assert Path("brief.marked.md").read_text(encoding="utf-8") == "Theirs.\n"


async def test_what_is_settled_is_no_warning_any_more(open_window: OpenWindow) -> None:
    text = "The DR is cut this quarter.\n\nThe release is late. Who runs the data?\n"
    Path("brief.md").write_text(text, encoding="utf-8")
    async with open_window((120, 30), mode="scan", path="brief.md") as window:
        assert "2 warnings   ? 3   1 of 3" in window.lines[1]
        await window.press("m", "2")
        assert "1 warning   ● 1  ? 2   2 of 3" in window.lines[1]
        await window.press("x", "1")
        assert "no warnings" in window.lines[1]
        await window.press("u")
        assert "1 warning " in window.lines[1]
        await window.press("w")
        await take(window, "release (a version of software put to use)")
        assert "no warnings" in window.lines[1]
        await window.press("w")
        assert "No warnings" in window.footer


async def test_what_a_gloss_says_is_no_mention_and_no_evidence(open_window: OpenWindow) -> None:
    Path("brief.md").write_text("The channel is open. Who owns it?\n", encoding="utf-8")
    async with open_window((120, 30), mode="scan", path="brief.md") as window:
        count = len(window.scan.mentions)
        await take(window, "channel (a path for signals or events)")
        assert len(window.scan.mentions) == count, "signals and events are none"
        assert reading(window).startswith("owns"), "the next mention of the author"
        why = reading(window).partition("Why")[2]
        assert not {"path", "signals", "events"} & set(why.replace(",", " ").split())


async def test_bytes_outside_the_changes_stay(open_window: OpenWindow) -> None:
    data = b"\xef\xbb\xbfThe DR site\tfailed over.\r\n\r\nA caf\xc3\xa9, \xf0\x9f\x98\x80.\r\x0c\x1b[31m\x00".replace(
        b"\x00", b""
    )
    Path("brief.txt").write_bytes(data)
    async with open_window(mode="scan", path="brief.txt") as window:
        assert "\x1b" not in window.text
        await window.press("1", "ctrl+s", "1")
    assert Path("brief.txt").read_bytes() == data.replace(b"DR site", b"disaster-recovery site")


async def test_a_file_that_changed_meanwhile_is_not_overwritten(brief: str, open_window: OpenWindow) -> None:
    async with open_window(mode="scan", path=brief) as window:
        await window.press("s")
        Path("brief.md").write_text("Theirs.\n", encoding="utf-8")
        await window.press("ctrl+s", "1")
        assert "Not saved: brief.md has changed" in window.text
        await window.press("3")
        assert on_disk() == "Theirs.\n"
        assert "unsaved" in window.lines[1]
        await window.press("ctrl+s", "1", "1", *"brief.copy.md", "enter")
        assert on_disk() == "Theirs.\n"
        assert Path("brief.copy.md").read_text(encoding="utf-8") == BRIEF.replace("DR spot", "direct-response spot")
        assert "brief.copy.md" in window.lines[1]
        assert "unsaved" not in window.text


@pytest.mark.parametrize("keys", [("ctrl+q",), ("f3", "ctrl+q"), ("f3", "escape", "escape"), ("ctrl+c",)], ids=" ".join)
async def test_unsaved_changes_are_lost_only_if_the_user_says_so(
    keys: tuple[str, ...], brief: str, open_window: OpenWindow
) -> None:
    async with open_window(mode="scan", path=brief) as window:
        await window.press("s", *keys)
        assert "Not saved: brief.md" in window.text
        await window.press("ctrl+q", "escape")
        assert not window.has_quit
        assert "save and quit" not in window.text
        for answer in "32":
            while "save and quit" not in window.text:  # on a busy machine, an Esc is too late to be the second one
                await window.press(keys[-1])
            assert not window.has_quit
            await window.press(answer)
        assert window.has_quit
    assert on_disk() == BRIEF


async def test_quitting_saves_the_changes_if_wanted(brief: str, open_window: OpenWindow) -> None:
    async with open_window(mode="scan", path=brief) as window:
        await window.press("s", "o", "1", "f3", "ctrl+q")
        assert "1  save and quit (asks which file to write)" in window.text
        await window.press("enter")
        assert "Save brief.md" in window.text
        assert "1  over brief.md" in window.text
        assert "2  in another file" in window.text
        await window.press("1")
        assert window.has_quit
    assert on_disk() == BRIEF.replace("DR spot", "direct-response spot")


async def test_quitting_does_not_save_over_what_somebody_else_wrote(brief: str, open_window: OpenWindow) -> None:
    async with open_window(mode="scan", path=brief) as window:
        await window.press("s")
        Path("brief.md").write_text("Theirs.\n", encoding="utf-8")
        await window.press("ctrl+q", "1", "1")
        assert "Not saved: brief.md has changed" in window.text
        await window.press("3")
        assert not window.has_quit
        assert "unsaved" in window.lines[1]
        await window.press("ctrl+q", "1", "2", *"copy.md", "enter")
        assert window.has_quit
    assert on_disk() == "Theirs.\n"
    assert Path("copy.md").read_text(encoding="utf-8") == BRIEF.replace("DR spot", "direct-response spot")


async def test_opening_another_file_asks_about_unsaved_changes(brief: str, open_window: OpenWindow) -> None:
    Path("other.md").write_text("Who owns the data?\n", encoding="utf-8")
    Path("loop").symlink_to("loop")
    async with open_window(mode="scan", path=brief) as window:
        await window.press("r", "3", "s", "o", "enter")
        assert "unsaved" in window.lines[1]
        await window.press("o", "2", *"loo")
        assert "loop" in window.text, "a link to itself is completed as well"
        await window.press("ctrl+u", *"oth")
        assert "other.md" in window.text, "completed"
        await window.press("tab", "enter")
        assert "Who ?owns the" in window.text
        assert "for ● IT" in window.lines[1], "the readers stay"


async def test_scan_mode_asks_for_a_file_and_says_what_is_wrong_with_it(open_window: OpenWindow) -> None:
    Path("bad.md").write_bytes(b"one\n\xff\n")
    os.mkfifo("pipe")
    async with open_window() as window:
        await window.press("f4")
        assert "Scan which file?" in window.text
        await window.press(*"none.md", "enter")
        assert "none.md: cannot be read" in reading(window)
        for name, problem in (("bad.md", "not UTF-8 in line 2"), ("pipe", "not a regular file"), (".", "a folder")):
            await window.press("o", *name, "enter")
            assert problem in reading(window)
        await window.press("o", "escape")
        offered = [hint.label for hint in window.scan.hints()]
        assert offered[:3] == ["Open", "Readers", "Browse"], "what does something without a document"
        assert "Decide" not in offered
        await window.press("f3")
        assert window.query.has_focus


async def test_an_empty_box_stays_open_and_tab_completes_the_only_file(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("words").mkdir()
    monkeypatch.chdir("words")
    Path("brief.md").write_text(BRIEF, encoding="utf-8")
    Path(".hidden").touch()
    async with open_window(mode="scan") as window:
        await window.press("enter", " ", "enter")
        assert "Scan which file?" in window.text
        await window.press("backspace", "tab")
        assert window.screen.query_one(LineInput).value == "brief.md"
        await window.press("ctrl+u")
        Path("other.md").touch()
        await window.press("tab")
        assert window.screen.query_one(LineInput).value == ""
        await window.press("b", "tab", "enter")
        assert "brief.md for" in window.lines[1]


async def test_the_readers_decide_what_is_a_warning(brief: str, open_window: OpenWindow) -> None:
    async with open_window(mode="scan", path=brief) as window:
        assert "note" in reading(window)
        assert "for both sides" in window.lines[1]
        await window.press("r", "3")
        assert "brief.md for ● IT" in window.lines[1]
        assert "warning" in reading(window)
        assert "IT will hear disaster recovery" in reading(window)
        await window.press("w")
        assert "channel" in reading(window).splitlines()[0]


async def test_a_paste_is_text_and_presses_no_keys(brief: str, open_window: OpenWindow) -> None:
    async with open_window(mode="scan", path=brief) as window:
        window.app.post_message(events.Paste("sxu\nq\x1b[31m\t"))
        await window.settle()
        assert "unsaved" not in window.text
        assert "◆DR" in window.text


async def test_a_click_selects_and_a_drag_copies_without_the_symbols(brief: str, open_window: OpenWindow) -> None:
    async with open_window(mode="scan", path=brief) as window:
        await window.click(window.find("◆channel"))
        assert reading(window).startswith("channel")
        await window.drag(window.find("The ●DR"), window.find("failed over", -1))
        assert window.app.clipboard == "The DR site "


def test_lines_fit_their_width_and_hold_the_whole_text() -> None:
    rng = random.Random(2)
    letters = [*"ab cd  e\t\n-", "数", "é", "e\u0301", "👩‍👩‍👧", "\u200e", "\x1b", "\r\n", "\ufeff"]
    for _ in range(200):
        parts = [rng.choice(letters) for _ in range(rng.randrange(120))]
        text = "".join(parts)
        places = [0, *accumulate(map(len, parts))]
        starts = sorted(rng.sample(places, min(len(places), 6)))
        highlights = [Highlight(start, end, "◆", "side-1") for start, end in zip(starts[::2], starts[1::2], strict=False)]
        highlighted = HighlightedText(text, highlights)
        for width in (1, 2, 7, 30):
            highlighted.wrap(width)
            lines = ["".join(part for part, _ in highlighted.parts(line)) for line in range(len(highlighted.lines))]
            assert "".join("".join(lines).split()) == "".join(shown(highlighted.shown).split())
            assert [number for line in range(len(lines)) for _, number in highlighted.parts(line) if number >= 0] == sorted(
                number for line in range(len(lines)) for _, number in highlighted.parts(line) if number >= 0
            )
        plain = text.replace("\r\n", "\n").replace("\t", "    ")
        assert highlighted.text_between(0, len(highlighted.shown)) == plain


def shown(text: str) -> str:
    from twosense.text.sanitize import sanitize

    return "\n".join(map(sanitize, text.split("\n")))


@pytest.mark.slow
async def test_a_long_document_is_opened_and_scrolled_without_delay(open_window: OpenWindow) -> None:
    Path("brief.md").write_text(BRIEF * 6000, encoding="utf-8")
    async with open_window(mode="scan") as window:
        loop = asyncio.get_running_loop()
        window.send(*"brief.md", "enter")
        await window.until(lambda: bool(window.scan.mentions), 60)
        view = window.screen.query_one(DocumentView)
        times = []
        for _ in range(50):
            start = loop.time()
            await window.press("space")
            times.append(loop.time() - start)
        assert view.scroll_offset.y > 1000
        assert sorted(times)[25] < 0.2


@pytest.mark.parametrize(
    ("text", "offered", "wrong"),
    [
        ("We organize the color catalog of the partner program, which pays resellers.", "allied organization", "organisation"),
        ("The owner of the database patches the server.", "owner (ownership: being", "operational responsibility"),
    ],
)
async def test_the_wordings_are_those_of_a_translation(text: str, offered: str, wrong: str, open_window: OpenWindow) -> None:
    Path("brief.md").write_text(f"{text}\n", encoding="utf-8")
    async with open_window((140, 40), mode="scan", path="brief.md") as window:
        assert offered in " ".join(reading(window).split())
        assert wrong not in reading(window)


@pytest.mark.parametrize(
    "text",
    [
        "The team (with its DR [disaster recovery] here) failed over in four hours.",
        "The team (with its DR site [DR: disaster recovery] here) failed over in four hours.",
        "The DR{it} (disaster recovery) failed over in four hours.",
    ],
)
async def test_no_wording_is_offered_for_a_word_that_the_text_explains(text: str, open_window: OpenWindow) -> None:
    Path("brief.md").write_text(f"{text}\n", encoding="utf-8")
    async with open_window((140, 40), mode="scan", path="brief.md") as window:
        assert "● IT" in reading(window)
        assert "direct-response" not in reading(window)
        await window.press("1")
        assert "unsaved" not in window.text
