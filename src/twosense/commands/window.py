"""The window: what a person who types `twosense` and nothing else gets; with --pick, one that prints the chosen headword.

Invariant: it opens only where it can be seen and driven; anywhere else one line says what is missing, before Textual is
imported.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from twosense.errors import UsageError
from twosense.output import stdout
from twosense.output.diagnostics import ExitCode


def run(extra: Sequence[str] = (), only: Sequence[str] = (), query: str = "", pick: bool = False) -> int:
    """Open the window and return the exit status; a picked term is printed. Raises UsageError."""
    _refuse(pick)
    os.environ.setdefault("TEXTUAL_FPS", "1000")  # what a key changes would wait, twice, up to 17 ms for the next of 60 frames
    sys.setswitchinterval(0.0005)  # and for 5 ms behind a search
    gc.disable()  # the imports make no garbage, and a twelfth of the start is spent looking for it
    from twosense.tui.app import Window
    from twosense.tui.library import Library

    window = Window(Library(extra, only), query, pick)
    gc.freeze()
    gc.set_threshold(50_000)  # objects, some ten keys' worth: at 700 a key waited for a collection or two
    gc.enable()
    term = window.run()
    if term is not None:
        stdout.write(f"{term}\n")
    return window.return_code or ExitCode.SUCCESS


def _refuse(pick: bool) -> None:
    name = "--pick" if pick else "the window of twosense"
    streams = {"input": sys.stdin, "error": sys.stderr} | ({} if pick else {"output": sys.stdout})
    for stream, file in streams.items():  # Textual reads the one and draws on the other
        if file is None or not file.isatty():
            raise UsageError(f"{name} needs a terminal on standard {stream}; name a term instead, or see `twosense --help`")
    if os.environ.get("TERM", "") in ("dumb", ""):
        raise UsageError(
            f"{name} needs a terminal that can move its cursor, and TERM says this one cannot; name a term instead"
        )
