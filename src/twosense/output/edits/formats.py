"""Formats: how a translation is written: the text itself, with its changes in CriticMarkup, their difference, or JSON.

Invariant: the text is written as it is, byte for byte, and so is a difference that is not shown on a terminal; everything else
is escaped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.output.edits.criticmarkup import CriticMarkup
from twosense.output.edits.difference import Difference
from twosense.output.formatter import Plain
from twosense.output.stdout import is_terminal
from twosense.output.structs import Json, Ndjson

if TYPE_CHECKING:
    from twosense.model import Translation
    from twosense.output.formatter import Formatter

FORMATS = ("text", "diff", "criticmarkup", "json", "ndjson")
SINGLE = ("text", "criticmarkup")  # the formats that hold one text only
IN_CHARACTERS = (*SINGLE, "diff")  # the formats that take offsets in characters, not in bytes
WITH_DETAILS = ("json", "ndjson")  # the formats that show the words that decided


def formatter(name: str, *, colour: bool) -> Formatter[Translation]:
    """Return the formatter of a format, one of FORMATS."""
    if name == "text":
        return _WholeText()
    if name == "diff":
        return Difference(colour=colour, shown=colour or is_terminal())
    if name == "criticmarkup":
        return CriticMarkup()
    return Json() if name == "json" else Ndjson()


class _WholeText(Plain):
    """The translated texts."""

    between = b""

    def item(self, one: Translation) -> bytes:
        """Return one text."""
        return one.text.encode()
