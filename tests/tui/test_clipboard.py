"""The clipboard: what becomes of the program that is handed a text."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from twosense.tui import clipboard
from twosense.tui.app import Window

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the program is a script for sh")


class _Terminal(Window):
    """A window on a terminal, as far as the clipboard can tell."""

    is_headless = False

    def __init__(self) -> None:
        """Prepare nothing."""

    def copy_to_clipboard(self, text: str) -> None:
        """Copy nothing."""


@pytest.mark.slow
async def test_a_clipboard_program_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "xclip"
    program.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec sleep 30\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":0")
    for name in ("SSH_CONNECTION", "SSH_TTY", "WAYLAND_DISPLAY", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    assert "terminal's clipboard" in await clipboard.copy_text(_Terminal(), "DR", "the entry")
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)
