"""`twosense list`: list the headwords."""

from __future__ import annotations

import argparse

from msgspec import Struct

from twosense.api import open_glossary
from twosense.commands.completers import SIDES, words
from twosense.commands.parser import Parser, add_color, add_format, add_glossaries, layer_paths_of
from twosense.output import diagnostics, lists, stdout
from twosense.output.diagnostics import ExitCode
from twosense.store.about import known_side

SUMMARY = "List all headwords, or those that match a filter"
USAGE = "[OPTIONS]"
EXAMPLES = """\
  twosense list
  twosense list --side it --basis stated
  twosense list --layer user --format tsv
"""
OUTCOMES = {0: "listed", 1: "no term to list"}
BASES = ("stated", "used", "authority", "editorial")


class ListedTerm(Struct):
    """A headword, its aliases, and the meanings of each side."""

    term: str
    aliases: tuple[str, ...]
    meanings: dict[str, tuple[str, ...]]


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("--side", metavar="SIDE", complete=words(*SIDES), help="only terms with a sense of this side")
    parser.add_argument(
        "--basis",
        choices=BASES,
        metavar="BASIS",
        help="only terms with a sense of this basis: stated or used by an article, authority (such as an RFC), "
        "or editorial (no source)",
    )
    add_format(parser, *lists.FORMATS)
    add_color(parser)
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Print the headwords. Raises UsageError for a side that no layer declares."""
    glossary = open_glossary(layer_paths_of(options))
    side = None if options.side is None else known_side(options.side, glossary.sides)
    terms = []
    for term in glossary.terms:
        meanings: dict[str, tuple[str, ...]] = {}
        kept = False
        for sense in term.senses:
            meanings[sense.side] = (*meanings.get(sense.side, ()), sense.meaning)
            bases: set[str] = {cite.basis for cite in sense.citations}
            bases |= {"authority"} if sense.authorities else set()
            bases |= {"editorial"} if sense.is_editorial else set()
            kept |= side in (None, sense.side) and (options.basis is None or options.basis in bases)
        if kept:
            terms.append(ListedTerm(term.term, term.aliases, meanings))
    colour = stdout.colour(options.color)
    lists.write_list(options.format, terms, ("term", "aliases"), text=("term",), colour=colour)
    if terms:
        return ExitCode.SUCCESS
    diagnostics.say("no term to list; `twosense paths` shows the glossaries that are read")
    return ExitCode.NEEDS_REVIEW
