"""Draw the pictures of the README: `python docs/pictures.py` writes docs/twosense.svg from the built-in glossary.

Nothing of the person who runs it is read or changed.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

KEYS = ("D", "R")
SIZE = (104, 32)


async def draw() -> str:
    """The window at work, as SVG."""
    from twosense.tui.app import Window
    from twosense.tui.library import Library

    library = Library()
    window = Window(library)
    async with window.run_test(size=SIZE) as pilot:
        while not library.is_open:
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
        picture = asyncio.run(draw())
        path = Path(__file__).with_name("twosense.svg")
        path.write_text(picture, encoding="utf-8")
        os.chdir(path.parent)
    print(path)


if __name__ == "__main__":
    main()
