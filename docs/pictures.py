"""Draw the pictures of the README: `python docs/pictures.py` writes two calls and the modes of the window into docs.

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

MODES = {"browse": ("D", "R"), "scan": ("n",), "translate": ("n",)}  # the keys that each picture shows the effect of
BRIEF = """\
The DR spots go out in March, and each has a number for viewers to call.

The DR site failed over in four hours, so the landing page stays on the same platform.

We sell through every channel. Our retention rate rose after the loyalty programme.

Who owns the data? The DR is cut this quarter.
"""
SIZE = (104, 32)


NOTE = "The DR site failed over in four hours.\nNobody owns this server any more, so its patches wait.\n"


def draw_call(*arguments: str) -> str:
    """Return what a call of twosense prints, as SVG."""
    from rich.console import Console
    from rich.text import Text

    environment = os.environ | {"COLUMNS": "96", "FORCE_COLOR": "1"}
    command = [sys.executable, "-m", "twosense", *arguments]
    printed = subprocess.run(command, capture_output=True, check=True, env=environment).stdout
    title = " ".join(("twosense", *arguments))
    console = Console(record=True, width=96, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(f"$ {title}\n{printed.decode()}"))
    return console.export_svg(title=title)


async def draw_window(mode: str) -> str:
    """Return a mode of the window at work, as SVG."""
    from twosense.tui.app import Window
    from twosense.tui.glossary_service import GlossaryService
    from twosense.tui.opening import Opening

    service = GlossaryService()
    window = Window(service, opening=Opening(mode, "campaign.md"))
    async with window.run_test(size=SIZE) as pilot:
        while not service.is_open:
            await pilot.pause(0.05)
        for key in ("", *MODES[mode]):
            await pilot.press(*filter(None, [key]))
            await pilot.pause(1)
        return window.export_screenshot(title="twosense")


def main() -> None:
    """Draw them."""
    with tempfile.TemporaryDirectory() as home:
        folders = {f"XDG_{name.upper()}_HOME": f"{home}/{name}" for name in ("config", "cache", "state")}
        os.environ.update(folders, HOME=home)
        os.environ.pop("NO_COLOR", None)
        os.chdir(home)
        Path("brief.md").write_text(NOTE, encoding="utf-8")
        Path("campaign.md").write_text(BRIEF, encoding="utf-8")
        pictures = {
            "answer.svg": draw_call("DR"),
            "translate.svg": draw_call(*"translate --to marketing --style replace --format diff brief.md".split()),
            "twosense.svg": asyncio.run(draw_window("browse")),
            "scan-mode.svg": asyncio.run(draw_window("scan")),
            "translate-mode.svg": asyncio.run(draw_window("translate")),
        }
        for name, picture in pictures.items():
            path = Path(__file__).with_name(name)
            path.write_text(picture, encoding="utf-8")
            print(path)
        os.chdir(path.parent)


if __name__ == "__main__":
    main()
