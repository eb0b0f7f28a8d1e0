"""`twosense check`: whether glossaries are sound."""

from __future__ import annotations

import argparse

from twosense import diagnostics
from twosense.commands.parser import add_glossaries
from twosense.config import Roots
from twosense.errors import GlossaryError
from twosense.glossary.layers import merge
from twosense.output import stdout

SUMMARY = "whether the glossaries, or these files on top of them, are sound"
USAGE = "[OPTIONS] [FILE ...]"
EXAMPLES = """\
  twosense check
  twosense check team.toml
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="a glossary to check on top of the others")
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Say what is wrong on stderr, or how much is sound on stdout."""
    try:
        merged = merge(Roots([*options.glossary, *options.files], options.only))
    except GlossaryError as error:
        diagnostics.error(error)
        return diagnostics.MISSING
    senses = [sense for term in merged.terms.values() for sense in term.senses]
    editorial = sum(not sense.citations for sense in senses)
    stdout.write(f"{len(merged.terms)} terms, {len(senses)} senses, {editorial} of them editorial: sound\n")
    return diagnostics.FOUND
