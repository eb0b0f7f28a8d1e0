"""`twosense scan PATH...`: find ambiguous words in files."""

from __future__ import annotations

import argparse
import gc
import os
import stat
import sys
from itertools import islice
from typing import TYPE_CHECKING

from twosense.build import open_roots
from twosense.commands.completers import FILE, SIDES, words
from twosense.commands.parser import (
    OUTPUT,
    Parser,
    add_author,
    add_color,
    add_format,
    add_glossaries,
    add_quiet,
    add_stdin_filename,
    roots_of,
)
from twosense.errors import ReadError, UsageError
from twosense.model import MIXED
from twosense.output import diagnostics, stdout
from twosense.output.diagnostics import ExitCode
from twosense.output.findings import formats
from twosense.output.findings.closing import closing_line
from twosense.output.findings.tally import Tally
from twosense.output.formatter import Document
from twosense.output.overrides import counted_by_file
from twosense.paths import absolute
from twosense.scan.baseline import read_baseline, relative_path
from twosense.scan.levels import THRESHOLDS
from twosense.scan.places import Extract
from twosense.scan.pool import Scanned, scan_files
from twosense.scan.reading import read_source
from twosense.scan.scanner import Scanner
from twosense.scan.settings import nearest_project, settle
from twosense.scan.skips import Reason, Skips
from twosense.scan.text_file import STDIN, File
from twosense.scan.walk import find_files
from twosense.store.about import overrides_of
from twosense.store.view import SCAN
from twosense.text.sanitize import replace_surrogates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twosense.model import Finding
    from twosense.scan.changes import Changes

