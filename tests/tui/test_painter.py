"""The painter leaves widgets out of a paint, but nothing that Textual's compositor would have written."""

from __future__ import annotations

import re

import pytest
from rich.console import Console
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Offset

from tests.tui.conftest import Drive
from twosense.tui.painter import Painter

CONSOLE = Console(force_terminal=True, color_system="truecolor")


def written(update: ChopsUpdate | None) -> list[tuple[str, str]]:
    """What is written where; a place that nothing is written to is none."""
    parts = re.split(r"(\x1b\[\d+;\d+H)", update.render_segments(CONSOLE)) if update else []
    return [(place, text) for place, text in zip(parts[1::2], parts[2::2], strict=True) if text.strip("\n")]


async def test_a_paint_writes_what_textuals_own_would(drive: Drive, hostile: str, monkeypatch: pytest.MonkeyPatch) -> None:
    paint = Painter.render_partial_update
    paints = 0

    def both(self: Painter) -> ChopsUpdate | None:
        nonlocal paints
        changed = self._dirty_regions.copy()
        ours = paint(self)
        self._dirty_regions = changed
        theirs = Compositor.render_partial_update(self)
        assert written(ours) == written(theirs)
        paints += ours is not None
        return ours

    monkeypatch.setattr(Painter, "render_partial_update", both)
    for only in ([], [hostile]):
        async with drive((100, 30), only=only) as window:
            await window.press("d", "r", "down", "enter", "right", "j", "ctrl+y", "ctrl+o", "n", "escape", "f1", "j", "escape")
            await window.drag(Offset(40, 8), Offset(60, 14))
            await window.resize(60, 24)
            await window.press("escape", "escape", "down", "pagedown", "ctrl+t", "z", "q", "x", "j")
    assert paints > 30
