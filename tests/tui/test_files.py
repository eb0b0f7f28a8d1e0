"""The files around the window: glossaries that change while it is open, and the user's own keys."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from tests.tui.conftest import OpenWindow, WindowDriver
from twosense.tui import user_keys
from twosense.tui.widgets.key_list import KeyList

TERM = """
[[term]]
name = "zebra"
[[term.sense]]
side = "it"
meaning = "MEANING"
definition = "a striped test"
"""


def save(path: Path, text: str) -> None:
    """Replace a file the way editors do."""
    draft = path.with_suffix(".draft")
    draft.write_text(text, encoding="utf-8")
    os.replace(draft, path)


async def loaded(window: WindowDriver, meaning: str) -> None:
    """Wait until the glossary has this meaning of the term."""
    async with asyncio.timeout(8):
        while meaning not in str(await window.service.lookup("zebra")):
            await asyncio.sleep(0.02)
    await window.settle()


async def test_an_edit_appears_and_the_scroll_position_stays(open_window: OpenWindow, user_glossary: Path) -> None:
    async with open_window((60, 24)) as window:
        await window.type("zebra")
        assert "is not in the glossary" in window.text
        save(user_glossary, TERM)
        await window.until(lambda: window.browse.term == "zebra")
        assert "MEANING" in window.text
        await window.press("escape")
        await window.type("DR")
        await window.press("enter", "j", "j", "j")
        save(user_glossary, TERM.replace("MEANING", "changed"))
        await loaded(window, "changed")
        assert (window.query.value, window.browse.term, window.entry.scroll_y) == ("DR", "DR", 3)


async def test_a_term_of_ones_own_is_called_your_wording(open_window: OpenWindow, user_glossary: Path) -> None:
    save(user_glossary, TERM)
    async with open_window(query="zebra") as window:
        assert "Your own wording: no source yet" in window.full_text()
        await window.press("ctrl+o")
        assert "“zebra” is your own wording: no source yet" in window.footer


async def test_only_what_there_is_can_be_copied(open_window: OpenWindow, user_glossary: Path) -> None:
    save(user_glossary, TERM)
    async with open_window() as window:
        await window.type("zebra")
        await window.press("ctrl+y")
        assert "2  the entry as Markdown" in window.text
        assert "what to say" not in window.text
        assert "only “" not in window.text


@pytest.mark.slow
async def test_a_broken_edit_is_reported_and_the_last_good_glossary_stays(open_window: OpenWindow, user_glossary: Path) -> None:
    save(user_glossary, TERM)
    async with open_window() as window:
        await window.type("zebra")
        save(user_glossary, TERM + "\n[[term]\n")
        await window.until(lambda: f"{user_glossary}:9" in window.notice)
        assert "MEANING" in window.text
        await window.press("escape")
        await window.type("agile")
        assert window.browse.term == "agile"
        assert f"{user_glossary}:9" in window.notice
        save(user_glossary, TERM)
        await window.until(lambda: not window.notice)


@pytest.mark.slow
async def test_a_glossary_that_is_broken_at_the_start_can_be_repaired(open_window: OpenWindow, user_glossary: Path) -> None:
    save(user_glossary, "[[term]\n")
    async with open_window() as window:
        await window.until(lambda: f"{user_glossary}:1" in window.notice)
        await window.type("DR")
        assert "disaster recovery" in window.text  # the built-in glossary is there nevertheless
        await window.press("enter", "ctrl+y", "escape", "ctrl+t", "slash")
        assert f"{user_glossary}:1" in window.notice
        await window.press("escape")
        await window.type("zebra")
        save(user_glossary, TERM)
        await window.until(lambda: window.browse.term == "zebra")
        assert not window.notice


async def test_without_any_good_glossary_the_window_says_so(open_window: OpenWindow) -> None:
    Path("bad.toml").write_text("[[term]\n", encoding="utf-8")
    async with open_window(only=["bad.toml"]) as window:
        await window.type("DR")
        assert "glossary not loaded" in window.text
        await window.press("ctrl+y")
        assert "No glossary is loaded" in window.footer


@pytest.mark.usefixtures("own_folders")
async def test_an_unchanged_glossary_is_not_reloaded_even_if_the_cache_cannot_be_written(
    open_window: OpenWindow, home: Path
) -> None:
    (home / "cache").write_text("a file where a folder should be", encoding="utf-8")
    async with open_window() as window:
        version = window.service.version
        await window.service.reload()
        assert window.service.version == version


async def test_a_remapped_key_works_and_appears_in_footer_and_help(open_window: OpenWindow, user_config: Path) -> None:
    user_config.write_text(
        '[keys]\n"search.swap" = "f6"\n"entry.down" = "e,down"\n"search.down" = "ctrl+j"\n', encoding="utf-8"
    )
    async with open_window() as window:
        assert "Type one." in window.notice
        assert "F6 Swap" in window.footer
        await window.press("f6")
        assert "● IT → ◆ Marketing" in window.text
        await window.press("ctrl+t")
        assert "● IT → ◆ Marketing" in window.text
        await window.press("ctrl+j")
        assert window.list.selected == 1
        await window.press("f1")
        assert "F6" in window.full_text(window.screen.query_one(KeyList))


FAULTS = [
    ('[keys]\n"search.jump" = "f6"\n', "config.toml:2: keys.search.jump: unknown action; "),
    ('[keys]\n"search.swap" = "strg+x"\n', 'unknown key "strg+x"'),
    ('[keys]\n"search.swap" = 7\n', "must be a string"),
    ('[keys]\n"search.swap" = "ctrl+y"\n', 'key "ctrl+y" is used by both search.copy and search.swap'),
    ('[keys]\n"search.swap" = "ctrl+a"\n', 'key "ctrl+a" is used by both search.swap and text editing in the search box'),
    ('[keys]\n"search.swap" = "f1"\n', 'key "f1" is used by both search.swap and window.help'),
    ('[keys]\n"scan.mark" = "f4"\n', 'key "f4" is used by both scan.mark and window.scan'),
    ('[keys]\n"choice.take" = "f2"\n', 'key "f2" is used by both choice.take and window.more'),
    ('[keyz]\n"search.swap" = "f1"\n', "unknown setting"),
    ("keys = 3\n", "must be a table"),
    ("[keys\n", "config.toml:1: "),
]


@pytest.mark.parametrize(("toml", "message"), FAULTS)
def test_a_faulty_key_is_reported(toml: str, message: str, user_config: Path) -> None:
    user_config.write_text(toml, encoding="utf-8")
    keymap, faults = user_keys.load_keymap()
    assert not keymap
    assert [message in str(fault) for fault in faults] == [True]


async def test_faults_of_the_configuration_are_shown_and_the_default_keys_work(
    open_window: OpenWindow, user_config: Path
) -> None:
    user_config.write_text('[keys]\n"search.swap" = 7\n', encoding="utf-8")
    async with open_window() as window:
        assert "config.toml:2" in window.notice
        await window.press("ctrl+t")
        assert "● IT → ◆ Marketing" in window.text


def test_of_two_new_keys_that_clash_one_is_reported_and_the_others_apply(user_config: Path) -> None:
    user_config.write_text('[keys]\n"entry.down" = "x"\n"entry.up" = "x"\n"entry.top" = "z"\n', encoding="utf-8")
    keymap, faults = user_keys.load_keymap()
    assert len(faults) == 1
    assert 'key "x" is used by both entry.down and entry.up' in str(faults[0])
    assert keymap["entry.top"] == "z"


@pytest.mark.slow
async def test_a_document_is_scanned_again_when_the_glossary_changes(open_window: OpenWindow, user_glossary: Path) -> None:
    Path("brief.md").write_text("The DR site failed over. The FBX is late.\n", encoding="utf-8")
    async with open_window(mode="scan", path="brief.md") as window:
        assert len(window.scan.mentions) == 1
        sense = 'side = "it"\nmeaning = "a spot instance"\ndefinition = "A machine that is lent."'
        user_glossary.write_text(f'[[term]]\nname = "FBX"\n[[term.sense]]\n{sense}\n', encoding="utf-8")
        await window.until(lambda: len(window.scan.mentions) == 2)
        user_glossary.write_text("[[term", encoding="utf-8")
        await window.until(lambda: "glossary.toml" in window.footer)
        assert "●DR" in window.text


async def test_the_window_has_the_layers_that_a_call_asks_for(open_window: OpenWindow) -> None:
    async with open_window(query="MQL", layers=["jargon"]) as window:
        assert "From: jargon" in window.text
