"""The clipboard: the escape sequences that hand a text to the terminal, which keeps the clipboard, over SSH too.

Invariant: a text is refused rather than cut: terminals drop what is longer than they take.
"""

from __future__ import annotations

import os
from base64 import b64encode

LIMIT = 74_994  # bytes: as base64 it is what the strictest common terminals take (100,000)


def sequences(text: str) -> str:
    """What to write to the terminal; inside tmux also wrapped, for a tmux that passes through to the terminal around it."""
    sequence = f"\x1b]52;c;{b64encode(text.encode('utf-8', 'replace')).decode()}\x07"
    if os.environ.get("TMUX"):
        return sequence + "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    return sequence
