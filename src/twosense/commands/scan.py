"""`twosense scan PATH...`: find ambiguous words in files."""

from __future__ import annotations

import argparse
import gc
from itertools import islice
from typing import TYPE_CHECKING

from twosense.build import open_roots
from twosense.commands.parser import add_format, add_glossaries, roots_of
from twosense.errors import ReadError
from twosense.output import diagnostics, stdout
from twosense.output.diagnostics import ExitCode
from twosense.output.findings import formats
from twosense.output.findings.tally import Tally
from twosense.output.formatter import Document
from twosense.output.overrides import counted_by_file
from twosense.paths import project_files
from twosense.scan.baseline import read_baseline
from twosense.scan.levels import THRESHOLDS
from twosense.scan.pool import scan_files
from twosense.scan.scanner import Scanner
from twosense.scan.settings import settle
from twosense.scan.text_file import STDIN, File, read_text
from twosense.scan.walk import find_files
from twosense.store.about import overrides_of
from twosense.store.view import SCAN
from twosense.text.sanitize import replace_surrogates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twosense.glossary.project import Project
    from twosense.model import Finding

SUMMARY = "Find ambiguous words in files"
USAGE = "[OPTIONS] PATH ..."
EXAMPLES = """\
  twosense scan brief.md
  twosense scan docs --for it --format github
  twosense scan . --level note --format json > baseline.json
  twosense scan . --baseline baseline.json
  pbpaste | twosense scan - --stdin-filename note.md
"""
OUTCOMES = "0 no findings, 1 findings"
_BATCH = 1000  # findings written together


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder, or - for standard input")
    add_format(parser, *formats.FORMATS)
    parser.add_argument("--for", dest="audience", metavar="SIDE", help="the readers: a side, or mixed (default)")
    parser.add_argument("--from", dest="author", metavar="SIDE", help="the side of the author")
    parser.add_argument(
        "--level",
        choices=THRESHOLDS,
        metavar="LEVEL",
        help="the lowest level to report: warning (default), note (every mention with a sense) or all (ordinary uses, too)",
    )
    parser.add_argument("--baseline", metavar="FILE", help="leave out the findings of an earlier scan (json or ndjson)")
    parser.add_argument(
        "--stdin-filename",
        default="-",
        metavar="NAME",
        help="file name of standard input, whose suffix selects the markup",
    )
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0 even if there are findings")
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Print the findings. Raises UsageError for a side that no layer declares, ReadError for a baseline."""
    store = open_roots(roots_of(options), SCAN)
    project = _project() if options.project else None
    settings = settle(project, store, options.audience, options.level, alone=bool(options.only))
    scanner = Scanner(store)
    reporter = scanner.reporter(settings.audience, options.author, settings.threshold, settings.ignored)
    old = read_baseline(options.baseline) if options.baseline else None
    # What is loaded now stays, and scanning makes no reference cycles: the collector took a twentieth of the time.
    gc.freeze()
    gc.set_threshold(100_000)

    because = options.format in formats.WITH_EVIDENCE

    def scan(file: File) -> Iterable[Finding] | None:
        data = read_text(file)
        name = options.stdin_filename if file.path == STDIN else file.path
        return scanner.scan(replace_surrogates(name), data, reporter, because=because) if data else ()

    report = _Report(options, counted_by_file(overrides_of(store)))
    files = list(find_files(options.paths, project, diagnostics.say))
    if File(STDIN, named=True) in files:
        stdout.Call.begun = True
    progress = diagnostics.Progress("files scanned")
    for result in scan_files(files, scan):
        if isinstance(result, ReadError):
            progress.clear()
            report.refuse(result)
        elif result is None:
            report.skip()
        else:
            report.add(old.new(result) if old else result, progress)
        progress.step()
    progress.clear()
    return report.finish()


def _project() -> Project | None:
    files = project_files()
    if not files:
        return None  # saves the import of what reads TOML, a tenth of the time that a scan takes to start
    from twosense.glossary.project import read_project

    return read_project(files)


class _Report:
    """Writes the findings as they become known, and keeps the exit code that they lead to."""

    def __init__(self, options: argparse.Namespace, overrides: str) -> None:
        self._document = Document(formats.formatter(options.format))
        self._tally = Tally(overrides)
        self._narrates = options.format in ("text", "github")
        self._found = ExitCode.SUCCESS if options.exit_zero else ExitCode.ATTENTION
        self._has_failed = False

    def refuse(self, error: ReadError) -> None:
        """Report a file that cannot be read."""
        self._has_failed = True
        diagnostics.report_error(error)

    def skip(self) -> None:
        """Count a file that is not English."""
        self._tally.skipped += 1

    def add(self, findings: Iterable[Finding], progress: diagnostics.Progress) -> None:
        """Write the findings of one file at once."""
        found = iter(findings)
        while batch := list(islice(found, _BATCH)):
            for finding in batch:
                self._tally.count(finding)
            progress.clear()
            self._document.write(batch)

    def finish(self) -> int:
        """Write the end and the closing line, and return the exit code."""
        self._document.close()
        if self._narrates and (closing := str(self._tally)):
            diagnostics.say(closing)
        if self._has_failed:
            return ExitCode.ERROR
        return self._found if self._tally.levels else ExitCode.SUCCESS
