"""`twosense translate [FILE|-|PHRASE]...`: rewrite texts for the other side."""

from __future__ import annotations

import argparse
import os
from functools import partial
from typing import TYPE_CHECKING, get_args

import msgspec
from msgspec.structs import replace

from twosense.build import open_layers
from twosense.commands.asking import Asker
from twosense.commands.command_parsers import parser_of
from twosense.commands.completers import FILE
from twosense.commands.parser import (
    Parser,
    add_author,
    add_format,
    add_glossaries,
    add_readers,
    add_stdin_filename,
    add_texts,
    layer_paths_of,
    parse,
)
from twosense.commands.rewriting import Rewriting
from twosense.errors import FileError, UsageError
from twosense.model import Decision, Style, Translation
from twosense.output import diagnostics
from twosense.output.diagnostics import ExitCode
from twosense.output.edits import formats
from twosense.output.keyboard import Keyboard
from twosense.scan.earlier_output import decode_output
from twosense.scan.scanner import Scanner
from twosense.scan.settings import nearest_project
from twosense.scan.text_file import SIZE_LIMIT, STDIN, File, read_text
from twosense.store.view import SCAN
from twosense.text.regular_file import read_file
from twosense.text.replace_file import replace_file
from twosense.translate.edits import undo
from twosense.translate.settings import TranslationSettings, resolve_settings
from twosense.translate.translator import Translator

if TYPE_CHECKING:
    from collections.abc import Mapping

_RECORD_LIMIT = 1 << 28  # bytes of recorded edits: all those that one call can make in several texts

SUMMARY = "Rewrite text so that the other side understands it"
USAGE = "[OPTIONS] FILE|-|PHRASE ..."
EXAMPLES = """\
  twosense translate --to it "We need an agile response"
  twosense translate --to marketing notes.md > notes-for-marketing.md
  twosense translate --to it --style replace --format diff brief.md
  twosense translate --to it --format criticmarkup brief.md > reviewed.md
  twosense translate --to mixed --ask --write docs/*.md
  twosense translate --to it --write --format json brief.md > edits.json
  twosense translate --undo edits.json
"""
OUTCOMES = {0: "the sense of every word is clear", 1: "the sense of some words is unclear"}


def configure(parser: Parser) -> None:
    """Declare the options."""
    add_texts(parser)
    add_format(parser, *formats.FORMATS)
    add_readers(parser, "--to", "to")
    add_author(parser)
    parser.add_argument(
        "--style",
        choices=get_args(Style),
        metavar="STYLE",
        help="gloss (default): add the meaning after the first mention; expand: after every mention; "
        "replace: use an unambiguous wording instead",
    )
    parser.add_argument("--headings", action="store_true", help="also change headings; links to them may break")
    parser.add_argument("--ask", action="store_true", help="if the intended sense is unclear, ask in the terminal")
    parser.add_argument(
        "--unpin", action="store_true", help="also remove the marks that say which sense is meant, such as {it} in DR{it}"
    )
    parser.add_argument("--write", action="store_true", help="edit the files in place")
    parser.add_argument("--window", action="store_true", help="review each change in the window")
    parser.add_argument(
        "--undo", metavar="FILE", complete=FILE, help="undo the edits in this file, the saved output of --write --format json"
    )
    add_stdin_filename(parser)
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Write the translations, or change the files. Raises UsageError, FileError."""
    if options.undo is not None:
        if options != parse(parser_of("translate"), [f"--undo={options.undo}"]):
            raise UsageError("--undo takes the file of the edits, and no text or other option")
        return _undo(options.undo)
    store = open_layers(layer_paths_of(options), SCAN)
    project = nearest_project() if options.project else None
    settings = resolve_settings(project, store, options.to, options.author, options.style, headings=options.headings)
    if options.window:
        return _open_window(options, settings)
    scanner = Scanner(store)
    details = options.format in formats.WITH_DETAILS
    translator = Translator(scanner, settings.to, settings.author, settings.style, details=details)

    def change(name: str, text: str, decisions: Mapping[int, Decision]) -> Translation:
        return translator.translate(name, text, headings=settings.headings, unpin=options.unpin, decisions=decisions)

    rewriting = Rewriting(
        change,
        scanner.labels,
        format_=options.format,
        output=options.output,
        writes=options.write,
        takes_phrases=not options.write,
        name_of_stdin=options.stdin_filename,
        done="translated",
    )
    keyboard = Keyboard("--ask") if options.ask else None
    return rewriting.run(options.texts or [STDIN], Asker(keyboard, scanner.labels, pinning=False) if keyboard else None)


def _open_window(options: argparse.Namespace, settings: TranslationSettings) -> int:
    """Open the window on one file, or on nothing yet. Raises UsageError, FileError."""
    from twosense.commands import window

    writes = options.write or options.unpin or options.ask or options.format != "text" or options.output != "-"
    if len(options.texts) > 1 or writes or options.stdin_filename != "-":
        raise UsageError("--window takes one file, and no option that says what to write or how to read standard input")
    path = options.texts[0] if options.texts else ""
    return window.run(partial(layer_paths_of, options), mode="translate", path=path, settings=settings)


def _undo(path: str) -> int:
    """Take back recorded edits in the files they were made to."""
    data = read_text(File(path, named=True), _RECORD_LIMIT) or b""
    try:
        recorded = decode_output(data, Translation)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FileError(path, f"no recorded edits: {error}", "write them with `twosense translate --format json`") from None
    status = ExitCode.SUCCESS
    for one in recorded:
        try:
            _take_back(one)
        except FileError as error:
            status = ExitCode(diagnostics.report_error(error))
    return status


def _take_back(recorded: Translation) -> None:
    """Take back the edits of one file. Raises FileError."""
    path = recorded.file
    try:
        changed = read_file(path, SIZE_LIMIT)
    except FileError as error:
        fix = (
            "" if os.path.isabs(path) or path == STDIN else "its path starts at the folder in which it was translated; go there"
        )
        raise FileError(path, error.problem, error.fix or fix) from None
    text = changed.decode("latin-1")  # recorded offsets count bytes; in Latin-1, a byte is a character
    edits = [
        replace(one, surface=one.surface.encode().decode("latin-1"), replacement=one.replacement.encode().decode("latin-1"))
        for one in recorded.edits
    ]
    try:
        before = undo(text, edits)
    except UsageError as error:
        raise FileError(path, str(error), "it was undone already, or the text was changed later") from None
    replace_file(path, changed, before.encode("latin-1"))
