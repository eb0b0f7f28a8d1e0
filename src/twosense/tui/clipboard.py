"""The clipboard: hand a text to the program that owns the clipboard, or else to the terminal.

Invariant: a message says "Copied" only if a program has taken the text. A terminal does not tell whether it has: macOS Terminal
and tmux, as they are set up, ignore the request without a word.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

# In bytes: base64 makes it the 100,000 characters that the strictest common terminal accepts. A longer text would be dropped.
CLIPBOARD_LIMIT = 74_994
_TIMEOUT_S = 2


async def copy_text(app: App[Any], text: str, name: str) -> str:
    """Copy a text; return a message for the user. `name` is what the message calls the text."""
    data = text.encode("utf-8", "replace")
    short = len(data) <= CLIPBOARD_LIMIT
    if short:
        app.copy_to_clipboard(data.decode())  # OSC 52, which also works over SSH; and what ctrl+v pastes in this window
    for command in () if app.is_headless else _commands():
        if await _succeeds(command, data):
            return f"Copied {name}"
    if not short:
        return f"Could not copy {name}: too long for the terminal's clipboard"
    return f"Copied {name}" if app.is_headless else f"Sent {name} to the terminal's clipboard"


def _commands() -> Iterator[list[str]]:
    """Yield the commands that set the clipboard of the computer that the user sits at, or the buffer of tmux."""
    if not os.environ.get("SSH_CONNECTION") and not os.environ.get("SSH_TTY"):
        if sys.platform == "darwin":
            yield ["pbcopy"]
        if os.environ.get("WAYLAND_DISPLAY"):
            yield ["wl-copy"]
        if os.environ.get("DISPLAY"):
            yield ["xclip", "-selection", "clipboard"]
            yield ["xsel", "--clipboard", "--input"]
        if os.name == "nt" or os.environ.get("WSL_DISTRO_NAME"):
            yield ["clip.exe"]
    if os.environ.get("TMUX"):
        yield ["tmux", "load-buffer", "-w", "-"]  # -w: and the clipboard of the terminal around tmux


async def _succeeds(command: list[str], data: bytes) -> bool:
    """Run a command with this standard input; return whether there is such a command and it succeeded."""
    if shutil.which(command[0]) is None:
        return False
    if command[0] == "clip.exe":
        data = data.decode().encode("utf-16-le")
    nothing = asyncio.subprocess.DEVNULL  # xclip goes on in the background, and would keep a pipe open
    try:
        process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.PIPE, stdout=nothing, stderr=nothing)
    except OSError:
        return False
    try:
        await asyncio.wait_for(process.communicate(data), _TIMEOUT_S)
    except (OSError, TimeoutError):
        return False
    finally:
        if process.returncode is None:  # it hangs, or the window ends
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    return process.returncode == 0
