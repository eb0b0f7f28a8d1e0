"""`twosense check`: whether glossaries are sound, and whether a scan reads their examples as they are meant."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from twosense import diagnostics
from twosense.commands.parser import add_glossaries
from twosense.config import Roots
from twosense.errors import GlossaryError
from twosense.glossary.layers import merge
from twosense.glossary.places import faults
from twosense.output import stdout
from twosense.output.findings import counted
from twosense.prose import examples
from twosense.prose.senses import UNCLEAR

if TYPE_CHECKING:
    from twosense.glossary.layers import Merged
    from twosense.prose.examples import Example

SUMMARY = "whether the glossaries, or these files on top of them, are sound"
USAGE = "[OPTIONS] [FILE ...]"
EXAMPLES = """\
  twosense check
  twosense check team.toml

Each example is read as a scan would read it, had it not learned from it: "told" has its sense, "left open" is unclear. One that
is read in another sense is a fault: what the glossary teaches contradicts itself, and so would a scan.
"""
OUTCOMES = "0 sound, 1 faults"
_FIX = "reword it, or give the sense cues that tell it apart"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="a glossary to check on top of the others")
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Say what is wrong on stderr, or how much is sound on stdout."""
    roots = Roots([*options.glossary, *options.files], options.only)
    try:
        merged = merge(roots, for_scans=True)
        told = Counter(one.side_read == one.side for one in _read(roots, merged))
    except GlossaryError as error:
        diagnostics.error(error)
        return diagnostics.MISSING
    senses = [sense for term in merged.terms.values() for sense in term.senses]
    editorial = sum(not sense.citations for sense in senses)
    terms = f"{counted(len(merged.terms), 'term')}, {counted(len(senses), 'sense')}, {editorial} of them editorial: sound"
    stdout.write(f"{terms}\n{counted(told.total(), 'example')}: {told[True]} told by a scan, {told[False]} left open\n")
    return diagnostics.FOUND


def _read(roots: Roots, merged: Merged) -> list[Example]:
    """The examples, none of them read in another sense. Raises GlossaryError."""
    read = list(examples.read(merged))
    wrong = {}
    for one in read:
        if one.side_read not in (one.side, UNCLEAR):
            what = merged.sides.get(one.side_read, "an ordinary use")
            because = ", ".join(f'"{words}"' for words in one.because)
            wrong[one.key, one.side, one.text] = f"a scan reads this as {what}, because of {because}"
    if wrong:
        raise GlossaryError([*faults(roots, merged.sides, wrong, _FIX)])
    return read
