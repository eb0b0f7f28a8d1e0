"""`twosense check`: validate glossaries, and test that a scan reads each example as it is meant."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from twosense.commands.completers import FILE
from twosense.commands.parser import Parser, add_glossaries
from twosense.errors import GlossaryError
from twosense.glossary.merge import merge
from twosense.output import diagnostics, overrides, stdout
from twosense.output.diagnostics import ExitCode
from twosense.paths import LayerPaths
from twosense.senses.examples import misread, resolve_examples
from twosense.senses.gaps import gaps
from twosense.text.listing import counted
from twosense.text.sanitize import sanitize

if TYPE_CHECKING:
    from twosense.glossary.merge import Merged
    from twosense.senses.examples import Example

SUMMARY = "Validate glossaries"
USAGE = "[OPTIONS] [FILE ...]"
EXAMPLES = """\
  twosense check
  twosense check team.toml

Each example is read as a scan would read it, with the example itself left out
of the evidence; one that is read in the wrong sense is a fault. Entries that
are valid but lack a wording, examples or a clash are listed with what to add,
and so are terms whose senses a scan can hardly tell apart.
"""
OUTCOMES = {0: "valid", 1: "faults or, with --strict, incomplete entries", 2: "error: bad usage, unreadable file"}


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("files", nargs="*", metavar="FILE", complete=FILE, help="a glossary to check as well as the others")
    parser.add_argument("--strict", action="store_true", help="also exit with 1 for incomplete entries")
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Report faults on stderr, or the number of valid terms, senses and examples on stdout."""
    layer_paths = LayerPaths([*options.glossary, *options.files], options.only, project=options.project, layers=options.layers)
    try:
        merged = merge(layer_paths)
        resolved = _resolved(layer_paths, merged)
    except GlossaryError as error:
        status = diagnostics.report_error(error)
        return status if any(fault.unread for fault in error.faults) else ExitCode.NEEDS_REVIEW
    correct = Counter(one.side_read == one.side for one in resolved)
    senses = [sense for term in merged.terms.values() for sense in term.senses]
    cited = sum(bool(sense.citations) for sense in senses)
    backed = sum(bool(sense.authorities) for sense in senses)
    editorial = sum(sense.is_editorial for sense in senses)
    terms, examples = counted(len(merged.terms), "term"), counted(correct.total(), "example")
    of_senses = f"{cited} with an article, {backed} with an authority, {editorial} editorial"
    stdout.write(f"{terms}, {counted(len(senses), 'sense')} ({of_senses}): valid\n")
    stdout.write(f"{examples}: a scan reads {correct[True]} correctly, {correct[False]} get no side\n")
    for line in overrides.listed(merged.overrides, merged.sides):
        stdout.write(f"{line}\n")
    found = [*gaps(merged, resolved)]
    for gap in found:
        stdout.write(f"{sanitize(gap)}\n")
    return ExitCode.NEEDS_REVIEW if found and options.strict else ExitCode.SUCCESS


def _resolved(layer_paths: LayerPaths, merged: Merged) -> list[Example]:
    """Return the examples as a scan reads them. Raises GlossaryError for those that are read in another sense."""
    resolved = []
    progress = diagnostics.Progress("examples read")
    for one in resolve_examples(merged):
        resolved.append(one)
        progress.step()
    progress.clear()
    if faults := misread(layer_paths, merged, resolved):
        raise GlossaryError(faults)
    return resolved
