"""Dispatch: run one command, or find out what a call without arguments wants.

Invariant: a call imports the module of its own command only.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # `typing` itself takes half the time of a bare interpreter start
if TYPE_CHECKING:
    from collections.abc import Sequence


def run(command: str, arguments: Sequence[str]) -> int:
    """Run one command and return its exit code. Raises TwosenseError."""
    from twosense.commands.parser import module_of, parse, parser_of, root_parser

    if command == "lookup" and arguments and arguments[0] in ("--help", "-h"):
        root_parser().print_help()
        return 0
    try:
        options = parse(parser_of(command), arguments)
    except SystemExit as leaving:  # --help and --version
        return int(leaving.code or 0)
    return int(module_of(command).run(options))


def run_without_arguments() -> int:
    """Answer what is piped in, or open the window for a person."""
    if sys.stdin is not None and not sys.stdin.isatty():
        return run("lookup", [])
    from twosense.commands import window

    return window.run()
