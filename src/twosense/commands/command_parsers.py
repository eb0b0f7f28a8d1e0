"""Command parsers: turn what each command declares into a parser, and what all declare into that of the program.

Invariant: help, errors and completions derive from the declarations.
"""

from __future__ import annotations

import argparse
from importlib import import_module

from twosense.commands import COMMANDS
from twosense.commands.parser import GENERAL, Parser

TYPE_CHECKING = False  # `typing` itself takes half the time of a bare interpreter start
if TYPE_CHECKING:
    from types import ModuleType

_DESCRIPTION = """\
A glossary of words that mean one thing on the marketing side of a company and
another on the IT side. Look these words up, find them in your text, and
rewrite your text for the other side."""
_USAGE = """twosense [OPTIONS] TERM ...     look up terms
       twosense COMMAND [OPTIONS] ...  run a command
       twosense                        open the full-screen interface"""
_EXAMPLES = """\
  twosense DR agile
  twosense 'single view of the customer' --format markdown
  twosense search 'recovery site'
  twosense scan docs
  twosense translate --to marketing notes.md
  cut -f 1 words.tsv | twosense --format ndjson
  twosense --column term --wide --format csv < words.csv
  twosense -- scan          # look up the word "scan"
"""
_MORE_OUTCOMES = {2: "error: bad usage, invalid glossary, unreadable file", 130: "interrupted"}


def module_of(command: str) -> ModuleType:
    """Return the module of a command."""
    return import_module(f"twosense.commands.{command}")


def parser_of(command: str) -> Parser:
    """Return the parser of one command."""
    module = module_of(command)
    parser = Parser(
        prog="twosense" if command == "lookup" else f"twosense {command}",
        # Without it argparse formats one to parse intermixed arguments, and imports shutil for that.
        usage=f"%(prog)s {module.USAGE}",
        description=module.SUMMARY,
        epilog=_epilog(module.EXAMPLES, module.OUTCOMES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _configure(parser, module)
    return parser


def root_parser() -> Parser:
    """Return the parser of a lookup with a help that lists the commands."""
    lookup = module_of("lookup")
    summaries = "".join(f"  {command:<13}{module_of(command).SUMMARY}\n" for command in COMMANDS)
    parser = Parser(
        prog="twosense",
        usage=_USAGE,
        description=f"{_DESCRIPTION}\n\ncommands:\n{summaries}\n`twosense help COMMAND` explains a command.",
        epilog=_epilog(_EXAMPLES, lookup.OUTCOMES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _configure(parser, lookup)
    return parser


def whole_parser() -> Parser:
    """Return the parser of all commands together, for the completions."""
    parser = Parser(prog="twosense")
    _configure(parser, module_of("lookup"))
    commands = parser.add_subparsers(dest="command")
    for command in COMMANDS:
        module = module_of(command)
        _configure(commands.add_parser(command, help=module.SUMMARY), module)
    return parser


def _epilog(examples: str, outcomes: dict[int, str]) -> str:
    """Return the end of a help: examples, and what each exit status means."""
    listed = "".join(f"  {status:<4} {meaning}\n" for status, meaning in sorted((_MORE_OUTCOMES | outcomes).items()))
    return f"examples:\n{examples}\nexit status:\n{listed}"


def _configure(parser: Parser, module: ModuleType) -> None:
    module.configure(parser)
    parser.add_argument("-h", "--help", group=GENERAL, action="help", default=argparse.SUPPRESS, help="show this help")
