"""Translate mode: a text, the same text for other readers, and a decision about every edit and question between the two."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from tests.tui.conftest import OpenWindow, WindowDriver, at_sizes
from twosense import load
from twosense.model import MIXED, Style
from twosense.translate.settings import TranslationSettings
from twosense.tui.opening import Opening
from twosense.tui.widgets.edit_view import EditView

BRIEF = """The DR site failed over in four hours.

Our retention rate rose after the loyalty programme.

The DR is cut this quarter.
"""


@pytest.fixture
def brief() -> str:
    Path("brief.md").write_text(BRIEF, encoding="utf-8")
    return "brief.md"


def opening(path: str = "", to: str = MIXED, style: Style = "gloss") -> Opening:
    return Opening("translate", path, TranslationSettings(to, None, style, headings=False))


def edit(window: WindowDriver) -> str:
    return window.full_text(window.screen.query_one(EditView))


async def copied(window: WindowDriver) -> str:
    await window.press("y")
    return window.app.clipboard


async def paste(window: WindowDriver, text: str) -> None:
    window.app.post_message(events.Paste(text))
    await window.settle()


async def test_a_text_that_is_too_long_is_refused_and_stays(open_window: OpenWindow) -> None:
    Path("long.md").write_text("Nothing but words.\n" * 250_000, encoding="utf-8")
    async with open_window((100, 30), opening=opening("long.md", "marketing")) as window:
        await window.until(lambda: "longer than 4194304 characters" in edit(window))
        assert "Nothing but words." in window.text


@at_sizes
async def test_text_and_result_show_the_same_edit(sizes: list[tuple[int, int]], brief: str, open_window: OpenWindow) -> None:
    async with open_window(sizes[-1], opening=opening(brief, "marketing")) as window:
        for size in sizes:
            await window.resize(*size)
            text = " ".join(window.text.split())
            assert "●DR" in text
            assert "(DR:" in text
            assert "● IT: disaster recovery" in edit(window)
            assert "failed" in edit(window), "the words that decided"
            if size[0] >= 100:
                assert any("●DR site" in line and "●DR site (DR: disaster" in line for line in window.lines), "side by side"
            assert max(map(len, window.lines)) <= size[0]


@pytest.mark.parametrize("style", ["gloss", "expand", "replace"])
async def test_the_result_is_that_of_the_command(style: Style, brief: str, open_window: OpenWindow) -> None:
    expected = load(project=False).translate(BRIEF, reader="marketing", style=style, name="brief.md")
    async with open_window(opening=opening(brief, "marketing", style)) as window:
        assert await copied(window) == expected.text != BRIEF
        assert "Copied the result" in window.footer


async def test_any_edit_can_be_rejected(brief: str, open_window: OpenWindow) -> None:
    async with open_window(opening=opening(brief)) as window:
        everything = await copied(window)
        assert edit(window).startswith("accepted")
        await window.press("space")
        assert edit(window).startswith("· rejected")
        without_first = await copied(window)
        assert without_first == everything.replace("DR site (DR: disaster recovery)", "DR site") != everything
        assert "·DR site" in window.text
        await window.press("enter")
        assert "make this change" in window.text
        await window.press("escape")
        assert edit(window).startswith("· rejected")
        await window.press("enter", "1")
        assert "retention" in edit(window), "the next edit"
        await window.press("u")
        assert edit(window).startswith("· rejected  DR"), "what was decided last"
        await window.press("x")
        assert await copied(window) == BRIEF
        await window.press("a")
        assert await copied(window) == everything


async def test_a_question_is_answered(brief: str, open_window: OpenWindow) -> None:
    Path("brief.md").write_text("Who owns the data? Who owns the brand?\n", encoding="utf-8")
    async with open_window(opening=opening(brief)) as window:
        assert "Which “owns”?" in edit(window)
        assert "?owns" in window.text
        assert "Copied the result with 2 open questions" in await copied_as(window)
        await window.press("2")
        assert "Which “owns”?" in edit(window), "the next question"
        assert "Copied the result with 1 open question" in await copied_as(window)
        await window.press("N", "N")
        assert "your answer" in edit(window)
        assert "sure" not in edit(window)
        assert "owns (" in await copied(window)
        await window.press("r", "1")  # another translation keeps the answer
        assert "Who owns (" in await copied(window)
        await window.press("N", "1")
        assert "No question is left; y copies the result" in window.footer
        assert (await copied_as(window)).startswith("Copied the result ")
        await window.press("u")
        assert "Which “owns”?" in edit(window), "the question whose answer was taken back"


async def test_after_an_answer_the_next_question_is_selected_at_once(open_window: OpenWindow) -> None:
    text = "The DR site failed over.\n\nWho owns it? Who owned it? So what is the data?\n"
    Path("brief.md").write_text(text + "The cat sat on the mat.\n" * 40_000, encoding="utf-8")
    async with open_window((80, 24), opening=opening("brief.md")) as window:
        await window.until(lambda: "1 of 4" in window.text)
        await window.press("n")
        assert "Which “owns”?" in edit(window)
        window.send("1")
        await window.messages_handled()
        await window.messages_handled()
        assert "Which “owned”?" in window.text, "before the text is translated again"
        assert "? 2   3 of 4" in window.text
        assert "Answered “owns” and went on to the next question; u takes the answer back" in window.footer
        await window.press("n")
        assert "Which “data”?" in window.text, "the one after the selected one"
        window.send("N", "1", "n")
        await window.settle()
        assert edit(window).startswith("accepted  DR"), "from the question after the answered one, which is the last item"


async def copied_as(window: WindowDriver) -> str:
    """Copy the result; return what the window says about that."""
    await window.press("y")
    return window.footer


async def answer(window: WindowDriver, words: str) -> None:
    """Open the answers to the question under the cursor, and choose the one with these words."""
    await window.press("enter")
    (line,) = [line for line in window.lines if words in line]
    await window.press(line.split(words)[0].split()[-1])


async def test_a_later_decision_replaces_what_was_said_about_the_questions(open_window: OpenWindow) -> None:
    Path("brief.md").write_text("The DR site failed over. Who owns the data?\n", encoding="utf-8")
    async with open_window(opening=opening("brief.md")) as window:
        await window.press("n", "2")
        assert "No question is left" in window.footer
        await window.press("N", "space")
        assert "No question is left" not in window.footer
        assert "Rejected “DR site (DR: disaster recovery)”; u takes it back" in window.footer
        assert "·DR site" in window.text
        assert edit(window).startswith("· rejected  DR"), "which explains the mark"


async def test_a_question_can_be_left(open_window: OpenWindow) -> None:
    Path("brief.md").write_text("Who owns the data?\n", encoding="utf-8")
    async with open_window(opening=opening("brief.md")) as window:
        assert "?owns" in window.text
        await answer(window, "leave it as it is")
        assert "?" not in window.lines[1]
        assert "?owns" not in window.text
        assert (await copied(window)).startswith("Who owns the data")


async def test_a_question_can_be_answered_in_own_words(open_window: OpenWindow) -> None:
    Path("brief.md").write_text("Who owns the data?\n", encoding="utf-8")
    async with open_window(opening=opening("brief.md")) as window:
        await answer(window, "write something else")
        await window.press(*"keeps", "enter")
        assert (await copied(window)).startswith("Who keeps the data")


async def test_a_question_can_be_answered_everywhere(open_window: OpenWindow) -> None:
    Path("brief.md").write_text("Who owns it? So who owns it? Who owned it?\n", encoding="utf-8")
    async with open_window(opening=opening("brief.md", style="replace")) as window:
        await answer(window, "everywhere (2 times “owns”): write something else …")
        await window.press(*"keeps", "enter")
        assert await copied(window) == "Who keeps it? So who keeps it? Who owned it?\n"
        await window.press("u")
        await answer(window, "everywhere (3 times): ● IT: being answerable for systems")
        assert "?" not in window.lines[1]
        assert "No question is left" in window.footer


async def test_marks_are_not_for_the_reader(open_window: OpenWindow) -> None:
    Path("brief.md").write_text("The DR{it} is cut.\n", encoding="utf-8")
    async with open_window(opening=opening("brief.md", "it")) as window:
        assert await copied(window) == "The DR is cut.\n"
        await window.press("space")
        assert await copied(window) == "The DR{it} is cut.\n", "unless the user wants them"
        await window.press("space", "r", "2")
        assert await copied(window) == "The DR (disaster recovery) is cut.\n"


async def test_readers_and_style_are_chosen(brief: str, open_window: OpenWindow) -> None:
    async with open_window(opening=opening(brief)) as window:
        assert "for both sides" in window.lines[1]
        await window.press("r", "2")
        assert "for ◆ Marketing" in window.lines[1]
        await window.press("s", "3")
        assert "The disaster-recovery site failed over" in await copied(window)


async def test_a_paste_is_translated_and_presses_no_keys(open_window: OpenWindow) -> None:
    async with open_window(opening=opening()) as window:
        assert "Paste a text" in edit(window)
        await paste(window, "The DR site failed over.\rxay\x1b[31m o\t")
        assert await copied(window) == "The DR site (DR: disaster recovery) failed over.\nxay\x1b[31m o\t"
        assert "\x1b" not in window.text
        assert "pasted text" in window.text


async def test_a_text_is_typed(open_window: OpenWindow) -> None:
    async with open_window(opening=opening()) as window:
        await window.type("The DR site failed over.")
        await window.press("escape")
        assert await copied(window) == "The DR site (DR: disaster recovery) failed over."
        await window.press("i")
        await window.type(" Yes.")
        await window.press("ctrl+s")
        assert await copied(window) == "The DR site (DR: disaster recovery) failed over. Yes."


async def test_what_was_typed_is_undone_and_redone(open_window: OpenWindow) -> None:
    async with open_window(opening=opening()) as window:
        await window.type("Our DR")
        assert "^z Undo" in window.footer
        await window.press("end", "enter", "x", "ctrl+z", "ctrl+z")
        assert await typed(window) == "Our DR"
        await window.press("i", "x", "ctrl+z", "ctrl+y")
        assert await typed(window) == "Our DRx"


async def typed(window: WindowDriver) -> str:
    """Leave the editor; return its text."""
    await window.press("escape", "x")
    return await copied(window)


async def test_readers_are_chosen_while_a_text_is_typed(open_window: OpenWindow) -> None:
    async with open_window(opening=opening()) as window:
        await window.type("Our DR site failed over")
        assert "For both sides, gloss" in window.text
        assert "^r Readers" in window.footer
        await window.press("ctrl+r", "3")
        assert "For ● IT, gloss" in window.text
        await window.type(" again")
        await window.press("escape")
        assert "for ● IT" in window.lines[1]
        assert await copied(window) == "Our DR site failed over again"


async def test_decisions_are_undone(open_window: OpenWindow) -> None:
    Path("brief.md").write_text("The DR site failed over. Who owns the data?\n", encoding="utf-8")
    async with open_window(opening=opening("brief.md")) as window:
        before = await copied(window)
        await window.press("space", "n", "2")
        assert "owns (" in await copied(window)
        await window.press("ctrl+z")
        assert "?owns" in window.text
        assert "DR site" in await copied(window)
        await window.press("u")
        assert await copied(window) == before
        await window.press("u")
        assert "Nothing to undo" in window.footer
        await window.press("U", "U")
        assert "owns (" in await copied(window)
        await window.press("U")
        assert "Nothing to redo" in window.footer


async def test_the_result_is_saved_in_a_new_file_or_over_the_old_one(brief: str, open_window: OpenWindow) -> None:
    async with open_window(opening=opening(brief, "marketing")) as window:
        result = await copied(window)
        await window.press("ctrl+s", "2")
        assert "brief.marketing.md" in window.text
        await window.press("enter")
        assert Path("brief.marketing.md").read_text(encoding="utf-8") == result
        assert Path("brief.md").read_text(encoding="utf-8") == BRIEF
        await window.press("ctrl+s", "2", "enter")
        assert Path("brief.marketing-2.md").read_text(encoding="utf-8") == result
        await window.press("ctrl+s", "1")
        assert Path("brief.md").read_text(encoding="utf-8") == result
        assert await copied(window) == result


async def test_what_was_decided_stays_after_saving(open_window: OpenWindow) -> None:
    Path("brief.md").write_text("The DR site failed over. Who owns it? We sell through every channel.\n", encoding="utf-8")
    async with open_window(opening=opening("brief.md")) as window:
        await window.press("space", "n", "2")
        before, result = edit(window), await copied(window)
        await window.press("ctrl+s", "1")
        assert Path("brief.md").read_text(encoding="utf-8") == result
        assert edit(window) == before
        assert "·DR site" in window.text
        for answered, start in ((False, "· rejected  DR"), (True, "accepted  owns"), (False, "accepted  channel")):
            await window.click(window.find(start.split()[-1]))
            assert edit(window).startswith(start)
            assert ("your answer" in edit(window)) == answered
        await window.press("a", "ctrl+s", "1")
        assert "DR site (DR: disaster recovery)" in Path("brief.md").read_text(encoding="utf-8"), (
            "a later decision is saved, too"
        )


async def test_a_file_that_changed_meanwhile_is_not_overwritten(brief: str, open_window: OpenWindow) -> None:
    async with open_window(opening=opening(brief, "marketing")) as window:
        Path("brief.md").write_text("Theirs.\n", encoding="utf-8")
        await window.press("ctrl+s", "1")
        assert "Not saved: brief.md has changed" in window.text
        await window.press("3")
        assert Path("brief.md").read_text(encoding="utf-8") == "Theirs.\n"
        assert "DR site (DR: disaster recovery)" in await copied(window)


async def test_decisions_are_lost_only_if_the_user_says_so(brief: str, open_window: OpenWindow) -> None:
    async with open_window(opening=opening(brief)) as window:
        await window.press("space")
        await paste(window, "Another text.")
        assert "Not saved: the translation" in window.text
        await window.press("1", "f3", "ctrl+q", "3")
        assert not window.has_quit
        await window.press("f5")
        assert "·DR" in window.text
        await window.press("y", "ctrl+q")
        assert window.has_quit, "what was copied is not lost"


async def test_quitting_saves_the_result_if_wanted(brief: str, open_window: OpenWindow) -> None:
    async with open_window(opening=opening(brief, "marketing")) as window:
        await window.press("x", "ctrl+q", "1", "escape")
        assert not window.has_quit, "nothing was saved"
        await window.press("o", "1", "ctrl+q", "1", "2", "enter")
        assert window.has_quit
    assert Path("brief.marketing.md").read_text(encoding="utf-8") == BRIEF


async def test_quitting_asks_instead_of_another_dialog(brief: str, open_window: OpenWindow) -> None:
    async with open_window(mode="scan", path=brief) as window:
        await window.press("s", "o", "2")
        assert "Scan which file?" in window.text
        await window.press("ctrl+q")
        assert "Scan which file?" not in window.text
        assert "save and quit" in window.text
        assert len(window.app.screen_stack) == 2


async def test_a_click_selects_in_both_texts_and_a_key_looks_the_term_up(brief: str, open_window: OpenWindow) -> None:
    async with open_window(opening=opening(brief)) as window:
        await window.click(window.find("◆retention rate ("))
        assert "retention" in edit(window).splitlines()[0]
        await window.press("d")
        assert window.query.value == "retention"


async def test_a_text_without_edits_says_so(open_window: OpenWindow) -> None:
    async with open_window(opening=opening()) as window:
        await paste(window, "Nothing to see.")
        assert "Nothing here has to be said differently" in edit(window)
        await window.press("n", "space", "enter", "1", "d", "a")
        assert window.screen.query(EditView)
        assert await copied(window) == "Nothing to see."


async def test_without_a_text_every_character_types(open_window: OpenWindow) -> None:
    async with open_window(opening=opening()) as window:
        assert "Paste a text here" in window.text
        assert window.footer.startswith("^o Open")
        assert "^r Readers" in window.footer
        assert "F1 Help" in window.footer
        assert "Accept" not in window.footer
        assert "edits" not in window.text
        await window.type("ready? is our DR, Xavier, 1 or 2 [s]")
        await window.press("escape")
        assert await copied(window) == "ready? is our DR, Xavier, 1 or 2 [s]"
        await window.press("i")
        window.send(*["backspace"] * 60)
        await window.settle()
        await window.press("escape")
        assert "Paste a text" in edit(window), "the text was deleted"
        window.send("e", "enter", "x")
        await window.settle()
        await window.press("escape")
        assert await copied(window) == "e\nx"
        await window.press("?")
        assert "translate.next" in window.text, "with a text, it asks for help"


async def test_a_text_that_is_being_typed_is_not_lost_by_quitting(open_window: OpenWindow) -> None:
    async with open_window(opening=opening()) as window:
        await window.type("Our DR")
        await window.press("ctrl+q")
        assert "Not saved: the text" in window.text
        await window.press("3")
        await window.type(" spots")
        await window.press("ctrl+q", "1")
        await window.until(lambda: "Save as" in window.text)
        await window.press("enter")
        await window.until(lambda: window.has_quit)
    assert Path("text.md").read_text(encoding="utf-8") == "Our DR spots"


async def test_what_was_typed_into_a_file_is_saved_over_it(brief: str, open_window: OpenWindow) -> None:
    async with open_window(opening=opening(brief)) as window:
        await window.press("i")
        await window.type("Yes.")
        await window.press("escape")
        result = await copied(window)
        assert result.endswith("quarter.\nYes.")
        await window.press("ctrl+s", "1")
        assert "Saved brief.md" in window.footer
    assert Path("brief.md").read_text(encoding="utf-8") == result


@pytest.mark.slow
async def test_what_was_typed_is_lost_only_if_the_user_says_so(brief: str, open_window: OpenWindow) -> None:
    for path, typed in ((brief, ("i", "Y")), ("", ("Y",))):
        async with open_window(opening=opening(path)) as window:
            await window.press(*typed, "escape", "i", "e", "s", "escape", "ctrl+q")
            assert "Not saved: the text" in window.text
            await window.press("3")
            await paste(window, "Another text.")
            assert "Not saved: the text" in window.text
            await window.press("1", "y", "ctrl+q")
            assert window.has_quit, "what was copied is not lost"


async def test_a_file_that_was_only_looked_at_in_the_editor_is_not_changed(open_window: OpenWindow) -> None:
    Path("mixed.md").write_bytes(b"The DR site.\r\nA line.\n\x0cAnother.\n")
    async with open_window(opening=opening("mixed.md")) as window:
        await window.press("i", "ctrl+q")
        assert window.has_quit
    async with open_window(opening=opening("mixed.md")) as window:
        await window.press("i", "escape", "x")
        assert await copied(window) == "The DR site.\r\nA line.\n\x0cAnother.\n"


async def test_keys_pressed_at_once_open_one_dialog(brief: str, open_window: OpenWindow) -> None:
    for mode, path in (("translate", brief), ("scan", brief)):
        async with open_window(mode=mode, path=path) as window:
            window.send("r", "o", "r", "enter")
            await window.settle()
            await window.press("f2", "escape")
            assert len(window.app.screen_stack) == 1
            await window.press("r", "f2")
            assert len(window.app.screen_stack) == 2


async def test_the_palette_offers_no_key_that_would_type(open_window: OpenWindow) -> None:
    async with open_window(opening=opening()) as window:
        await window.press("f2", *"readers", "enter")
        await window.until(lambda: "Who will read it?" in window.text)
        await window.press("escape")
        assert window.screen.query(EditView), "and nothing was typed"
