"""`twosense search QUERY`: find terms by spelling, initials or meaning."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from twosense.api import open_glossary
from twosense.commands.completers import TERM
from twosense.commands.parser import Parser, add_color, add_format, add_glossaries, add_limit, add_quiet, layer_paths_of
from twosense.errors import UsageError
from twosense.output import diagnostics, lists, stdout
from twosense.output.diagnostics import ExitCode
from twosense.paths import LAYERS
from twosense.search.query import IS, parse_query, unknown_words
from twosense.store.about import known_side, unknown_source
from twosense.text.nearest import advice
from twosense.text.sanitize import replace_surrogates, sanitize

if TYPE_CHECKING:
    from twosense.api import Glossary

SUMMARY = "Search for terms by spelling, initials or meaning"
USAGE = "[OPTIONS] QUERY ..."
EXAMPLES = """\
  twosense search agiel
  twosense search 'keeping customers' --limit 3
  twosense search cx --exact --format json
  twosense search side:it is:sourced recovery
"""
_FILTERS = (
    "filters keep the terms with such a sense: side:SIDE, source:ID (of an article or authority that it cites), layer:LAYER, "
    "is:sourced (it cites an article), is:authority (a public authority), is:editorial (neither) and is:mine (it is not built "
    'in); "quoted words" must be in the texts of the term'
)
OUTCOMES = {0: "found", 1: "nothing found"}


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument(
        "query", nargs="+", metavar="QUERY", complete=TERM, help=f"words of the term, or a description of it; {_FILTERS}"
    )
    add_limit(parser, 10)
    parser.add_argument("--exact", action="store_true", help="match only headwords, aliases and inflected forms, exactly")
    add_format(parser, *lists.FORMATS)
    add_quiet(parser, "print no message if nothing is found")
    add_color(parser)
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Print the hits. Raises UsageError for a filter that nothing can pass."""
    glossary = open_glossary(layer_paths_of(options))
    query = replace_surrogates(" ".join(options.query))
    _check_filters(query, glossary)
    hits = glossary.search(query, limit=options.limit, exact=options.exact)
    if options.format == "text" and (words := unknown_words(query, hits)):
        stdout.write(f'"{sanitize(words)}" is not in the glossary; nearest by meaning:\n')
    lists.write_list(options.format, hits, ("term", "score", "tier", "matched"), colour=stdout.colour(options.color))
    if not hits and not options.quiet:
        diagnostics.say(f'nothing found for "{query}"')
    return ExitCode.SUCCESS if hits else ExitCode.NEEDS_REVIEW


def _check_filters(query: str, glossary: Glossary) -> None:
    """Raise UsageError for a filter that nothing can pass, such as one that names a side that there is not."""
    asked = parse_query(query)
    for side in asked.values("side"):
        known_side(side, glossary.sides)
    for source in asked.values("source"):
        if source not in map(str.casefold, glossary.source_ids):
            raise unknown_source(source, glossary.source_ids)
    for layer in asked.values("layer"):
        if layer not in LAYERS:
            raise UsageError(f'unknown layer "{layer}"; {advice(layer, LAYERS)}')
    for value in asked.values("is"):
        raise UsageError(f'unknown filter "is:{value}"; {advice(value, IS)}')
