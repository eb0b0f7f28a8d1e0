"""The command line: arguments to a call, a call to an exit status.

Invariant: a lookup without options imports the view, the store and the text face, and nothing else (a test lists them);
whatever happens, the exit status is a documented one and no traceback is shown for what a user did.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = ("check", "completions", "eval", "explain", "list", "lookup", "paths", "scan", "schema", "search", "sources")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one call and return its exit status: 0 found, 1 missing, 2 trouble, 130 interrupted."""
    from twosense.output import stdout

    try:
        try:
            status = _run(list(sys.argv[1:] if arguments is None else arguments))
            stdout.flush()
        except BrokenPipeError:  # whoever reads us has seen enough
            stdout.abandon()
            return 0
        except OSError as trouble:
            from twosense import diagnostics

            return diagnostics.refused(trouble)
        except Exception as trouble:
            from twosense import diagnostics
            from twosense.errors import TwosenseError

            if not isinstance(trouble, TwosenseError):
                raise
            return diagnostics.error(trouble)
    except KeyboardInterrupt:
        return 130
    return status


def _run(arguments: list[str]) -> int:
    if not arguments:
        from twosense.commands import bare

        return bare()
    if arguments[0] in COMMANDS:
        from twosense.commands import run

        return run(arguments[0], arguments[1:])
    if arguments[0] == "--":
        return _lookup(arguments[1:])
    if any(argument.startswith("-") for argument in arguments):
        from twosense.commands import run

        return run("lookup", arguments)
    return _lookup(arguments)


def _lookup(queries: list[str]) -> int:
    """Answer queries as text, as fast as Python starts."""
    from twosense.characters import scalar
    from twosense.lookup import finder
    from twosense.output import stdout, text
    from twosense.view import open_view

    store = open_view()
    find = finder(store, text.SECTION)
    width, colour = stdout.width(), stdout.colour()
    status, between = 0, ""
    for query in map(scalar, queries):
        record = find(query)
        if record is None:
            from twosense import diagnostics
            from twosense.search.rank import Index

            diagnostics.missing(query, Index(store).suggest(query))
            status = diagnostics.MISSING
        else:
            stdout.write(between + text.render(record, width, colour))
            between = "\n"
    return status
