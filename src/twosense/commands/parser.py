"""Parser: turn what the commands declare into argparse parsers. Options that several commands share are declared here.

Invariant: an option is declared once; help, errors and completions derive from the declaration.
"""

from __future__ import annotations

import argparse
import os
from importlib import import_module

from twosense import __version__
from twosense.commands import COMMANDS
from twosense.commands.completers import FILE, SIDES, words
from twosense.errors import UsageError
from twosense.output import stdout
from twosense.paths import Roots

TYPE_CHECKING = False  # `typing` itself takes half the time of a bare interpreter start
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType
    from typing import Any, NoReturn

    from twosense.commands.completers import Completer

_DESCRIPTION = "One word, two senses: what a term means to marketing, and what it means to IT."
_EXAMPLES = """\
  twosense DR agile                     both senses of two terms
  twosense 'single view of the customer' --format markdown
  cut -f1 words.tsv | twosense --format ndjson
  twosense search 'standby data centre'
  twosense --glossary team.toml scan docs
  twosense -- scan                      look up the word "scan", although it is a command
"""
_OUTCOMES = "0 all found, 1 something not found"
_EXIT = "exit status: {}, 2 error (bad usage, invalid glossary, unreadable file), 130 interrupted"


class Parser(argparse.ArgumentParser):
    """A parser that raises our own errors, so that one module writes them to stderr.

    `declared` has its arguments: options by each of their names, others by the attribute that they set.
    """

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # argparse's signature
        self.declared: dict[str, argparse.Action] = {}
        super().__init__(**options)

    def add_argument(self, *names: str, complete: Completer | None = None, **options: Any) -> argparse.Action:  # noqa: ANN401
        """Declare an argument; `complete` says what a shell offers for it, unless it has choices."""
        action = super().add_argument(*names, **options)
        self.declared |= dict.fromkeys(action.option_strings or [action.dest], action)
        if complete is not None:
            vars(action)["complete"] = complete  # where shtab looks for it
        return action

    def error(self, message: str) -> NoReturn:
        """Raise UsageError."""
        raise UsageError(f"{message}; see `{self.prog} --help`")

    def print_help(self, file: object = None) -> None:  # noqa: ARG002  # argparse's signature
        """Write the help to stdout."""
        stdout.write(self.format_help())


class PrintVersion(argparse.Action):
    """Prints the version and exits."""

    def __init__(self, option_strings: Sequence[str], dest: str, **_options: Any) -> None:  # noqa: ANN401  # argparse's signature
        super().__init__(option_strings, dest, nargs=0, help="show the version and exit")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Write the version to stdout."""
        stdout.write(f"twosense {__version__}\n")
        parser.exit()


def parse(parser: Parser, arguments: Sequence[str]) -> argparse.Namespace:
    """Parse options and positional arguments in any order; after `--`, nothing is an option.

    Python 3.11's `parse_intermixed_args` forgets the `--`, so each argument after it is marked with NUL, the one character that
    the operating system allows in no argument.
    """
    mark = "\0"
    end = arguments.index("--") if "--" in arguments else len(arguments)
    before = [
        f"{word}={parser.declared[word].const}" if _has_no_value(parser, word, arguments[number + 1 : number + 2]) else word
        for number, word in enumerate(arguments[:end])
    ]
    options = parser.parse_intermixed_args([*before, *(mark + word for word in arguments[end + 1 :])])
    for name, value in vars(options).items():
        if isinstance(value, list):
            setattr(options, name, [word.removeprefix(mark) for word in value])
        elif isinstance(value, str):
            setattr(options, name, value.removeprefix(mark))
    return options


def _has_no_value(parser: Parser, word: str, following: Sequence[str]) -> bool:
    """Return whether a word is an option that may have a value, and the next word is a path rather than its value."""
    action = parser.declared.get(word)
    if action is None or action.nargs != "?" or not action.option_strings:
        return False
    return not following or following[0] == "--" or os.path.lexists(following[0])


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
        epilog=f"examples:\n{module.EXAMPLES}\n{_EXIT.format(getattr(module, 'OUTCOMES', _OUTCOMES))}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    module.configure(parser)
    return parser


def root_parser() -> Parser:
    """Return the parser of all commands together, for the help and the completions."""
    parser = Parser(
        prog="twosense",
        usage="twosense [COMMAND] [OPTIONS] [TERM ...]",
        description=_DESCRIPTION,
        epilog=f"examples:\n{_EXAMPLES}\n{_EXIT.format(_OUTCOMES)}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    module_of("lookup").configure(parser)
    commands = parser.add_subparsers(title="commands", metavar="", dest="command")
    for command in COMMANDS:
        module = module_of(command)
        module.configure(commands.add_parser(command, help=module.SUMMARY, allow_abbrev=False))
    return parser


def add_version(parser: Parser) -> None:
    """Declare `--version`."""
    parser.add_argument("--version", action=PrintVersion, default=argparse.SUPPRESS)


def add_format(parser: Parser, *names: str) -> None:
    """Declare `--format`; the first name is the default."""
    parser.add_argument(
        "--format", choices=names, default=names[0], help=f"output format: {', '.join(names)}", metavar="FORMAT"
    )


def add_color(parser: Parser) -> None:
    """Declare `--color`."""
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        metavar="WHEN",
        help="use colour: auto (on a terminal; default), always or never",
    )


def add_quiet(parser: Parser, effect: str) -> None:
    """Declare `--quiet`, which has this effect."""
    parser.add_argument("-q", "--quiet", action="store_true", help=effect)


def add_author(parser: Parser) -> None:
    """Declare `--from`."""
    parser.add_argument("--from", dest="author", metavar="SIDE", complete=words(*SIDES), help="the side of the author")


def add_stdin_filename(parser: Parser) -> None:
    """Declare `--stdin-filename`."""
    parser.add_argument(
        "--stdin-filename",
        default="-",
        metavar="NAME",
        complete=FILE,
        help="file name of standard input, whose suffix selects the markup",
    )


def add_glossaries(parser: Parser) -> None:
    """Declare which layers there are: `--glossary`, `--only` and `--no-project`."""
    parser.add_argument(
        "--glossary", action="append", default=[], metavar="FILE", complete=FILE, help="add a glossary on top of the others"
    )
    parser.add_argument(
        "--only", action="append", default=[], metavar="FILE", complete=FILE, help="use this glossary and no other"
    )
    parser.add_argument(
        "--no-project", dest="project", action="store_false", help="ignore the project's configuration and glossaries"
    )


def roots_of(options: argparse.Namespace) -> Roots:
    """Return where the layers are that a call names."""
    return Roots(options.glossary, options.only, project=options.project)


def add_limit(parser: Parser, default: int) -> None:
    """Declare `--limit`."""
    parser.add_argument(
        "--limit", type=_count, default=default, metavar="N", help=f"maximum number of results (default {default})"
    )


def _count(text: str) -> int:
    if not text.isdecimal() or not text.isascii() or not 0 < int(text[:9]) < 10**8:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 99999999")
    return int(text)
