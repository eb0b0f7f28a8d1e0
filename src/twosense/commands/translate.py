"""`twosense translate [FILE|-|PHRASE]...`: rewrite texts for the other side."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, get_args

import msgspec
from msgspec.structs import replace

from twosense.build import open_roots
from twosense.commands.completers import FILE, SIDES, words
from twosense.commands.parser import Parser, add_author, add_format, add_glossaries, add_stdin_filename, roots_of
from twosense.errors import ReadError, UsageError
from twosense.model import Edit, Question, Style, Translation
from twosense.output import diagnostics, stdout
from twosense.output.diagnostics import ExitCode
from twosense.output.edits import formats
from twosense.output.formatter import Document
from twosense.scan.earlier_output import decode_output
from twosense.scan.messages import problem_of_mark
from twosense.scan.reading import refuse_rewriting
from twosense.scan.scanner import Scanner
from twosense.scan.settings import nearest_project
from twosense.scan.text_file import STDIN, File, read_text
from twosense.store.view import SCAN
from twosense.text.sanitize import replace_surrogates, sanitize_path
from twosense.translate.edits import undo
from twosense.translate.replace_file import replace_file
from twosense.translate.settings import settle
from twosense.translate.translator import Translator

if TYPE_CHECKING:
    from collections.abc import Mapping

SUMMARY = "Rewrite texts for readers of the other side"
USAGE = "[OPTIONS] FILE|-|PHRASE ..."
EXAMPLES = """\
  twosense translate --to it "We need an agile response"
  twosense translate --to marketing notes.md > notes-for-marketing.md
  twosense translate --to it --style replace --format diff brief.md
  twosense translate --to it --format criticmarkup brief.md > reviewed.md
  twosense translate --to mixed --write docs/*.md
  twosense translate --to it --format json brief.md > edits.json
  twosense translate --undo edits.json
"""
OUTCOMES = "0 all settled, 1 questions are left"


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument(
        "texts", nargs="*", metavar="FILE|-|PHRASE", complete=FILE, help="files, - for standard input, or a phrase"
    )
    add_format(parser, *formats.FORMATS)
    parser.add_argument("--to", metavar="SIDE", complete=words(*SIDES, "mixed"), help="the readers: a side, or mixed (default)")
    add_author(parser)
    parser.add_argument(
        "--style",
        choices=get_args(Style),
        metavar="STYLE",
        help="gloss (the meaning once, after the word; default), expand (at every mention) or replace (by a safe wording)",
    )
    parser.add_argument("--headings", action="store_true", help="change headings, too; links to them may break")
    parser.add_argument("--unpin", action="store_true", help="drop the marks that say which sense is meant: DR{it}")
    parser.add_argument("--write", action="store_true", help="change the files themselves")
    parser.add_argument("--undo", metavar="FILE", complete=FILE, help="take back the changes that `--format json` recorded")
    add_stdin_filename(parser)
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Write the translations, or change the files. Raises UsageError, ReadError."""
    if options.undo:
        return _undo(options.undo)
    texts = options.texts or [STDIN]
    prints = not options.write or options.format != "text"
    if len(texts) > 1 and prints and options.format in formats.SINGLE:
        raise UsageError("several texts need --write, --format diff or --format json")
    store = open_roots(roots_of(options), SCAN)
    project = nearest_project() if options.project else None
    settings = settle(project, store, options.to, options.author, options.style, headings=options.headings)
    scanner = Scanner(store)
    translator = Translator(scanner, settings.to, settings.author, settings.style)
    document = Document(formats.formatter(options.format, colour=stdout.colour())) if prints else None
    status = ExitCode.SUCCESS
    progress = diagnostics.Progress("files translated")
    for text in texts:
        progress.step()
        try:
            data, name, is_phrase = _read(text, options.stdin_filename)
            before = data.decode()
            found = translator.translate(name, before, headings=settings.headings, unpin=options.unpin)
            if options.write and not is_phrase and text != STDIN:
                replace_file(text, data, found.text.encode())
        except ReadError as error:
            status = ExitCode(diagnostics.report_error(error))
            continue
        except UnicodeDecodeError:
            status = ExitCode(diagnostics.report_error(ReadError(text, "not UTF-8", "save it as UTF-8")))
            continue
        if document:
            shown = found if options.format in formats.IN_CHARACTERS else _in_bytes(found, before)
            document.write([shown])
            if is_phrase and options.format in formats.SINGLE:
                stdout.write("\n")
        for question in found.questions:
            diagnostics.say(_asked(name, question, scanner.labels))
        if found.questions and status == ExitCode.SUCCESS:
            status = ExitCode.ATTENTION
    if document:
        document.close()
    return status


def _read(text: str, name_of_stdin: str) -> tuple[bytes, str, bool]:
    """Return the bytes of a text, its name, and whether it is a phrase rather than a file."""
    if text != STDIN and not os.path.lexists(text) and len(text.split()) > 1:
        return replace_surrogates(text).encode(), "phrase", True
    refuse_rewriting(name_of_stdin if text == STDIN else text)
    data = read_text(File(text, named=True)) or b""
    return data, replace_surrogates(name_of_stdin if text == STDIN else text), False


def _asked(name: str, question: Question, labels: Mapping[str, str]) -> str:
    """Return a question in one line."""
    place = f"{sanitize_path(name)}:{question.line}:{question.column}"
    word, brace, mark = question.surface.partition("{")
    if brace:
        return f"{place}: {question.surface}: {'; '.join(problem_of_mark(word, brace + mark, labels))}"
    sides = list(dict.fromkeys(reading.side for reading in question.readings))
    meanings = ", ".join(
        f"{labels.get(side, side)}: {' or '.join(one.meaning for one in question.readings if one.side == side)}"
        for side in sides
    )
    marks = " or ".join(f"{word}{{{side}}}" for side in sides)
    return f"{place}: which {word}? {meanings}; write {marks} to settle it"


def _in_bytes(found: Translation, text: str) -> Translation:
    """Return a translation whose offsets and lengths count bytes."""
    at = done = 0
    converted: dict[int, int] = {}
    for offset in sorted({edit.offset for edit in found.edits} | {question.offset for question in found.questions}):
        at += len(text[done:offset].encode())
        done = offset
        converted[offset] = at

    def edit(one: Edit) -> Edit:
        return replace(one, offset=converted[one.offset], length=len(one.surface.encode()))

    def question(one: Question) -> Question:
        return replace(one, offset=converted[one.offset], length=len(one.surface.encode()))

    return replace(found, edits=tuple(map(edit, found.edits)), questions=tuple(map(question, found.questions)))


def _undo(path: str) -> int:
    """Take back recorded edits in the files they were made to."""
    data = read_text(File(path, named=True)) or b""
    try:
        recorded = decode_output(data, Translation)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ReadError(path, f"no recorded edits: {error}", "write them with `twosense translate --format json`") from None
    status = ExitCode.SUCCESS
    for one in recorded:
        try:
            changed = read_text(File(one.file, named=True)) or b""
            text = changed.decode("latin-1")  # so that a character is a byte, as in the record
            edits = [
                replace(
                    edit,
                    surface=edit.surface.encode().decode("latin-1"),
                    replacement=edit.replacement.encode().decode("latin-1"),
                )
                for edit in one.edits
            ]
            replace_file(one.file, changed, undo(text, edits).encode("latin-1"))
        except (ReadError, UsageError) as error:
            status = ExitCode(
                diagnostics.report_error(error if isinstance(error, ReadError) else ReadError(one.file, str(error)))
            )
    return status
