"""The external editor: which program the user edits with, and how to open it at a line.

Invariant: the program is waited for, also where it would by itself return at once.
"""

from __future__ import annotations

import os
import shlex
import shutil

from twosense.text.sanitize import sanitize

_PLUS = {"vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient", "micro", "kak", "joe", "jed", "ne", "mg", "gedit"}
_COLON = {"hx", "helix", "subl", "zed"}
_GOTO = {"code", "code-insiders", "codium", "cursor"}
_WAIT = {"code": "--wait", "code-insiders": "--wait", "codium": "--wait", "cursor": "--wait", "subl": "--wait", "zed": "--wait"}
_FALLBACKS = ("sensible-editor", "nano", "vim", "vi", "emacs")


def name() -> str:
    """Return what people call the editor, "" if there is none."""
    words = _words()
    program = sanitize(os.path.basename(words[0])) if words else ""
    return "your editor" if program == "sensible-editor" else program  # which asks the user, or knows the answer


def command(path: str, line: int) -> list[str] | None:
    """Return the call that edits a file at a line, None if there is no editor."""
    words = _words()
    if not words:
        return None
    program = os.path.basename(words[0])
    if program in _WAIT and _WAIT[program] not in words and "-w" not in words:
        words.append(_WAIT[program])
    if program in _GOTO:
        return [*words, "--goto", f"{path}:{line}"]
    if program in _COLON:
        return [*words, f"{path}:{line}"]
    return [*words, f"+{line}", path] if program in _PLUS else [*words, path]


def cannot_run(error: OSError) -> str:
    """Return what to say about an editor that could not be run."""
    variable = "VISUAL" if os.environ.get("VISUAL") else "EDITOR"
    return f"{name()} cannot be run ({variable}: {error.strerror}); set {variable} to another editor"


def _words() -> list[str]:
    """Return the words of $VISUAL, of $EDITOR, or of the first editor that is installed; none if there is none."""
    wanted = os.environ.get("VISUAL") or os.environ.get("EDITOR") or next(filter(shutil.which, _FALLBACKS), "")
    try:
        return shlex.split(wanted)
    except ValueError:  # an open quotation mark
        return [wanted]
