"""Screenshots: each test says what its picture must show. Look at the report, then update with `--snapshot-update`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.tui.conftest import WindowDriver
from twosense.paths import LayerPaths
from twosense.tui.app import Window
from twosense.tui.glossary_service import GlossaryService
from twosense.tui.opening import Opening

Screenshot = Callable[..., None]
BRIEF = "The DR site failed over in four hours.\n\nWe sell through every channel. Who owns the data?\n"


@pytest.fixture
def screenshot(snap_compare: Callable[..., bool], monkeypatch: pytest.MonkeyPatch) -> Screenshot:
    monkeypatch.setenv("VISUAL", "vi")  # which the footer names

    def screenshot(size: tuple[int, int], *keys: str, mode: str = "browse", **layers: Any) -> None:
        Path("brief.md").write_text(BRIEF, encoding="utf-8")
        service = GlossaryService(partial(LayerPaths, **layers))
        app = Window(service, opening=Opening(mode, "brief.md"))

        async def drive(pilot: Pilot[str | None]) -> None:
            window = WindowDriver(app, service, pilot)
            await window.settle()
            await window.press(*keys)

        assert snap_compare(app, run_before=drive, terminal_size=size)

    return screenshot


def test_wide(screenshot: Screenshot) -> None:
    """The list is left of the entry, the two sides are side by side below the clash, and one link is shown in reverse."""
    screenshot((120, 30), "D", "R", "enter", "right")


def test_evidence(screenshot: Screenshot) -> None:
    """The heading of the article, the list of passages with the cited one selected, its text, and the terms that cite it."""
    screenshot((120, 30), "D", "R", "ctrl+o")


def test_hostile_text(screenshot: Screenshot, hostile: str) -> None:
    """The list is above the entry, brackets are literal, wide characters take two columns, and the frames are straight."""
    screenshot((80, 24), "enter", only=[hostile])


def test_small(screenshot: Screenshot) -> None:
    """Even on 12 lines of 40 columns the search, the list, the first sense and the help key are visible."""
    screenshot((40, 12), "D", "R")


def test_scan(screenshot: Screenshot) -> None:
    """The mentions are highlighted by side, one is selected, and its wordings and what decided are next to the text."""
    screenshot((120, 20), mode="scan")


def test_translate(screenshot: Screenshot) -> None:
    """The text and its translation are side by side, the same edit is selected in both, and what it does is below."""
    screenshot((120, 20), "n", mode="translate")
