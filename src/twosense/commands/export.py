"""`twosense export`: write the glossary for other programs and people."""

from __future__ import annotations

import argparse

from twosense.commands.parser import OUTPUT, Parser, add_excel, add_format, add_glossaries, layer_paths_of
from twosense.errors import UsageError
from twosense.glossary.extract import Extract
from twosense.glossary.merge import merge
from twosense.output import diagnostics, stdout
from twosense.output.diagnostics import ExitCode
from twosense.output.exports.formats import FORMATS, exported

SUMMARY = "Export the glossary as CSV, JSON, SKOS or a web page"
USAGE = "[OPTIONS]"
EXAMPLES = """\
  twosense export --format html --output glossary.html
  twosense export --layer user --excel --output terms.csv
  twosense export --glossary team.toml --format skos

What it writes as csv or json can be imported again. The format skos is Turtle
(RDF), for terminology tools; html is one searchable page that needs no server.
"""
OUTCOMES = {0: "exported", 1: "nothing to export"}


def configure(parser: Parser) -> None:
    """Declare the options."""
    add_excel(parser, OUTPUT)
    add_format(parser, *FORMATS)
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Write the terms. Raises UsageError, GlossaryError."""
    if options.excel and options.format != "csv":
        raise UsageError("--excel needs a table; add --format csv")
    extract = Extract(merge(layer_paths_of(options), cues=False))
    for part in exported(options.format, extract, excel=options.excel):
        stdout.write(part)
    if extract.terms:
        return ExitCode.SUCCESS
    diagnostics.say("nothing to export; `twosense paths` shows the glossaries that are read")
    return ExitCode.NEEDS_REVIEW
