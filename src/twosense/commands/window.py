"""The window command: `twosense` without arguments opens the window; with --pick, it prints the chosen headword.

Invariant: the window opens only on a terminal it can draw on and read from. Otherwise one line names what is missing, before
Textual is imported.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from twosense import paths
from twosense.errors import FileError, GlossaryError, UsageError
from twosense.output import diagnostics, stdout
from twosense.output.diagnostics import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from twosense.translate.settings import TranslationSettings
    from twosense.tui.app import Window

# Return codes of a window that the user did not close. Textual returns 1 after an exception, which it has printed.
_ENDINGS = {1: "an error in twosense; please report the lines above", 129: "the loss of its terminal (SIGHUP)", 143: "SIGTERM"}


def run(
    layer_paths: Callable[[], paths.LayerPaths] = paths.LayerPaths,
    query: str = "",
    pick: bool = False,
    *,
    mode: str = "browse",
    path: str = "",
    settings: TranslationSettings | None = None,
    plain: bool = False,
) -> int:
    """Open the window, print the picked term if there is one, and return the exit status.

    `layer_paths` returns where the layers are, which may change while the window is open. `mode` is the mode to open, `path`
    the document in it; `settings` are for a translation. `plain` asks for the prompt for screen readers, which works on any
    line-based terminal. Raises FileError for the document, UsageError if the terminal is not good enough.
    """
    if path:
        _check_document(mode, path)
    _check_terminal(pick)
    if mode == "browse" and (plain or _prompt_is_wanted()):
        from twosense.commands import plain as prompt

        return prompt.run(layer_paths(), query, pick)
    if _is_dumb():
        raise UsageError("the window needs a terminal that can move its cursor; set TERM, or use `twosense scan`")
    window = _show(layer_paths, query, pick, mode, path, settings)
    if window.return_value is not None:
        stdout.write(f"{window.return_value}\n")
    code = window.return_code or ExitCode.SUCCESS
    if code in _ENDINGS:
        diagnostics.say(f"the window was closed by {_ENDINGS[code]}")
    return ExitCode.ERROR if code == 1 else code


def _show(
    layer_paths: Callable[[], paths.LayerPaths],
    query: str,
    pick: bool,
    mode: str,
    path: str,
    settings: TranslationSettings | None,
) -> Window:
    """Show the window until the user closes it, and return it."""
    os.environ.setdefault("TEXTUAL_FPS", "1000")  # at the default of 60, a keystroke takes 32 ms until painted, not 18
    # With the default of 5 ms, painting waits for the thread that writes to the terminal, and a key for a running search.
    sys.setswitchinterval(0.0005)
    gc.disable()  # importing creates no garbage, but looking for it takes a twelfth of the start
    from twosense.tui import state
    from twosense.tui.background import BackgroundColourQuery

    unknown = not os.environ.get("NO_COLOR") and not state.load()[0].theme
    with BackgroundColourQuery(unknown) as background:
        from twosense.tui.app import Window
        from twosense.tui.glossary_service import GlossaryService
        from twosense.tui.opening import Opening
        from twosense.tui.terminal import driver_class, terminal_as_stdout, titled

        light = background.is_light()
    driver = driver_class(background.typed, background.asked and not background.answered)
    with terminal_as_stdout(piped=pick and sys.stdout is not None), titled("twosense"):
        service = GlossaryService(layer_paths)
        window = Window(service, query, pick, Opening(mode, path, settings), driver=driver, light=light)
        gc.freeze()
        gc.enable()
        try:
            window.run()
        finally:
            window.session.end()
            for line in window.session.farewell:
                diagnostics.say(line)
    return window


def _check_document(mode: str, path: str) -> None:
    """Raise FileError for a document that cannot be read, unless the window can restore unsaved changes of it."""
    from twosense.scan.text_file import File, read_text

    try:
        read_text(File(path, named=True))
    except FileError:
        from twosense.tui import recovery

        if recovery.find(mode, path) is None:
            raise


def _is_dumb() -> bool:
    """Return whether the terminal cannot move its cursor; Windows sets no TERM."""
    return os.environ.get("TERM", "") in ("dumb", "") and os.name != "nt"


def _prompt_is_wanted() -> bool:
    """Return whether the terminal needs the prompt, or the user's configuration says `plain = true`."""
    if _is_dumb():
        return True
    if not os.path.lexists(paths.user_config()):
        return False
    from twosense.glossary.toml import TomlFile

    with suppress(GlossaryError):  # the window reports it
        return TomlFile(paths.user_config()).data.get("plain") is True
    return False


def _check_terminal(pick: bool) -> None:
    """Raise UsageError unless standard input and standard error are terminals, and without `pick`, standard output, too."""
    name = "--pick" if pick else "the window"
    streams = {"input": sys.stdin, "error": sys.stderr} | ({} if pick else {"output": sys.stdout})
    for stream, file in streams.items():
        if file is None or not file.isatty():
            raise UsageError(f"{name} needs a terminal on standard {stream}; look up a term instead, or see `twosense --help`")
