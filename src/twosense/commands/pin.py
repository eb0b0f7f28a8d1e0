"""`twosense pin FILE...`: write into texts which sense of a word is meant, as marks that a scan and a translation obey.

With --remove, it takes the marks away.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from twosense.build import open_layers
from twosense.commands.asking import Asker
from twosense.commands.parser import Parser, add_format, add_glossaries, add_stdin_filename, add_texts, layer_paths_of
from twosense.commands.rewriting import Rewriting
from twosense.output import keyboard
from twosense.output.keyboard import Keyboard
from twosense.scan.scanner import Scanner
from twosense.scan.text_file import STDIN
from twosense.store.view import SCAN
from twosense.translate.pinner import Pinner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twosense.model import Decision, Translation

SUMMARY = "Mark ambiguous words in a text as marketing or IT, for example DR{marketing}"
USAGE = "[OPTIONS] FILE|-|PHRASE ..."
EXAMPLES = """\
  twosense pin brief.md
  twosense pin --format diff brief.md
  twosense pin --no-ask docs/*.md
  twosense pin "The DR site failed over."
  twosense pin --remove brief.md

Files are edited in place; --format diff or json only shows the marks.
"""
OUTCOMES = {0: "the sense of every word is clear", 1: "the sense of some words is unclear"}


def configure(parser: Parser) -> None:
    """Declare the options."""
    add_texts(parser)
    parser.add_argument(
        "--no-ask",
        dest="ask",
        action="store_false",
        help="never ask; leave unclear words unmarked",
    )
    parser.add_argument("--remove", action="store_true", help="remove the marks, and change nothing else")
    add_format(parser, "text", "diff", "json", "ndjson")
    parser.add_argument("--headings", action="store_true", help="also mark words in headings; links to them may break")
    add_stdin_filename(parser)
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Write the marks into the files; with --format diff, json or ndjson, only show them. Raises UsageError, FileError."""
    scanner = Scanner(open_layers(layer_paths_of(options), SCAN))
    pinner = Pinner(scanner)
    texts = options.texts or [STDIN]

    def change(name: str, text: str, decisions: Mapping[int, Decision]) -> Translation:
        if options.remove:
            return pinner.unpin(name, text)
        return pinner.pin(name, text, headings=options.headings, decisions=decisions)

    rewriting = Rewriting(
        change,
        scanner.labels,
        format_=options.format,
        output=options.output,
        writes=options.format == "text",
        takes_phrases=True,
        name_of_stdin=options.stdin_filename,
        done="marked",
    )
    asks = options.ask and not options.remove and STDIN not in texts and keyboard.is_there()
    return rewriting.run(texts, Asker(Keyboard("pin"), scanner.labels, pinning=True) if asks else None)
