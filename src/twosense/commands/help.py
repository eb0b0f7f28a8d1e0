"""`twosense help [COMMAND]`: show the help of a command, or of all."""

from __future__ import annotations

import argparse

from twosense.commands import COMMANDS
from twosense.commands.command_parsers import parser_of, root_parser
from twosense.commands.parser import Parser
from twosense.output.diagnostics import ExitCode

SUMMARY = "Show help for a command"
USAGE = "[COMMAND]"
EXAMPLES = """\
  twosense help
  twosense help scan
"""
OUTCOMES = {0: "shown", 2: "error: bad usage"}


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("command", nargs="?", choices=COMMANDS, metavar="COMMAND", help="a command; without one, list them all")


def run(options: argparse.Namespace) -> int:
    """Print it."""
    (parser_of(options.command) if options.command else root_parser()).print_help()
    return ExitCode.SUCCESS
