"""`twosense scan PATH...`: find ambiguous words in files."""

from __future__ import annotations

import argparse
import os
import stat
import sys
from typing import TYPE_CHECKING

from twosense.build import open_layers
from twosense.commands.completers import FILE
from twosense.commands.garbage import collect_seldom
from twosense.commands.parser import (
    OUTPUT,
    Parser,
    add_author,
    add_color,
    add_format,
    add_glossaries,
    add_quiet,
    add_readers,
    add_stdin_filename,
    layer_paths_of,
)
from twosense.errors import FileError, UsageError
from twosense.output import diagnostics, stdout
from twosense.output.findings import formats
from twosense.output.findings.report import Report
from twosense.output.formatter import Silent, Writer
from twosense.output.output_file import stdout_in_file
from twosense.output.overrides import counted_by_file
from twosense.output.structs import Json
from twosense.paths import absolute
from twosense.scan.baseline import read_baseline, relative_path
from twosense.scan.input import read_source
from twosense.scan.levels import THRESHOLDS
from twosense.scan.places import ExtractedText
from twosense.scan.pool import Scanned, scan_files
from twosense.scan.renames import follow_renames
from twosense.scan.scanner import Scanner
from twosense.scan.settings import nearest_project, resolve_settings
from twosense.scan.skips import Reason
from twosense.scan.text_file import STDIN, File
from twosense.scan.walk import find_files
from twosense.store.about import overrides_of
from twosense.store.view import SCAN
from twosense.text.listing import counted
from twosense.text.sanitize import replace_surrogates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
  twosense scan --changed main --format github
  twosense scan . --baseline known.json --update-baseline
  twosense scan . --baseline known.json
  pbpaste | twosense scan - --stdin-filename note.md
"""
OUTCOMES = {0: "no findings, or the baseline was written", 1: "findings"}
_UNCOMMITTED = "HEAD"


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        complete=FILE,
        help="a file, a folder, or - for standard input (default: the current folder)",
    )
    add_readers(parser, "--for", "audience")
    add_author(parser)
    parser.add_argument(
        "--level",
        choices=THRESHOLDS,
        metavar="LEVEL",
        help='how much to report: "warning" (the default) reports words that may be misread, "note" adds words whose '
        'meaning is clear from the context, and "all" adds words used in their everyday sense',
    )
    parser.add_argument("--baseline", metavar="FILE", complete=FILE, help="do not report findings that this file lists")
    parser.add_argument(
        "--update-baseline",
        action="store_true",
        help="write all findings to the --baseline file, and do not print them",
    )
    parser.add_argument(
        "--changed",
        nargs="?",
        const=_UNCOMMITTED,
        metavar="REF",
        help="report only findings on lines changed since REF (default: the last commit)",
    )
    parser.add_argument(
        "--comments",
        action="store_true",
        help="also read source files, but only their comments",
    )
    parser.add_argument("--quotations", action="store_true", help="also read quoted text in e-mails")
    add_stdin_filename(parser)
    add_format(parser, *formats.FORMATS)
    add_quiet(parser, "print one line per finding, without the usual summary")
    add_color(parser)
    parser.add_argument("--exit-zero", group=OUTPUT, action="store_true", help="exit with 0 even if there are findings")
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Print the findings. Raises UsageError for a side or a git reference that does not exist, FileError for a baseline."""
    scan = _Scan(options)
    report = Report(
        Silent() if scan.update else formats.formatter(options.format, options.color, brief=options.quiet),
        scan.overrides,
        quiet=options.quiet,
        exit_zero=options.exit_zero or scan.update is not None,
        noun="files" if options.changed is None else "changed files",
    )
    files = list(
        find_files(
            scan.paths, scan.project, diagnostics.say, report.skips, scan.changes, comments=scan.comments, own=scan.own_files
        )
    )
    if File(STDIN, named=True) in files:
        stdout.Call.begun = True
    _write_results(scan.results(files), report)
    if scan.baseline and scan.baseline.is_useless and report.has_read:
        diagnostics.say(f"{scan.baseline_path}: matches nothing in the files scanned; its paths are relative to its own folder")
    if scan.update and scan.baseline_path:
        _write(scan.update, scan.baseline_path)
    return report.finish()


