"""Formats: how a translation is written: the text itself, its differences, or JSON.

Invariant: the text is written as it is, byte for byte; everything else is escaped.
"""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

import msgspec

from twosense.output.formatter import JsonArray, Plain
from twosense.output.json_text import escape_json
from twosense.text.sanitize import sanitize, sanitize_path

if TYPE_CHECKING:
    from twosense.model import Translation
    from twosense.output.formatter import Formatter

FORMATS = ("text", "diff", "json", "ndjson")
_COLOURS = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}


def formatter(name: str, *, colour: bool) -> Formatter[tuple[Translation, str]]:
    """Return the formatter of a format, one of FORMATS, for translations and their texts before."""
    if name == "json":
        return _Json()
    if name == "ndjson":
        return _Ndjson()
    return _Diff(colour) if name == "diff" else _Text()


class _Text(Plain):
    """The translated texts."""

    between = b""

    def item(self, one: tuple[Translation, str]) -> bytes:
        """Return one text."""
        return one[0].text.encode("utf-8", "surrogateescape")


class _Diff(Plain):
    """The lines that differ, as `diff -u` writes them."""

    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def item(self, one: tuple[Translation, str]) -> str:
        """Return the differences of one text."""
        found, before = one
        name = sanitize_path(found.file)
        lines = unified_diff(before.splitlines(), found.text.splitlines(), name, name, lineterm="")
        return "".join(f"{self._coloured(sanitize(line))}\n" for line in lines)

    def _coloured(self, line: str) -> str:
        colour = _COLOURS.get(line[:1]) if self._colour else None
        return f"{colour}{line}\x1b[0m" if colour else line


def _encoded(one: tuple[Translation, str]) -> str:
    return escape_json(msgspec.json.encode(one[0]).decode())


class _Json(JsonArray):
    """One array."""

    def item(self, one: tuple[Translation, str]) -> bytes:
        """Return one translation."""
        return _encoded(one).encode()


class _Ndjson(Plain):
    """One line for each text."""

    def item(self, one: tuple[Translation, str]) -> str:
        """Return one translation."""
        return _encoded(one) + "\n"
