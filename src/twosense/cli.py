"""The command line: from arguments to a call, from a call to an exit code.

Invariant: a lookup without options imports the view, the store and what prints, and nothing else (a test lists the modules).
Whatever happens, the exit code is a documented one, and no traceback is shown unless TWOSENSE_TRACEBACK is set. That holds for
an interrupt from the first line of `program` to the end of the process.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

_VIEWS = 2  # that one call may open, each of which may be damaged: for a lookup, and for what is similar if it finds nothing


def program() -> NoReturn:
    """Run the call that the command line makes, and exit: the entry point of the console script.

    Python's own end is left out. It takes a lookup 2 ms to free what the system frees anyway, and an interrupt meanwhile would
    show a traceback. Nothing else is left to do: both streams are flushed, and the workers of a scan have ended.
    """
    try:
        status = main()
    except KeyboardInterrupt:
        status = 130
    os._exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one call in this process and return its exit code, an `output.diagnostics.ExitCode`."""
    try:
        _occupy_standard_streams()
        from twosense.output import stdout

        try:
            stdout.Call.begun = False
            status = _run_undamaged(list(sys.argv[1:] if arguments is None else arguments))
            stdout.flush()
        except BrokenPipeError:  # the reader has seen enough
            stdout.abandon()
            return 0
        except OSError as error:
            from twosense.output import diagnostics

            return diagnostics.report_system_error(error)
        except Exception as error:  # noqa: BLE001  # Python would exit with 1, which says "findings"
            from twosense.errors import TwosenseError
            from twosense.output import diagnostics

            if isinstance(error, TwosenseError):
                return diagnostics.report_error(error)
            return diagnostics.report_internal_error(error)
    except KeyboardInterrupt:
        return 130
    return status


def _occupy_standard_streams() -> None:
    """Give each standard stream that is closed a descriptor that refuses its use, so that no file of ours becomes it."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:  # so that this is the lowest free number, which `open` takes
            os.open(os.devnull, os.O_RDONLY if descriptor else os.O_WRONLY)


def _run_undamaged(arguments: list[str]) -> int:
    """Run one call; if it fails on compiled glossaries that a disk has damaged, remove them and run it again."""
    for _ in range(_VIEWS):
        try:
            return _run(arguments)
        except Exception as error:
            from twosense.errors import ReadError, TwosenseError
            from twosense.output import stdout
            from twosense.store import cache, view

            # Damaged bytes may show as almost any error, as a fault of ours may: of LMDB, of a decoder, an index out of range.
            if isinstance(error, TwosenseError | OSError) or not cache.discard_damaged():
                raise
            if stdout.Call.begun:
                problem = "a compiled glossary was damaged and is removed"
                raise ReadError(view.folder(), problem, "run the command again") from error
    return _run(arguments)


def _run(arguments: list[str]) -> int:
    from twosense.commands import COMMANDS

    if not arguments:
        from twosense.commands.dispatch import run_without_arguments

        return run_without_arguments()
    if arguments[0] in COMMANDS:
        from twosense.commands.dispatch import run

        return run(arguments[0], arguments[1:])
    if arguments[0] == "--":
        return _lookup(arguments[1:], named=True)
    if any(argument.startswith("-") for argument in arguments):
        from twosense.commands.dispatch import run_unnamed

        return run_unnamed(arguments)
    return _lookup(arguments)


def _lookup(queries: list[str], *, named: bool = False) -> int:
    """Answer queries as text, nearly as fast as Python starts; `named` says that none of them was meant as a command."""
    from twosense.build import open_view
    from twosense.commands import COMMANDS
    from twosense.output import stdout
    from twosense.output.answers import text
    from twosense.store.keys import finder
    from twosense.text.sanitize import replace_surrogates

    store = open_view()
    find = finder(store, text.SECTION)
    layout = stdout.width(), stdout.colour(), stdout.side_by_side()
    status, between, suggest = 0, "", None
    answers = [(query, find(query)) for query in map(replace_surrogates, queries)]
    if len(answers) > 1 and answers[0][1] is None and not named:
        from twosense.commands.command_word import refuse_misspelt

        refuse_misspelt(queries)
    for query, record in answers:
        if record is None:
            from twosense.commands.suggester import suggester
            from twosense.output import diagnostics
            from twosense.paths import Roots
            from twosense.text.nearest import nearest

            command = None if named or query != answers[0][0] else nearest(query, COMMANDS)
            suggest = suggest or suggester(Roots())
            diagnostics.report_missing(query, suggest(query), command)
            status = diagnostics.ExitCode.ATTENTION
        else:
            stdout.write(between + text.render(record, *layout))
            between = "\n"
    return status
