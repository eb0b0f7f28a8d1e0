"""`twosense scan PATH...`: the words in texts that will be read in two ways."""

from __future__ import annotations

import argparse
import gc
import os
from typing import TYPE_CHECKING

from twosense import diagnostics
from twosense.characters import scalar
from twosense.commands.parser import add_format, add_glossaries
from twosense.errors import ReadError
from twosense.output import findings as faces
from twosense.output import stdout
from twosense.prose import baseline, files, settings, workers
from twosense.prose.findings import MIXED, Scanner
from twosense.prose.masks import markup_of
from twosense.view import SCAN, open_view

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twosense.model import Finding

SUMMARY = "the words in files, folders or standard input that will be read in two ways"
USAGE = "[OPTIONS] PATH ..."
EXAMPLES = """\
  twosense scan brief.md
  twosense scan docs --for it --format github
  twosense scan . --level note --format json > baseline.json
  twosense scan . --baseline baseline.json
  pbpaste | twosense scan - --stdin-filename note.md
"""
OUTCOMES = "0 nothing to report, 1 findings"
LEVELS = ("warning", "note")
_BATCH = 1000  # findings written together


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder, or - for standard input")
    add_format(parser, *faces.FORMATS)
    parser.add_argument(
        "--for", dest="audience", default=MIXED, metavar="SIDE", help="who reads it: a side, or mixed (default)"
    )
    parser.add_argument("--from", dest="author", metavar="SIDE", help="the side of who wrote it")
    parser.add_argument(
        "--level", choices=LEVELS, default="warning", metavar="LEVEL", help="the least to report: warning (default) or note"
    )
    parser.add_argument("--baseline", metavar="FILE", help="leave out the findings of an earlier scan (json or ndjson)")
    parser.add_argument("--stdin-filename", default="-", metavar="NAME", help="the name, and so the markup, of standard input")
    parser.add_argument("--exit-zero", action="store_true", help="status 0 even when there are findings")
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Print the findings. Raises UsageError for a side that no layer declares, ReadError for a baseline."""
    scanner = Scanner(open_view(options.glossary, options.only, SCAN), options.audience, options.author)
    old = baseline.read(options.baseline) if options.baseline else None
    # What is loaded now stays, and reading texts makes no cycles: looking for garbage was a twentieth of the time.
    gc.freeze()
    gc.set_threshold(100_000)

    notes, because = options.level == "note", options.format in faces.TELLING

    def work(file: files.File) -> Iterable[Finding]:
        data = files.read(file)
        path = options.stdin_filename if file.path == files.STDIN else file.path
        return scanner.scan(scalar(path), data, markup_of(path), notes=notes, because=because) if data else ()

    report = _Report(options)
    progress = diagnostics.Progress("files scanned")
    for result in workers.results(list(files.find(options.paths, settings.read(os.getcwd()))), work):
        if isinstance(result, ReadError):
            progress.clear()
            report.refuse(result)
        else:
            report.add(old.new(result) if old else result, progress)
        progress.step()
    progress.clear()
    return report.finish()


class _Report:
    """The findings as they become known, and the status they lead to."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._face = faces.face(options.format)
        self._tally = faces.Tally()
        self._narrated = options.format in ("text", "github")
        self._found = diagnostics.FOUND if options.exit_zero else diagnostics.MISSING
        self._trouble = False
        stdout.write(self._face.start())

    def refuse(self, error: ReadError) -> None:
        """A file that cannot be read."""
        self._trouble = True
        diagnostics.error(error)

    def add(self, findings: Iterable[Finding], progress: diagnostics.Progress) -> None:
        """The findings of one file, handed on at once."""
        pieces = []
        for finding in findings:
            self._tally.count(finding)
            pieces.append(self._face.piece(finding))
            if len(pieces) == _BATCH:
                progress.clear()
                stdout.write("".join(pieces))
                pieces = []
        if pieces:
            progress.clear()
            stdout.write("".join(pieces))
            stdout.flush()

    def finish(self) -> int:
        """What stands at the end, and the exit status."""
        stdout.write(self._face.end())
        if self._tally.levels and self._narrated:
            diagnostics.say(str(self._tally))
        if self._trouble:
            return diagnostics.TROUBLE
        return self._found if self._tally.levels else diagnostics.FOUND
