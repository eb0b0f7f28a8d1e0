"""`twosense list`: the headwords."""

from __future__ import annotations

import argparse

from msgspec import Struct

from twosense import diagnostics
from twosense.api import load
from twosense.commands.parser import add_format, add_glossaries
from twosense.errors import UsageError
from twosense.glossary.layers import NAMES
from twosense.output import listing

SUMMARY = "the headwords, or those with a sense of a side, basis or layer"
USAGE = "[OPTIONS]"
EXAMPLES = """\
  twosense list
  twosense list --side it --basis stated
  twosense list --layer user --format tsv
"""
BASES = ("stated", "used", "editorial")


class Row(Struct):
    """One headword and what its senses are."""

    term: str
    aliases: tuple[str, ...]
    meanings: dict[str, tuple[str, ...]]


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--side", metavar="SIDE", help="only terms with a sense of this side")
    parser.add_argument("--basis", choices=BASES, metavar="BASIS", help=f"only terms with a sense that is {', '.join(BASES)}")
    parser.add_argument(
        "--layer", choices=NAMES, metavar="LAYER", help=f"only terms with a sense of this layer: {', '.join(NAMES)}"
    )
    add_format(parser, *listing.FORMATS)
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Print the headwords. Raises UsageError for a side that no layer declares."""
    glossary = load(glossaries=options.glossary, only=options.only)
    if options.side is not None and options.side not in glossary.sides:
        raise UsageError(f'"{options.side}" is no side; there are {", ".join(glossary.sides)}')
    rows = []
    for term in glossary.terms:
        meanings: dict[str, tuple[str, ...]] = {}
        kept = False
        for sense in term.senses:
            meanings[sense.side] = (*meanings.get(sense.side, ()), sense.meaning)
            bases: set[str] = {cite.basis for cite in sense.citations} or {"editorial"}
            kept |= (
                options.side in (None, sense.side)
                and options.layer in (None, sense.layer)
                and (options.basis is None or options.basis in bases)
            )
        if kept:
            rows.append(Row(term.term, term.aliases, meanings))
    listing.write(options.format, rows, ("term", "aliases"), text=("term",))
    return diagnostics.FOUND if rows else diagnostics.MISSING
