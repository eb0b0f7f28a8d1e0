"""`twosense explain FILE:LINE[:COLUMN]`: show why a mention is read as it is, and what would change that."""

from __future__ import annotations

import argparse
import re

import msgspec

from twosense.build import open_roots
from twosense.commands.completers import FILE
from twosense.commands.parser import Parser, add_format, add_glossaries, roots_of
from twosense.errors import UsageError
from twosense.markup.mask import markup_of
from twosense.output import diagnostics, explanation, stdout
from twosense.output.diagnostics import ExitCode
from twosense.output.json_text import escape_json
from twosense.scan.scanner import Scanner
from twosense.scan.text_file import File, read_text
from twosense.store.view import SCAN
from twosense.text.positions import Positions
from twosense.text.sanitize import replace_surrogates

SUMMARY = "Explain how a mention is read: the evidence, and what would change the answer"
USAGE = "[OPTIONS] FILE:LINE[:COLUMN]"
EXAMPLES = """\
  twosense explain brief.md:12
  twosense explain brief.md:12:31 --format json
"""
_LOCATION = re.compile(r"(.+?):([0-9]{1,12})(?::([0-9]{1,12}))?:?", re.DOTALL)


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument(
        "location", metavar="FILE:LINE[:COLUMN]", complete=FILE, help="a line or one mention in it, as `twosense scan` shows it"
    )
    add_format(parser, "text", "json")
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Explain every mention of the line, or the one at the column. Raises UsageError, ReadError."""
    asked = _LOCATION.fullmatch(options.location)
    if asked is None:
        raise UsageError(f'"{options.location}" is not a location; write FILE:LINE or FILE:LINE:COLUMN')
    path, line, column = asked[1], int(asked[2]), int(asked[3] or 0)
    data = read_text(File(path, named=True)) or b""
    scanner = Scanner(open_roots(roots_of(options), SCAN))
    text, occurrences, mentions = scanner.find_mentions(data, markup_of(path))
    positions = Positions(data)
    asked_for: dict[int, tuple[str, str]] = {}  # by the number of the mention, its location and surface
    for number, (occurrence, mention) in enumerate(zip(occurrences, mentions, strict=True)):
        start, end = positions.at(occurrence.start), positions.at(occurrence.end)
        if start.line <= line <= end.line and (
            not column or (start.line, start.column) <= (line, column) < (end.line, end.column)
        ):
            shown = f"{replace_surrogates(path)}:{start.line}:{start.column}"
            asked_for[number] = shown, mention.surface
    resolution = scanner.resolver.resolve(text, mentions)
    found = [(*one, resolution.explain(number)) for number, one in asked_for.items()]
    if options.format == "json":
        found_as_json = [{"place": shown, "surface": surface, **msgspec.to_builtins(why)} for shown, surface, why in found]
        stdout.write(escape_json(msgspec.json.encode(found_as_json).decode()) + "\n")
    else:
        stdout.write("\n".join(explanation.render(shown, surface, why, scanner.labels) for shown, surface, why in found))
    if not found:
        diagnostics.say(f"no term of the glossary is mentioned at {options.location}")
        return ExitCode.ATTENTION
    return ExitCode.SUCCESS
