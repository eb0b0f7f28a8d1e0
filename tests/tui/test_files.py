"""The files around the window: glossaries that change under it, and the user's own keys."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.tui.conftest import Drive
from twosense.tui import remap

TERM = """
[[term]]
name = "zebra"
[[term.sense]]
side = "it"
meaning = "MEANING"
definition = "a striped test"
"""


def write(path: Path, text: str) -> None:
    """Replace a file as editors do."""
    draft = path.with_suffix(".draft")
    draft.write_text(text, encoding="utf-8")
    os.replace(draft, path)


async def test_an_edit_shows_up_and_the_place_is_kept(drive: Drive, user_glossary: Path) -> None:
    async with drive((60, 24)) as window:
        await window.type("zebra")
        assert "is not in the glossary" in window.text
        write(user_glossary, TERM)
        await window.until(lambda: window.browse.term == "zebra")
        assert "MEANING" in window.text
        await window.press("escape")
        await window.type("DR")
        await window.press("enter", "j", "j", "j")
        write(user_glossary, TERM.replace("MEANING", "changed"))
        size = window.browse._library.size
        await window.until(
            lambda: (
                window.browse._library._glossary is not None
                and "changed" in str(window.browse._library._glossary.lookup("zebra"))
            )
        )
        await window.settle()
        assert window.browse._library.size == size
        assert (window.query.value, window.browse.term, window.entry.scroll_y) == ("DR", "DR", 3)


async def test_a_broken_edit_is_told_with_its_line_and_the_last_good_state_is_kept(drive: Drive, user_glossary: Path) -> None:
    write(user_glossary, TERM)
    async with drive() as window:
        await window.type("zebra")
        write(user_glossary, TERM + "\n[[term]\n")
        await window.until(lambda: f"{user_glossary}:9" in window.notice)
        assert "MEANING" in window.text
        await window.press("escape")
        await window.type("agile")
        assert window.browse.term == "agile"
        assert f"{user_glossary}:9" in window.notice
        write(user_glossary, TERM)
        await window.until(lambda: not window.notice)


async def test_a_glossary_that_is_broken_from_the_start_can_be_mended(drive: Drive, user_glossary: Path) -> None:
    write(user_glossary, "[[term]\n")
    async with drive() as window:
        await window.until(lambda: f"{user_glossary}:1" in window.notice)
        await window.type("DR")
        await window.press("enter", "ctrl+o", "ctrl+y", "ctrl+t", "slash")
        assert "no glossary" in window.text
        write(user_glossary, TERM)
        await window.until(lambda: window.browse.term == "DR")
        assert not window.notice


async def test_a_cache_that_cannot_be_written_does_not_make_it_read_again_and_again(drive: Drive, home: Path) -> None:
    (home / "cache").write_text("a file where a folder should be", encoding="utf-8")
    async with drive() as window:
        glossary = window.browse._library._glossary
        await window.pilot.pause(1.3)
        assert window.browse._library._glossary is glossary


@pytest.fixture
def keys(home: Path) -> Path:
    path = home / "config" / "twosense" / "config.toml"
    path.parent.mkdir(parents=True)
    assert str(path) == remap.path()
    return path


async def test_keys_are_remapped_in_footer_and_help_and_for_real(drive: Drive, keys: Path) -> None:
    keys.write_text('[keys]\n"search.swap" = "f6"\n"entry.down" = "e,down"\n"search.down" = "ctrl+j"\n', encoding="utf-8")
    async with drive() as window:
        assert "your" not in window.notice
        assert "F6 Swap" in window.footer
        await window.press("f6")
        assert "IT first" in window.text
        await window.press("ctrl+t")
        assert "IT first" in window.text
        await window.press("ctrl+j")
        assert window.rows.chosen == 1
        await window.press("f1")
        assert "F6" in str(window.window.screen.query_one("#keys").render())


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ('[keys]\n"search.jump" = "f6"\n', "config.toml:2: keys.search.jump: is no key of twosense"),
        ('[keys]\n"search.swap" = "strg+x"\n', '"strg+x" is the name of no key'),
        ('[keys]\n"search.swap" = 7\n', "should be a text"),
        ('[keys]\n"search.swap" = "ctrl+y"\n', "ctrl+y is both search.copy and search.swap"),
        ('[keys]\n"search.swap" = "ctrl+a"\n', "ctrl+a is both search.swap and the search box's own editing"),
        ('[keys]\n"search.swap" = "f1"\n', "f1 is both search.swap and window.help"),
        ('[keyz]\n"search.swap" = "f1"\n', "is no setting"),
        ("keys = 3\n", "should be a table"),
        ("[keys\n", "config.toml:1: not TOML"),
    ],
)
async def test_keys_at_fault_are_reported_by_name_and_the_others_hold(toml: str, says: str, drive: Drive, keys: Path) -> None:
    keys.write_text(toml, encoding="utf-8")
    async with drive() as window:
        assert says in window.notice
        await window.press("ctrl+t")
        assert "IT first" in window.text


async def test_two_new_keys_that_clash_with_each_other(keys: Path) -> None:
    keys.write_text('[keys]\n"entry.down" = "x"\n"entry.up" = "x"\n"entry.top" = "z"\n', encoding="utf-8")
    keymap, faults = remap.read()
    assert len(faults) == 1
    assert "x is both entry.down and entry.up" in str(faults[0])
    assert keymap["entry.top"] == "z"
