"""Work that was not saved when the window had to end: it is kept, and offered when the document is opened again."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events

from tests.tui.conftest import OpenWindow, WindowDriver
from tests.tui.terminals import Pty, faulty
from twosense.tui import recovery
from twosense.tui.widgets.document_view import DocumentView

BRIEF = "The DR site failed over in four hours.\n\nWho owns the data?\n"
CHANGED = BRIEF.replace("DR site", "disaster-recovery site")


@pytest.fixture
def brief() -> Path:
    path = Path("brief.md")
    path.write_text(BRIEF, encoding="utf-8")
    return path


def kept() -> list[str]:
    return os.listdir(recovery.folder()) if os.path.isdir(recovery.folder()) else []


def result(window: WindowDriver) -> str:
    return window.full_text(window.screen.query_one("#result", DocumentView))


async def leave_unsaved(open_window: OpenWindow) -> None:
    """Change the document, and end without a word."""
    async with open_window(mode="scan", path="brief.md") as window:
        await window.press("s")
        window.app.session.end()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_keeps_the_changes_and_the_next_start_offers_them(
    number: signal.Signals, brief: Path, opened: Callable[..., Pty]
) -> None:
    terminal = opened("--window", "brief.md")
    terminal.shows(b"disaster-recovery")
    terminal.write("s")
    terminal.shows(b"unsaved")
    os.kill(terminal.pid, number)
    assert terminal.wait() == 128 + number
    assert not terminal.left_behind()
    assert b"brief.md was not saved; its changes are kept, and scan mode offers them when you open it" in terminal.output
    assert brief.read_text(encoding="utf-8") == BRIEF
    terminal = opened("--window", "brief.md")
    terminal.shows(b"go on with the changes")
    terminal.write("1")
    terminal.shows(b"unsaved")
    terminal.write("\x13")
    terminal.shows(b"over brief.md")
    terminal.write("1")
    terminal.until(lambda: brief.read_text(encoding="utf-8") == CHANGED)
    terminal.write("\x11")
    assert terminal.wait() == 0
    assert not kept()


@pytest.mark.slow
def test_closing_the_terminal_keeps_what_was_typed(opened: Callable[..., Pty]) -> None:
    terminal = opened("translate", "--window")
    terminal.shows(b"Paste a text")
    terminal.write("The DR site\rfailed")
    terminal.shows(b"failed")
    os.close(terminal.file)
    terminal.file = os.open(os.devnull, os.O_RDONLY)
    terminal.wait()
    terminal = opened("translate", "--window")
    terminal.shows(b"go on with the changes")
    terminal.write("1")
    terminal.shows(b"disaster recovery")


@pytest.mark.slow
@pytest.mark.usefixtures("brief")
def test_a_fault_of_the_window_keeps_the_changes(opened: Callable[..., Pty]) -> None:
    terminal = opened(program=faulty("scan", "Scan.action_copy", "--window", "brief.md"))
    terminal.shows(b"disaster-recovery")
    terminal.write("s")
    terminal.shows(b"unsaved")
    terminal.write("y")
    assert terminal.wait() == 2
    assert b"its changes are kept" in terminal.output
    assert len(kept()) == 1


async def test_changes_that_are_taken_up_can_be_undone_and_go_with_the_session(brief: Path, open_window: OpenWindow) -> None:
    await leave_unsaved(open_window)
    async with open_window(mode="scan", path="brief.md") as window:
        assert "brief.md was not saved when the window was closed" in window.text
        await window.press("2")
        assert "●DR site" in window.text, "left for later"
        await window.press("o", *"./brief.md", "enter", "enter")
        assert "The disaster-recovery site" in window.text
        assert "unsaved" in window.lines[1]
        assert kept(), "until they are saved, another fault must not lose them"
        await window.press("u")
        assert "●DR site" in window.text
        assert "unsaved" not in window.text
        await window.press("ctrl+q")
        assert window.has_quit
    assert not kept()
    assert brief.read_text(encoding="utf-8") == BRIEF


@pytest.mark.usefixtures("brief")
async def test_changes_that_are_thrown_away_or_given_up_are_not_offered_again(open_window: OpenWindow) -> None:
    await leave_unsaved(open_window)
    async with open_window(mode="scan", path="brief.md") as window:
        await window.press("3", "s", "ctrl+q", "2")  # and quit without saving
        assert window.has_quit
    assert not kept()


@pytest.mark.slow
async def test_a_file_that_changed_or_went_away_meanwhile_is_not_overwritten(brief: Path, open_window: OpenWindow) -> None:
    await leave_unsaved(open_window)
    brief.write_text("Theirs.\n", encoding="utf-8")
    async with open_window(mode="scan", path="brief.md") as window:
        await window.press("1", "ctrl+s", "1")
        assert "Not saved: brief.md has changed" in window.text
        assert brief.read_text(encoding="utf-8") == "Theirs.\n"
        await window.press("escape")
        window.app.session.end()
    brief.unlink()
    async with open_window(mode="scan", path="brief.md") as window:
        await window.press("1")
        assert "The disaster-recovery site" in window.text
        await window.press("ctrl+s", "1", "1", "enter")
        assert "Saved brief.md" in window.footer
    assert brief.read_text(encoding="utf-8") == CHANGED


async def test_what_was_decided_about_a_translation_is_kept(open_window: OpenWindow) -> None:
    async with open_window(mode="translate") as window:
        window.app.post_message(events.Paste(BRIEF))
        await window.settle()
        await window.press("space", "n", "2")
        decided = result(window)
        assert "DR site" in decided, "rejected"
        assert "owns (" in decided, "answered"
        window.app.session.end()
    async with open_window(mode="translate") as window:
        assert "A text was not saved" in window.text
        await window.press("1")
        assert result(window) == decided
        assert "Taken up as it was left: For both sides, gloss" in window.footer
    assert len(kept()) == 1


@pytest.mark.usefixtures("brief")
async def test_a_folder_that_cannot_be_written_is_named(open_window: OpenWindow, home: Path) -> None:
    (home / ".local").write_text("in the way", encoding="utf-8")
    async with open_window(mode="scan", path="brief.md") as window:
        await window.press("s")
        window.app.session.end()
        (said,) = window.app.session.farewell
        assert "brief.md was not saved, and its changes are lost" in said
        assert said.endswith("Not a directory")


@pytest.mark.usefixtures("brief")
async def test_what_is_damaged_in_the_folder_is_passed_over(open_window: OpenWindow) -> None:
    await leave_unsaved(open_window)
    (name,) = kept()
    Path(recovery.folder(), name.replace(name[-8:], "9.json")).write_bytes(b"{\xff")
    async with open_window(mode="scan", path="brief.md") as window:
        assert "go on with the changes" in window.text


@pytest.mark.usefixtures("brief")
async def test_a_picked_term_does_not_lose_a_document(open_window: OpenWindow) -> None:
    async with open_window(mode="scan", path="brief.md", pick=True) as window:
        await window.press("s", "f3", *"DR", "enter")
        assert "Not saved: brief.md" in window.text
        await window.press("2")
        assert window.app.return_value == "DR"


def test_work_that_cannot_be_kept_leaves_no_part_of_the_text(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        recovery.keep(recovery.UnsavedWork(mode="scan", name="", saved="", text="The DR is secret."))
    assert [file for file in home.rglob("*") if file.is_file() and b"secret" in file.read_bytes()] == []
