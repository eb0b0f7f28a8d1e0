"""`twosense explain FILE:LINE[:COLUMN]`: why a mention is read as it is, and what would change that."""

from __future__ import annotations

import argparse
import re

import msgspec

from twosense import diagnostics
from twosense.characters import scalar
from twosense.commands.parser import add_format, add_glossaries
from twosense.errors import UsageError
from twosense.output import reasons, records, stdout
from twosense.prose import files
from twosense.prose.findings import Scanner
from twosense.prose.masks import markup_of
from twosense.prose.positions import Positions
from twosense.view import SCAN, open_view

SUMMARY = "why a mention is read as it is, and what would change that"
USAGE = "[OPTIONS] FILE:LINE[:COLUMN]"
EXAMPLES = """\
  twosense explain brief.md:12
  twosense explain brief.md:12:31 --format json
"""
_PLACE = re.compile(r"(.+?):([0-9]{1,12})(?::([0-9]{1,12}))?:?", re.DOTALL)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("place", metavar="FILE:LINE[:COLUMN]", help="a line, or a place in it, as `twosense scan` shows it")
    add_format(parser, "text", "json")
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Print the reasons for every mention of the line, or for the one at the column. Raises UsageError, ReadError."""
    asked = _PLACE.fullmatch(options.place)
    if asked is None:
        raise UsageError(f'"{options.place}" is no place; write FILE:LINE or FILE:LINE:COLUMN')
    path, line, column = asked[1], int(asked[2]), int(asked[3] or 0)
    data = files.read(files.File(path, named=True)) or b""
    scanner = Scanner(open_view(options.glossary, options.only, SCAN))
    text, places, mentions = scanner.read(data, markup_of(path))
    positions = Positions(data)
    asked_for: dict[int, tuple[str, str]] = {}  # of a mention, the place and the surface
    for number, (place, mention) in enumerate(zip(places, mentions, strict=True)):
        start, end = positions.at(place.start), positions.at(place.end)
        if start.line <= line <= end.line and (
            not column or (start.line, start.column) <= (line, column) < (end.line, end.column)
        ):
            shown = f"{scalar(path)}:{start.line}:{start.column}"
            asked_for[number] = shown, mention.surface
    explanations = scanner.resolver.explain(text, mentions, asked_for)
    found = [(*one, why) for one, why in zip(asked_for.values(), explanations, strict=True)]
    if options.format == "json":
        rows = [{"place": shown, "surface": surface, **msgspec.to_builtins(why)} for shown, surface, why in found]
        stdout.write(records.harmless(msgspec.json.encode(rows).decode()) + "\n")
    else:
        stdout.write("\n".join(reasons.render(shown, surface, why, scanner.labels) for shown, surface, why in found))
    if not found:
        diagnostics.say(f"no term of the glossary is mentioned at {options.place}")
        return diagnostics.MISSING
    return diagnostics.FOUND
