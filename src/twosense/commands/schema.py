"""`twosense schema`: print the JSON Schema of what twosense reads and writes."""

from __future__ import annotations

import argparse

import msgspec

from twosense.commands.parser import Parser
from twosense.glossary.project import ProjectTable
from twosense.glossary.schema import GlossaryTable
from twosense.model import Answer, Finding, Hit, Translation
from twosense.output import stdout
from twosense.output.diagnostics import ExitCode
from twosense.text.listing import either

SUMMARY = "Print the JSON Schema of a glossary or of a command's output"
USAGE = "[OPTIONS] KIND"
EXAMPLES = """\
  twosense schema glossary > glossary.schema.json
  twosense schema lookup
"""
OUTCOMES = {0: "printed", 2: "error: bad usage"}
_KINDS = {
    "glossary": GlossaryTable,
    "config": ProjectTable,
    "lookup": Answer,
    "search": Hit,
    "scan": Finding,
    "translate": Translation,
}


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("kind", choices=tuple(_KINDS), metavar="KIND", help=either(tuple(_KINDS)))


def run(options: argparse.Namespace) -> int:
    """Print the schema."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"twosense {options.kind}",
        **msgspec.json.schema(_KINDS[options.kind]),
    }
    stdout.write(msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n")
    return ExitCode.SUCCESS
