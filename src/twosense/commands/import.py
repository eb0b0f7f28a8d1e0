"""`twosense import FILE`: put the terms of a csv or JSON file into one's own glossary, or into that of a project.

Invariant: what was guessed, changed and left out is reported; entries that exist are not changed.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from twosense.commands.completers import FILE, SIDES, words
from twosense.commands.parser import Parser, add_own_layer
from twosense.errors import UsageError
from twosense.glossary.importing.columns import FIELDS
from twosense.glossary.importing.importer import Importer
from twosense.glossary.own_glossary import OwnGlossary
from twosense.output import diagnostics, stdout
from twosense.output.diagnostics import ExitCode
from twosense.store.about import known_side
from twosense.text.listing import counted, either
from twosense.text.nearest import advice
from twosense.text.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosense.glossary.importing.report import ImportReport
    from twosense.glossary.schema import TermTable

SUMMARY = "Import terms from a CSV, TSV or JSON file"
USAGE = "[OPTIONS] FILE"
EXAMPLES = """\
  twosense import --dry-run terms.csv
  twosense import terms.csv --side marketing
  twosense import terms.csv --column term=Acronym --column definition=3

It guesses from the names of the columns which field each holds, and reports
what it guessed and each row that it leaves out. Terms that are already in the
glossary stay as they are. It also reads what `twosense export` writes as CSV
or JSON.
"""
OUTCOMES = {0: "all rows imported", 1: "some rows left out"}


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("file", metavar="FILE", complete=FILE, help="a CSV, TSV or JSON file, such as one saved from Excel")
    parser.add_argument(
        "--side", metavar="SIDE", complete=words(*SIDES), help="the side of rows whose own side is missing or unknown"
    )
    parser.add_argument(
        "--column",
        dest="columns",
        action="append",
        default=[],
        metavar="FIELD=NAME|N",
        help=f"read a field from this column (repeatable, also for aliases and examples in several columns): {either(FIELDS)}",
    )
    parser.add_argument("-n", "--dry-run", action="store_true", help="report what would be imported, and import nothing")
    add_own_layer(parser, "import into your own glossary (user, default), or into that of the project")


def run(options: argparse.Namespace) -> int:
    """Import the terms, report on stderr, and print where they are. Raises UsageError, GlossaryError, FileError."""
    own = OwnGlossary(options.layer)
    side = None if options.side is None else known_side(options.side, own.merged.sides)
    importer = Importer(own, side, list(map(_named, options.columns)))
    terms = importer.read(options.file)
    report = importer.report
    line = own.add(terms, importer.declared) if terms and not options.dry_run else 0
    for text in report.lines():
        diagnostics.say(text)
    diagnostics.say(_summary(terms, report, dry_run=options.dry_run))
    if line:
        stdout.write(f"{sanitize(own.path)}:{line}\n")
    return ExitCode.NEEDS_REVIEW if report.left_out or not terms else ExitCode.SUCCESS


def _summary(terms: Sequence[TermTable], report: ImportReport, *, dry_run: bool) -> str:
    """Say how many terms were added, and how many rows left out."""
    senses = counted(sum(len(term.sense) for term in terms), "sense")
    counts = f"{counted(len(terms), 'term')} with {senses} {'can be added' if dry_run else 'added'}"
    left_out = f"{len(report.left_out):,} {report.noun_for(len(report.left_out))} left out" if report.left_out else ""
    return "; ".join(filter(None, (counts if terms else "nothing to add", left_out)))


def _named(value: str) -> tuple[str, str]:
    """Return the field and the column that a `--column` names. Raises UsageError."""
    field, equals, column = value.partition("=")
    if not equals or not column:
        raise UsageError(f'--column "{value}" names no column; write FIELD=NAME')
    if field not in FIELDS:
        raise UsageError(f'--column: unknown field "{field}"; {advice(field, FIELDS)}')
    return field, column
