"""Draw the pictures of the README: `python docs/pictures.py` writes docs/answer.svg and docs/twosense.svg.

Nothing of the person who runs it is read or changed.
"""

from __future__ import annotations

import asyncio
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

KEYS = ("D", "R")
SIZE = (104, 32)


def draw_answer() -> str:
    """Return what `twosense DR` prints, as SVG."""
    from rich.console import Console
    from rich.text import Text

    command = [sys.executable, "-m", "twosense", "DR", "--color", "always"]
    printed = subprocess.run(command, capture_output=True, check=True, env=os.environ | {"COLUMNS": "96"}).stdout
    console = Console(record=True, width=96, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(f"$ twosense DR\n{printed.decode()}"))
    return console.export_svg(title="twosense DR")


async def draw_window() -> str:
    """Return the window at work, as SVG."""
    from twosense.tui.app import Window
    from twosense.tui.glossary_service import GlossaryService

    service = GlossaryService()
    window = Window(service)
    async with window.run_test(size=SIZE) as pilot:
        while not service.is_open:
            await pilot.pause(0.05)
        await pilot.press(*KEYS)
        await pilot.pause(0.5)
        return window.export_screenshot(title="twosense")


def main() -> None:
    """Draw them."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(HOME=home, XDG_CONFIG_HOME=f"{home}/config", XDG_CACHE_HOME=f"{home}/cache")
        os.environ.pop("NO_COLOR", None)
        os.chdir(home)
        pictures = {"answer.svg": draw_answer(), "twosense.svg": asyncio.run(draw_window())}
        for name, picture in pictures.items():
            path = Path(__file__).with_name(name)
            path.write_text(picture, encoding="utf-8")
            print(path)
        os.chdir(path.parent)


if __name__ == "__main__":
    main()
