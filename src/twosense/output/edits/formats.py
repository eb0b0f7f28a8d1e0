"""Formats: how a translation is written: the text itself, with its changes marked, their difference, or JSON.

Invariant: the text is written as it is, byte for byte; everything else is escaped.
"""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from twosense.output.edits.criticmarkup import CriticMarkup
from twosense.output.formatter import Plain
from twosense.output.structs import Json, Ndjson
from twosense.text.sanitize import sanitize, sanitize_path
from twosense.translate.edits import undo

if TYPE_CHECKING:
    from twosense.model import Translation
    from twosense.output.formatter import Formatter

FORMATS = ("text", "diff", "criticmarkup", "json", "ndjson")
SINGLE = ("text", "criticmarkup")  # the formats that hold one text only
IN_CHARACTERS = (*SINGLE, "diff")  # the formats that take offsets in characters, not in bytes
_COLOURS = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}


def formatter(name: str, *, colour: bool) -> Formatter[Translation]:
    """Return the formatter of a format, one of FORMATS."""
    if name == "text":
        return _Text()
    if name == "diff":
        return _Diff(colour)
    if name == "criticmarkup":
        return CriticMarkup()
    return Json() if name == "json" else Ndjson()


class _Text(Plain):
    """The translated texts."""

    between = b""

    def item(self, one: Translation) -> bytes:
        """Return one text."""
        return one.text.encode()


class _Diff(Plain):
    """The lines that differ, as `diff -u` writes them."""

    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def item(self, one: Translation) -> str:
        """Return the differences of one text."""
        name = sanitize_path(one.file)
        before, after = undo(one.text, one.edits).splitlines(), one.text.splitlines()
        return "".join(f"{self._coloured(sanitize(line))}\n" for line in unified_diff(before, after, name, name, lineterm=""))

    def _coloured(self, line: str) -> str:
        colour = _COLOURS.get(line[:1]) if self._colour else None
        return f"{colour}{line}\x1b[0m" if colour else line
