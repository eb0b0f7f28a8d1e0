"""The command line: one run of the program, from arguments to an exit status.

Invariant: a lookup without options imports only the view, the store and the code that prints (a test lists the modules).
Whatever happens, the exit status is a documented one, and no traceback is shown unless TWOSENSE_TRACEBACK is set. That holds
for an interrupt from the first line of `program` to the end of the process.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

_VIEWS = 2  # at most, that one run opens: for the lookup and for suggestions; each may be damaged


def program() -> NoReturn:
    """Run the program with the arguments of the command line, and exit: the entry point of the console script.

    Python's own shutdown is skipped. It would take a lookup 2 ms to free memory that the system frees anyway, and an interrupt
    meanwhile would show a traceback. Nothing else is left to do: both streams are flushed, and a scan's workers have ended.
    """
    try:
        status = main()
    except KeyboardInterrupt:
        status = 130
    os._exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program once in this process and return its exit status, see `output.diagnostics.ExitCode`."""
    try:
        _occupy_standard_streams()
        from twosense.output import stdout

        try:
            stdout.Call.begun = False
            status = _run_with_cache_repair(list(sys.argv[1:] if arguments is None else arguments))
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
    """Open /dev/null, so that any use fails, on each closed standard stream: a file opened later would get its descriptor."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:  # closed, hence the lowest free descriptor, which `os.open` returns
            os.open(os.devnull, os.O_RDONLY if descriptor else os.O_WRONLY)


def _run_with_cache_repair(arguments: list[str]) -> int:
    """Run once; if that fails because compiled glossaries are damaged on the disk, remove them and run again."""
    for _ in range(_VIEWS):
        try:
            return _run(arguments)
        except Exception as error:
            from twosense.errors import FileError, TwosenseError
            from twosense.output import stdout
            from twosense.store import cache, view

            # Damage can surface as almost any exception (of LMDB, of a decoder, IndexError), and so can a bug of ours.
            if isinstance(error, TwosenseError | OSError) or not cache.discard_damaged():
                raise
            if stdout.Call.begun:
                problem = "a compiled glossary was damaged and has been removed"
                raise FileError(view.folder(), problem, "run the command again") from error
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
        return _lookup(arguments[1:], terms_only=True)
    if any(argument.startswith("-") for argument in arguments):
        from twosense.commands.dispatch import run_without_leading_command

        return run_without_leading_command(arguments)
    return _lookup(arguments)


def _lookup(queries: list[str], *, terms_only: bool = False) -> int:
    """Answer queries as text, nearly as fast as Python starts; with `terms_only`, none is taken for a misspelt command."""
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
    if len(answers) > 1 and answers[0][1] is None and not terms_only:
        from twosense.commands.command_word import refuse_misspelt

        refuse_misspelt(queries)
    for query, record in answers:
        if record is None:
            from twosense.commands.suggester import suggester
            from twosense.output import diagnostics
            from twosense.paths import LayerPaths
            from twosense.text.nearest import nearest

            command = None if terms_only or query != answers[0][0] else nearest(query, COMMANDS)
            suggest = suggest or suggester(LayerPaths())
            diagnostics.report_missing(query, suggest(query), command)
            status = diagnostics.ExitCode.NEEDS_REVIEW
        else:
            stdout.write(between + text.render(record, *layout))
            between = "\n"
    return status
