"""`twosense explain FILE:LINE[:COLUMN]`: show the evidence for the sense of a mention, and what would change it."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from twosense.build import open_layers
from twosense.commands.completers import FILE
from twosense.commands.parser import Parser, add_format, add_glossaries, layer_paths_of
from twosense.errors import UsageError
from twosense.output import diagnostics, explanation, stdout
from twosense.output.diagnostics import ExitCode
from twosense.output.formatter import JsonArray, Plain, Writer
from twosense.output.structs import encode
from twosense.scan.input import read_source
from twosense.scan.places import ExtractedText, Places, is_at
from twosense.scan.scanner import Scanner
from twosense.scan.text_file import File
from twosense.store.view import SCAN
from twosense.text.sanitize import replace_surrogates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twosense.senses.resolver import Explanation

SUMMARY = "Explain how a scan chose the meaning of a word"
USAGE = "[OPTIONS] FILE:LINE[:COLUMN]"
EXAMPLES = """\
  twosense explain brief.md:12
  twosense explain brief.md:12:31 --format json
"""
OUTCOMES = {0: "explained", 1: "no term there"}
_LOCATION = re.compile(r"(.+?):([0-9]{1,12})(?::([0-9]{1,12}))?:?", re.DOTALL)


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument(
        "location", metavar="FILE:LINE[:COLUMN]", complete=FILE, help="a line or one mention in it, as `twosense scan` shows it"
    )
    add_format(parser, "text", "json")
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Explain every mention of the line, or the one at the column. Raises UsageError, FileError."""
    asked = _LOCATION.fullmatch(options.location)
    if asked is None:
        raise UsageError(f'"{options.location}" is not a location; write FILE:LINE or FILE:LINE:COLUMN')
    path, line, column = asked[1], int(asked[2]), int(asked[3] or 0)
    scanner = Scanner(open_layers(layer_paths_of(options), SCAN))
    locations: dict[int, str] = {}  # by the first byte of the mention
    found: list[_ExplainedMention] = []
    # The second pass, only if nothing is found, includes comments and quotations, which a scan skips by default.
    for everything in (False, True):
        source = read_source(File(path, named=True), path, quotations=everything) or b""
        in_source = source if isinstance(source, ExtractedText) else Places(source)

        def record_and_match(first: int, last: int, in_source: Places | ExtractedText = in_source) -> bool:
            place = in_source.at(first, last)
            locations[first] = f"{replace_surrogates(path)}:{place.start.line}:{place.start.column}"
            return is_at(place, line, column)

        explained = scanner.explain(path, source, record_and_match, comments=everything)
        found = [_ExplainedMention(locations[first], surface, why) for first, surface, why in explained]
        if found:
            break
    writer = Writer(_JsonExplanation() if options.format == "json" else _TextExplanation(scanner.labels))
    writer.write(found)
    writer.close()
    if not found:
        diagnostics.say(f"no term of the glossary is mentioned in English at {options.location}")
        return ExitCode.NEEDS_REVIEW
    return ExitCode.SUCCESS


class _ExplainedMention(NamedTuple):
    """A mention: its location and surface, and why it is read as it is."""

    location: str
    surface: str
    why: Explanation


class _TextExplanation(Plain):
    """A few lines for each mention."""

    between = "\n"

    def __init__(self, labels: Mapping[str, str]) -> None:
        self._labels = labels

    def item(self, one: _ExplainedMention) -> str:
        """Return one mention."""
        return explanation.render(*one, self._labels, colour=stdout.colour())


class _JsonExplanation(JsonArray):
    """One array on one line."""

    first, between = "", ","

    def item(self, one: _ExplainedMention) -> str:
        """Return one mention."""
        found = {"place": one.location, "surface": one.surface, **msgspec.to_builtins(one.why)}
        return encode(found)

    def end(self) -> str:
        """Return the closing bracket."""
        return "]\n"