SUMMARY = "Find ambiguous words in files"
USAGE = "[OPTIONS] [PATH ...]"
EXAMPLES = """\
  twosense scan brief.md
  twosense scan --changed
  twosense scan --changed=main --format github
  twosense scan . --level note --format json > baseline.json
  twosense scan . --baseline baseline.json
  pbpaste | twosense scan - --stdin-filename note.md
"""
OUTCOMES = "0 no findings, 1 findings"
_UNCOMMITTED = "HEAD"
_BATCH = 1000  # findings written together


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        complete=FILE,
        help="a file, a folder, or - for standard input; without a path, standard input if it is piped, else this folder",
    )
    parser.add_argument(
        "--for", dest="audience", metavar="SIDE", complete=words(*SIDES, MIXED), help="the readers: a side, or mixed (default)"
    )
    add_author(parser)
    parser.add_argument(
        "--level",
        choices=THRESHOLDS,
        metavar="LEVEL",
        help="the lowest level to report: warning (default), note (every mention with a sense) or all (ordinary uses, too)",
    )
    parser.add_argument(
        "--baseline", metavar="FILE", complete=FILE, help="leave out the findings of an earlier scan (json or ndjson)"
    )
    parser.add_argument(
        "--changed",
        nargs="?",
        const=_UNCOMMITTED,
        metavar="REF",
        help="only lines that are not committed to git, or changed since this reference or since the branch left it",
    )
    parser.add_argument(
        "--comments", action="store_true", help="also read comments: in source code, and in the code of notebooks"
    )
    parser.add_argument("--quotations", action="store_true", help="also read what e-mails quote in a reply")
    add_stdin_filename(parser)
    add_format(parser, *formats.FORMATS)
    add_quiet(parser, "print one line for each finding, and no summary unless files were skipped")
    add_color(parser)
    parser.add_argument("--exit-zero", group=OUTPUT, action="store_true", help="exit with 0 even if there are findings")
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Print the findings. Raises UsageError for a side or a git reference that does not exist, ReadError for a baseline."""
    paths = _paths(options)
    store = open_roots(roots_of(options), SCAN)
    project = nearest_project() if options.project else None
    settings = settle(
        project,
        store,
        audience=options.audience,
        author=options.author,
        threshold=options.level,
        baseline=options.baseline,
        alone=bool(options.only),
    )
    comments = options.comments or (project is not None and project.scan.comments)
    scanner = Scanner(store)
    reporter = scanner.reporter(settings.audience, settings.author, settings.threshold, settings.ignored)
    old = read_baseline(settings.baseline) if settings.baseline else None
    changes = _changes(options.changed)
    # What is loaded now stays, and scanning makes no reference cycles: the collector took a twentieth of the time.
    gc.freeze()
    gc.set_threshold(100_000)

    details = options.format in formats.WITH_DETAILS
    folder = stdout.folder() or absolute(".") if details else ""

    def scan(file: File) -> Scanned | Reason:
        name = options.stdin_filename if file.path == STDIN else file.path
        source = read_source(file, name, quotations=options.quotations)
        if source is None:
            return Reason.NOT_TEXT
        if not source:
            if not options.paths:
                raise ReadError(STDIN, "standard input is empty", "name a path, as in `twosense scan .`")
            return Scanned(())
        path = relative_path(name, folder) if details else None
        changed = None if changes is None else changes.spans(file.path, source.file if isinstance(source, Extract) else source)
        try:
            findings = scanner.scan(
                replace_surrogates(name),
                source,
                reporter,
                details=details,
                path=path,
                baseline=old,
                changed=changed,
                comments=comments,
            )
        except TimeoutError as error:
            raise ReadError(file.path, str(error.strerror), "leave the file out") from None
        if findings is None:
            return Reason.NOT_ENGLISH
        return Scanned(findings, source.left_out if isinstance(source, Extract) else ())

    report = _Report(options, counted_by_file(overrides_of(store)))
    files = list(find_files(paths, project, diagnostics.say, report.skips, changes, comments=comments))
    if File(STDIN, named=True) in files:
        stdout.Call.begun = True
    progress = diagnostics.Progress("files scanned")
    for result in scan_files(files, scan):
        if isinstance(result, ReadError):
            progress.clear()
            report.refuse(result)
        elif isinstance(result, Reason):
            report.skips.add(result)
        else:
            report.add(result.findings, progress)
            report.leave_out(result.left_out)
        progress.step()
    progress.clear()
    if old and old.is_useless and report.has_read:
        diagnostics.say(f"{settings.baseline}: matches nothing in the files scanned; its paths are relative to its own folder")
    return report.finish()


def _paths(options: argparse.Namespace) -> list[str]:
    """Return what to scan. A device such as /dev/null, which standard input is in many hooks, has no text to scan."""
    if STDIN in options.paths and options.changed is not None:
        raise UsageError("--changed compares files, and standard input is none; name a path")
    if options.paths:
        return options.paths  # type: ignore[no-any-return]  # argparse does not tell
    if options.changed is None and sys.stdin is not None:
        mode = os.fstat(sys.stdin.fileno()).st_mode
        if stat.S_ISFIFO(mode) or stat.S_ISREG(mode) or stat.S_ISSOCK(mode):
            return [STDIN]
    return ["."]


def _changes(reference: str | None) -> Changes | None:
    if reference is None:
        return None  # saves an import that takes a twentieth of the time that a scan takes to start
    from twosense.scan.changes import Changes

    return Changes(reference)


class _Report:
    """Writes the findings as they become known, and keeps the exit code that they lead to."""

    def __init__(self, options: argparse.Namespace, overrides: str) -> None:
        self._document = Document(formats.formatter(options.format, options.color, brief=options.quiet))
        self._quiet = options.quiet
        self._tally = Tally(overrides)
        self._found = ExitCode.SUCCESS if options.exit_zero else ExitCode.ATTENTION
        self._noun = "files" if options.changed is None else "changed files"
        self.skips = Skips()

    def refuse(self, error: ReadError) -> None:
        """Report a file that cannot be read."""
        self.skips.add(Reason.UNREADABLE)
        diagnostics.report_error(error)

    def leave_out(self, names: Iterable[str]) -> None:
        """Count the parts of a file that were not read."""
        for name in names:
            self.skips.add(Reason.ATTACHMENT, name)

    def add(self, findings: Iterable[Finding], progress: diagnostics.Progress) -> None:
        """Write the findings of one file at once."""
        self._tally.files += 1
        found = iter(findings)
        while batch := list(islice(found, _BATCH)):
            for finding in batch:
                self._tally.count(finding)
            progress.clear()
            self._document.write(batch)

    @property
    def has_read(self) -> bool:
        """Whether a text was read, English or not."""
        return bool(self._tally.files or self.skips.reasons[Reason.NOT_ENGLISH])

    def finish(self) -> int:
        """Write the end and the closing line, and return the exit code."""
        self._document.close()
        if (not self._quiet or self.skips.is_our_limit) and (closing := closing_line(self._tally, self.skips, self._noun)):
            diagnostics.say(closing)
        if self.skips.reasons[Reason.UNREADABLE] or (self.skips.is_our_limit and not self.has_read):
            return ExitCode.ERROR
        return self._found if self._tally.levels else ExitCode.SUCCESS
