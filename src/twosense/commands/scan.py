"""`twosense scan PATH...`: find ambiguous words in files."""

from __future__ import annotations

import argparse
import os
import stat
import sys
from typing import TYPE_CHECKING

from twosense.build import open_roots
from twosense.commands.collector import collect_seldom
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
from twosense.output.findings import formats
from twosense.output.findings.report import Report
from twosense.output.findings.tally import counted
from twosense.output.formatter import Document, Silent
from twosense.output.output_file import stdout_in_file
from twosense.output.overrides import counted_by_file
from twosense.output.structs import Json
from twosense.paths import absolute
from twosense.scan.baseline import read_baseline, relative_path
from twosense.scan.levels import THRESHOLDS
from twosense.scan.places import Extract
from twosense.scan.pool import Scanned, scan_files
from twosense.scan.reading import read_source
from twosense.scan.renames import follow_renames
from twosense.scan.scanner import Scanner
from twosense.scan.settings import nearest_project, settle
from twosense.scan.skips import Reason
from twosense.scan.text_file import STDIN, File
from twosense.scan.walk import find_files
from twosense.store.about import overrides_of
from twosense.store.view import SCAN
from twosense.text.sanitize import replace_surrogates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twosense.model import Threshold
    from twosense.scan.baseline_update import BaselineUpdate
    from twosense.scan.changes import Changes
    from twosense.scan.fingerprints import Fingerprint
    from twosense.scan.pool import Result

SUMMARY = "Find ambiguous words in files"
USAGE = "[OPTIONS] [PATH ...]"
EXAMPLES = """\
  twosense scan brief.md
  twosense scan --changed
  twosense scan --changed=main --format github
  twosense scan . --baseline known.json --update-baseline
  twosense scan . --baseline known.json
  pbpaste | twosense scan - --stdin-filename note.md
"""
OUTCOMES = {0: "no findings, or findings recorded", 1: "findings"}
_UNCOMMITTED = "HEAD"


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        complete=FILE,
        help="files or folders, or - for standard input (default: what is piped in, otherwise the current folder)",
    )
    parser.add_argument(
        "--for",
        dest="audience",
        metavar="SIDE",
        complete=words(*SIDES, MIXED),
        help="side of the readers: marketing, it, a side of your own, or mixed (default)",
    )
    add_author(parser)
    parser.add_argument(
        "--level",
        choices=THRESHOLDS,
        metavar="LEVEL",
        help="warning (default): words that may be misread, once per file; note: mentions with a sense; all: all mentions",
    )
    parser.add_argument("--baseline", metavar="FILE", complete=FILE, help="leave out the findings recorded in this file")
    parser.add_argument(
        "--update-baseline",
        action="store_true",
        help="record the findings in the --baseline file instead of printing them",
    )
    parser.add_argument(
        "--changed",
        nargs="?",
        const=_UNCOMMITTED,
        metavar="REF",
        help="report only findings on changed lines: since the last commit or, with REF, since the branch left REF",
    )
    parser.add_argument(
        "--comments",
        action="store_true",
        help="also read comments: of source code in folders, and in the code cells of notebooks",
    )
    parser.add_argument("--quotations", action="store_true", help="also read quoted text in e-mails")
    add_stdin_filename(parser)
    add_format(parser, *formats.FORMATS)
    add_quiet(parser, "print one line per finding, and no summary unless files were skipped")
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
    update = _update(options, settings.baseline)
    level: Threshold = "note" if update and settings.threshold == "warning" else settings.threshold
    reporter = scanner.reporter(settings.audience, settings.author, level, settings.ignored)
    old = read_baseline(settings.baseline) if settings.baseline and not update else None
    changes = _changes(options.changed)
    collect_seldom()
    details = update is not None or options.format in formats.WITH_DETAILS
    folder = update.folder if update else stdout.folder() or absolute(".") if details else ""

    def name_of(file: File) -> str:
        return options.stdin_filename if file.path == STDIN else file.path

    def prints_of(path: str) -> list[Fingerprint]:
        try:
            source = read_source(File(path, named=False), path, quotations=options.quotations)
            return scanner.fingerprints(path, source or b"", comments=comments)
        except ReadError:  # the scan will report it
            return []

    def scan(file: File) -> Scanned | Reason:
        name = name_of(file)
        source = read_source(file, name, quotations=options.quotations)
        if source is None:
            return Reason.NOT_TEXT
        if not source:
            if not options.paths:
                raise ReadError(STDIN, "standard input is empty", "name a path, as in `twosense scan .`")
            return Scanned(())
        path = relative_path(name, folder) if details else None
        changed = None if changes is None else changes.spans(file.path, source.file if isinstance(source, Extract) else source)
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
        if findings is None:
            return Reason.NOT_ENGLISH
        return Scanned(findings, source.left_out if isinstance(source, Extract) else ())

    report = Report(
        Silent() if update else formats.formatter(options.format, options.color, brief=options.quiet),
        counted_by_file(overrides_of(store)),
        quiet=options.quiet,
        exit_zero=options.exit_zero or update is not None,
        noun="files" if options.changed is None else "changed files",
    )
    files = list(find_files(paths, project, diagnostics.say, report.skips, changes, comments=comments))
    if File(STDIN, named=True) in files:
        stdout.Call.begun = True
    if baseline := update.old if update else old:
        found = (file.path for file in files if isinstance(file, File) and file.path != STDIN)
        follow_renames(baseline, found, prints_of)
    results = scan_files(files, scan)
    if update:
        results = (
            Scanned(update.add(name_of(file), result.findings), result.left_out)
            if isinstance(file, File) and isinstance(result, Scanned)
            else result
            for file, result in zip(files, results, strict=True)
        )
    _write_results(results, report)
    if old and old.is_useless and report.has_read:
        diagnostics.say(f"{settings.baseline}: matches nothing in the files scanned; its paths are relative to its own folder")
    if update and settings.baseline:
        _write(update, settings.baseline)
    return report.finish()


def _write_results(results: Iterable[Result], report: Report) -> None:
    """Write what is known of each file as soon as it is known."""
    progress = diagnostics.Progress("files scanned")
    for result in results:
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


def _update(options: argparse.Namespace, path: str | None) -> BaselineUpdate | None:
    """Return what collects a new baseline if the call asks for one. Raises UsageError, ReadError."""
    if not options.update_baseline:
        return None
    if path is None:
        raise UsageError("--update-baseline needs the name of the baseline; add --baseline FILE")
    if options.changed is not None:
        raise UsageError("--update-baseline reads whole files; leave --changed out")
    if options.output != "-":
        raise UsageError("--update-baseline prints no findings; leave --output out")
    from twosense.scan.baseline_update import BaselineUpdate

    return BaselineUpdate(path)


def _write(update: BaselineUpdate, path: str) -> None:
    """Write a baseline. Raises ReadError."""
    rows = update.rows()
    with stdout_in_file(path):
        document = Document(Json())
        document.write(rows)
        document.close()
    size = sum(len(row.fingerprints) for row in rows)
    diagnostics.say(f"{path}: {counted(size, 'mention')}, {update.new:,} of them new")


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
