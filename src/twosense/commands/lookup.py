"""`twosense TERM...`: show both senses of each term, or of each line of standard input."""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial

from twosense.build import open_layers
from twosense.commands.completers import FILE, TERM
from twosense.commands.parser import (
    Parser,
    add_color,
    add_excel,
    add_format,
    add_glossaries,
    add_quiet,
    add_version,
    layer_paths_of,
)
from twosense.commands.suggester import suggester
from twosense.errors import FileError, UsageError
from twosense.output import diagnostics, stdout
from twosense.output.answers import formats
from twosense.output.diagnostics import ExitCode
from twosense.output.formatter import Writer
from twosense.store.keys import finder
from twosense.text.sanitize import replace_surrogates

TYPE_CHECKING = False  # `typing` itself takes half the time of a bare interpreter start
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from twosense.output.answers.formats import Answered, AnswerFormatter, TableRow
    from twosense.store.lmdb import Store

SUMMARY = "Show what each side means by a term (the default command)"
USAGE = "[OPTIONS] [TERM ...]"
EXAMPLES = """\
  twosense DR agile
  twosense 'bt budget' --format json
  printf 'DR\\nagile\\n' | twosense --format ndjson
  twosense --column Term --wide --format csv < list.csv
  twosense lookup scan
  term=$(twosense --pick)
"""
OUTCOMES = {0: "all found", 1: "one or more terms not found"}
_TABLES = "tables"  # the group of options about them
_BLOCK = 1 << 15  # bytes of one read, whose answers are written together: with 1 MB, 100,000 terms took 1.2 times as long
_PLAIN = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -.&/\n"
_LINE_LIMIT = 1 << 16  # bytes kept of a line: 128 times the longest key, so no longer line can be found


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument(
        "terms",
        nargs="*",
        metavar="TERM",
        complete=TERM,
        help="a term, or - to read one term per line from standard input",
    )
    parser.add_argument("--exact", action="store_true", help="do not suggest similar terms")
    parser.add_argument(
        "--column",
        metavar="NAME|N",
        group=_TABLES,
        help="take the terms from this column of a CSV or TSV file on standard input",
    )
    parser.add_argument("--no-header", group=_TABLES, action="store_true", help="treat the first row as data, not as a header")
    parser.add_argument(
        "--wide",
        group=_TABLES,
        action="store_true",
        help="write one row per term, with each side's meaning",
    )
    add_excel(parser, _TABLES)
    parser.add_argument("--window", metavar="FILE", complete=FILE, help="open this file in the full-screen interface")
    parser.add_argument("--pick", action="store_true", help="choose a term in the full-screen interface, and print it")
    parser.add_argument("--plain", action="store_true", help="write plain text in one column, for screen readers")
    add_format(parser, *formats.FORMATS)
    add_quiet(parser, "do not print a message for a term that is not found")
    add_color(parser)
    add_glossaries(parser)
    add_version(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the terms, or the lines of standard input if there is no term or a term is `-`."""
    if options.window is not None:
        return _open_document(options)
    _check_tables(options)
    if options.pick or (not options.terms and sys.stdin is not None and sys.stdin.isatty()):
        from twosense.commands import window

        query = " ".join(map(replace_surrogates, options.terms))
        return window.run(partial(layer_paths_of, options), query, options.pick, plain=options.plain)
    if not options.terms and sys.stdin is None:
        return ExitCode.SUCCESS
    spreadsheet = None
    if options.column is not None:
        from twosense.text.spreadsheet import Spreadsheet

        spreadsheet = Spreadsheet("standard input", read_blocks(), options.column, has_header=not options.no_header)
    layer_paths = layer_paths_of(options)
    store = open_layers(layer_paths)
    formatter = formats.formatter(
        options.format,
        options.color,
        store,
        plain=options.plain,
        own=spreadsheet.header if spreadsheet else (),
        wide=options.wide,
        excel=options.excel,
    )
    suggest = (lambda query: ()) if options.exact else suggester(layer_paths)
    answers = _Answers(store, formatter, suggest, options.format == "ndjson", formatter.narrates and not options.quiet)
    if spreadsheet:
        stdout.Call.begun = True
        for rows in spreadsheet.batches():
            answers.write(((cells[spreadsheet.column], (number, cells)) for number, cells in rows))
        answers.close()
        return answers.status
    for term in options.terms or ["-"]:
        if term == "-":
            stdout.Call.begun = True
            for block in line_blocks():
                answers.write_block(block)
        else:
            answers.write([(replace_surrogates(term), None)], is_named=True)
    answers.close()
    return answers.status


def _check_tables(options: argparse.Namespace) -> None:
    """Raise UsageError if options about tables do not go together."""
    if options.column is not None and options.terms not in ([], ["-"]):
        raise UsageError("--column reads standard input; leave the terms out")
    if options.column is not None and sys.stdin is not None and sys.stdin.isatty():
        raise UsageError("--column reads standard input; add `< FILE.csv`")
    if options.no_header and options.column is None:
        raise UsageError("--no-header is about the file that --column reads; add --column")
    for option in ("wide", "excel"):
        if getattr(options, option) and options.format not in formats.TABLES:
            raise UsageError(f"--{option} needs a table; add --format csv")


def _open_document(options: argparse.Namespace) -> int:
    """Open the window on a document. Raises UsageError, FileError."""
    from twosense.commands import window

    if options.terms or options.pick:
        raise UsageError("--window opens a document; leave the terms and --pick out")
    return window.run(partial(layer_paths_of, options), mode="scan", path=options.window)


def read_blocks() -> Iterator[bytes]:
    """Yield what each read from standard input returns. Raises FileError."""
    try:
        while block := os.read(0, _BLOCK):
            yield block
    except OSError as error:
        raise FileError("standard input", f"cannot be read: {error.strerror}") from None


def line_blocks() -> Iterator[bytes]:
    """Yield the complete lines of each read from standard input, without the last line end. Raises FileError."""
    rest = b""
    start = b"\xef\xbb\xbf"
    for block in read_blocks():
        whole, end, part = block.removeprefix(start).rpartition(b"\n")
        start = b""
        if end:
            yield rest + whole
            rest = part
        else:
            rest += part
        rest = rest[:_LINE_LIMIT]
    if rest:
        yield rest


def lines(block: bytes) -> list[str]:
    """Return the lines of a block without their ends; bytes that are not UTF-8 become U+FFFD."""
    return block.decode("utf-8", "replace").replace("\r\n", "\n").removesuffix("\r").split("\n")


def is_plain(block: bytes) -> bool:
    """Return whether every line of a block in lower case is its own key, and in quotes its own JSON."""
    if block.translate(None, _PLAIN):
        return False
    framed = b"\n" + block + b"\n"
    return b"  " not in framed and b" \n" not in framed and b"\n " not in framed


class _Answers:
    """Answers in one format, in the order they are asked for."""

    def __init__(
        self,
        store: Store,
        formatter: AnswerFormatter,
        suggest: Callable[[str], tuple[str, ...]],
        has_records: bool,
        narrates: bool,
    ) -> None:
        self.status = ExitCode.SUCCESS
        self._writer = Writer(formatter)
        self._formatter = formatter
        self._find = finder(store, formatter.section)
        self._store = store
        self._has_records, self._narrates = has_records, narrates
        self._suggest = suggest

    def write_block(self, block: bytes) -> None:
        """Answer the lines of a block; whole blocks of plain lines take a third of the time that single lines take."""
        if not self._has_records or not is_plain(block):
            self.write((line, None) for line in lines(block))
            return
        get = self._store.section(self._formatter.section).get
        answers: list[bytes] = []
        for query, key in zip(block.split(b"\n"), block.lower().split(b"\n"), strict=True):
            record = get(key) if key else None
            if record is None:
                self._writer.write_formatted(answers)
                answers = []
                self.write([(query.decode(), None)])  # an alias, a form, or missing
            else:
                answers += b'{"query":"', query, b'","found":true,', record
        self._writer.write_formatted(answers)

    def write(self, queries: Iterable[tuple[str, TableRow | None]], *, is_named: bool = False) -> None:
        """Answer queries at once, each with the row it is from.

        A blank line or cell is answered, but only a term that `is_named` counts as missing if it is blank.
        """
        answered: list[Answered] = []
        for query, row in queries:
            record = self._find(query)
            suggestions: tuple[str, ...] = ()
            if record is None and (is_named or query.strip()):
                self.status = ExitCode.NEEDS_REVIEW
                suggestions = self._suggest(query)
                if self._narrates:
                    self._writer.write(answered)
                    answered = []
                    diagnostics.report_missing(query, suggestions)
            answered.append((query, record, suggestions, row))
        self._writer.write(answered)

    def close(self) -> None:
        """Write the end of the document."""
        self._writer.close()
