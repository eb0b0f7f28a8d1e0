"""Dispatch: run one command, or find the command of arguments that do not begin with one.

Invariant: a command that is named first imports only its own module; the general help imports all.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # `typing` itself takes half the time of a bare interpreter start
if TYPE_CHECKING:
    from collections.abc import Sequence


def run(command: str, arguments: Sequence[str]) -> int:
    """Run one command and return its exit status. Raises TwosenseError."""
    from twosense.commands.command_parsers import module_of, parser_of, root_parser
    from twosense.commands.parser import parse

    if command == "lookup" and arguments and arguments[0] in ("--help", "-h"):
        root_parser().print_help()
        return 0
    try:
        options = parse(parser_of(command), arguments)
    except SystemExit as leaving:  # --help and --version
        return int(leaving.code or 0)
    module = module_of(command)
    if getattr(options, "output", "-") == "-":
        return int(module.run(options))
    from twosense.output.output_file import stdout_in_file

    with stdout_in_file(options.output):
        return int(module.run(options))


def run_without_leading_command(arguments: Sequence[str]) -> int:
    """Run the command that comes after the options, or else a lookup."""
    from twosense.commands.command_word import find_command, has_path, refuse_misspelt, terms_of
    from twosense.errors import UsageError

    command, others = find_command(arguments)
    if command is None and "--" not in arguments and has_path(arguments):
        terms = terms_of(arguments)
        try:
            refuse_misspelt(terms)
        except UsageError:
            if not _is_term(terms[0], arguments):
                raise
    return run(command or "lookup", others)


def _is_term(word: str, arguments: Sequence[str]) -> bool:
    """Return whether a lookup with these arguments would find `word`."""
    from twosense.build import open_layers
    from twosense.commands.command_parsers import parser_of
    from twosense.commands.parser import layer_paths_of, parse
    from twosense.errors import UsageError
    from twosense.output.answers import text
    from twosense.store.keys import finder

    try:
        options = parse(parser_of("lookup"), arguments)
    except UsageError:  # an option that only the misspelt command takes
        return False
    return finder(open_layers(layer_paths_of(options)), text.SECTION)(word) is not None


def run_without_arguments() -> int:
    """Answer what is piped in, or open the window for a person."""
    if sys.stdin is not None and not sys.stdin.isatty():
        return run("lookup", [])
    from twosense.commands import window

    return window.run()
