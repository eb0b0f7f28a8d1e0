"""The external editor: which program the user edits with, and how to open it at a line.

Invariant: the program is waited for, also where it would by itself return at once.
"""

from __future__ import annotations

import os
import shlex
import shutil

_PLUS = {"vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient", "micro", "kak", "joe", "jed", "ne", "mg", "gedit"}
_COLON = {"hx", "helix", "subl", "zed"}
_GOTO = {"code", "code-insiders", "codium", "cursor"}
_WAIT = {"code": "--wait", "code-insiders": "--wait", "codium": "--wait", "cursor": "--wait", "subl": "--wait", "zed": "--wait"}
_FALLBACKS = ("sensible-editor", "nano", "vim", "vi", "emacs")


def command(path: str, line: int) -> list[str] | None:
    """Return the call that edits a file at a line: $VISUAL, $EDITOR, or an editor that is installed; None if there is none."""
    wanted = os.environ.get("VISUAL") or os.environ.get("EDITOR") or next(filter(shutil.which, _FALLBACKS), "")
    try:
        words = shlex.split(wanted)
    except ValueError:  # an open quotation mark
        words = [wanted]
    if not words:
        return None
    name = os.path.basename(words[0])
    if name in _WAIT and _WAIT[name] not in words and "-w" not in words:
        words.append(_WAIT[name])
    if name in _GOTO:
        return [*words, "--goto", f"{path}:{line}"]
    if name in _COLON:
        return [*words, f"{path}:{line}"]
    return [*words, f"+{line}", path] if name in _PLUS else [*words, path]
