"""Commands: one a file. Each has a SUMMARY, a USAGE and EXAMPLES for its help, a `configure(parser)` and a `run(options)`.

One whose statuses 0 and 1 mean something else than found and not found has OUTCOMES.

Invariant: a call imports the module of its own command only.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # `typing` itself would cost a call with options half a bare interpreter start
if TYPE_CHECKING:
    from collections.abc import Sequence


def run(command: str, arguments: Sequence[str]) -> int:
    """Run one command and return its exit status. Raises TwosenseError."""
    from twosense.commands.parser import module_of, parse, parser_of, root

    if command == "lookup" and arguments and arguments[0] in ("--help", "-h"):
        root().print_help()
        return 0
    try:
        options = parse(parser_of(command), arguments)
    except SystemExit as leaving:  # --help and --version
        return int(leaving.code or 0)
    return int(module_of(command).run(options))


def bare() -> int:
    """No argument at all: answer what is piped in, or open the window for a person."""
    if sys.stdin is not None and not sys.stdin.isatty():
        return run("lookup", [])
    from twosense.commands import window

    return window.run()
