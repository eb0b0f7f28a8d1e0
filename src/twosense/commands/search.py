"""`twosense search QUERY`: ranked hits."""

from __future__ import annotations

import argparse

from twosense import diagnostics
from twosense.api import load
from twosense.characters import scalar
from twosense.commands.parser import add_format, add_glossaries, add_limit
from twosense.output import listing

SUMMARY = "the terms nearest to a query, the best first"
USAGE = "[OPTIONS] QUERY ..."
EXAMPLES = """\
  twosense search agiel
  twosense search 'disaster rec' --limit 3
  twosense search cx --exact --format json
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("query", nargs="+", metavar="QUERY", help="words, as they come to mind")
    add_limit(parser, 10)
    parser.add_argument("--exact", action="store_true", help="headwords, aliases and forms as they are, nothing near them")
    add_format(parser, *listing.FORMATS)
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Print the hits."""
    glossary = load(glossaries=options.glossary, only=options.only)
    query = scalar(" ".join(options.query))
    hits = glossary.search(query, limit=options.limit, exact=options.exact)
    listing.write(options.format, hits, ("term", "score", "tier", "matched"))
    if not hits:
        diagnostics.say(f'nothing found for "{query}"')
        return diagnostics.MISSING
    return diagnostics.FOUND