class _Scan:
    """One scan, as the options and the project's configuration ask for it.

    `baseline` is the baseline to compare with; `update` collects a new one if --update-baseline asks for it.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        """Prepare it. Raises UsageError, GlossaryError, FileError."""
        self._options = options
        self.paths = _paths(options)
        store = open_layers(layer_paths_of(options), SCAN)
        self.project = nearest_project() if options.project else None
        settings = resolve_settings(
            self.project,
            store,
            audience=options.audience,
            author=options.author,
            threshold=options.level,
            baseline=options.baseline,
            alone=bool(options.only),
        )
        self.baseline_path = settings.baseline
        self.own_files = [
            *filter(None, [self.baseline_path]),
            *(self.project.glossaries if self.project else ()),
            *options.glossary,
            *options.only,
        ]
        self.comments = options.comments or (self.project is not None and self.project.scan.comments)
        self.overrides = counted_by_file(overrides_of(store))
        self.update = _update(options, self.paths, self.baseline_path)
        self.baseline = read_baseline(self.baseline_path) if self.baseline_path and not self.update else None
        self.changes = _changes(options.changed)
        level: Threshold = "note" if self.update and settings.threshold == "warning" else settings.threshold
        self._scanner = Scanner(store)
        self._reporter = self._scanner.reporter(settings.audience, settings.author, level, settings.ignored)
        self._details = self.update is not None or options.format in formats.WITH_DETAILS
        self._folder = self.update.folder if self.update else stdout.folder() or absolute(".") if self._details else ""

    def results(self, files: Sequence[File | FileError]) -> Iterator[Result]:
        """Yield the result of each file; findings go into the new baseline if one is being written."""
        collect_seldom()
        if baseline := self.update.old if self.update else self.baseline:
            found = (file.path for file in files if isinstance(file, File) and file.path != STDIN)
            follow_renames(baseline, found, self._fingerprints)
        for file, result in zip(files, scan_files(files, self._scan), strict=True):
            if self.update and isinstance(file, File) and isinstance(result, Scanned):
                yield Scanned(self.update.add(self._name(file), result.findings), result.left_out)
            else:
                yield result

    def _scan(self, file: File) -> Scanned | Reason:
        name = self._name(file)
        source = read_source(file, name, quotations=self._options.quotations)
        if source is None:
            return Reason.NOT_TEXT
        if not source:
            if file.path == STDIN and not self._options.paths:
                raise FileError(STDIN, "standard input is empty", "name a path, as in `twosense scan .`")
            return Scanned(())
        whole, left_out = (source.file, source.left_out) if isinstance(source, ExtractedText) else (source, ())
        findings = self._scanner.scan(
            replace_surrogates(name),
            source,
            self._reporter,
            details=self._details,
            path=relative_path(name, self._folder) if self._details else None,
            baseline=self.baseline,
            changed=None if self.changes is None else self.changes.spans(file.path, whole),
            comments=self.comments,
        )
        return Reason.NOT_ENGLISH if findings is None else Scanned(findings, left_out)

    def _fingerprints(self, path: str) -> list[Fingerprint]:
        try:
            source = read_source(File(path, named=False), path, quotations=self._options.quotations)
            return self._scanner.fingerprints(path, source or b"", comments=self.comments)
        except FileError:  # the scan will report it
            return []

    def _name(self, file: File) -> str:
        return str(self._options.stdin_filename) if file.path == STDIN else file.path


def _write_results(results: Iterable[Result], report: Report) -> None:
    """Report the result of each file as soon as it is available, and show the progress."""
    progress = diagnostics.Progress("files scanned")
    for result in results:
        if isinstance(result, FileError):
            progress.clear()
            report.refuse(result)
        elif isinstance(result, Reason):
            report.skips.add(result)
        else:
            report.add(result.findings, progress)
            report.leave_out(result.left_out)
        progress.step()
    progress.clear()


def _update(options: argparse.Namespace, paths: Sequence[str], path: str | None) -> BaselineUpdate | None:
    """Return the collector of a new baseline of these paths if --update-baseline asks for one. Raises UsageError, FileError."""
    if not options.update_baseline:
        return None
    if path is None:
        raise UsageError("--update-baseline needs the name of the baseline; add --baseline FILE")
    if options.changed is not None:
        raise UsageError("--update-baseline reads whole files; leave --changed out")
    if options.output != "-":
        raise UsageError("--update-baseline prints no findings; leave --output out")
    from twosense.scan.baseline_update import BaselineUpdate

    return BaselineUpdate(path, paths)


def _write(update: BaselineUpdate, path: str) -> None:
    """Write a baseline. Raises FileError."""
    findings = update.findings()
    with stdout_in_file(path):
        writer = Writer(Json())
        writer.write(findings)
        writer.close()
    size = sum(len(finding.fingerprints) for finding in findings)
    diagnostics.say(f"{path}: {counted(size, 'mention')}, {update.new:,} of them new")


def _paths(options: argparse.Namespace) -> list[str]:
    """Return what to scan. Standard input counts only if it is a pipe, file or socket: git hooks often have /dev/null."""
    if STDIN in options.paths and options.changed is not None:
        raise UsageError("--changed cannot be used with standard input; name a path")
    if options.paths:
        return options.paths  # type: ignore[no-any-return]  # argparse has no types
    if options.changed is None and sys.stdin is not None:
        mode = os.fstat(sys.stdin.fileno()).st_mode
        if stat.S_ISFIFO(mode) or stat.S_ISREG(mode) or stat.S_ISSOCK(mode):
            return [STDIN]
    return ["."]


def _changes(reference: str | None) -> Changes | None:
    if reference is None:
        return None  # avoids an import: 5% of the start-up time
    from twosense.scan.changes import Changes

    return Changes(reference)
