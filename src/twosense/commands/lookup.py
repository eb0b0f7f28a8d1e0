"""`twosense TERM...`: both senses of each term, or of each line of standard input."""

from __future__ import annotations

import argparse
import os
import sys
from functools import lru_cache

from twosense import diagnostics
from twosense.characters import scalar
from twosense.commands.parser import add_format, add_glossaries, add_version
from twosense.errors import ReadError
from twosense.lookup import finder
from twosense.output import faces, stdout
from twosense.view import open_view

TYPE_CHECKING = False  # `typing` itself would cost a call with options half a bare interpreter start
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from twosense.output.faces import Face
    from twosense.search.rank import Index
    from twosense.store import Store

SUMMARY = "both senses of each term (the default command)"
USAGE = "[OPTIONS] [TERM ...]"
EXAMPLES = """\
  twosense DR agile
  twosense 'bt budget' --format json
  printf 'DR\\nagile\\n' | twosense --format ndjson
  twosense lookup scan
  term=$(twosense --pick)
"""
_BLOCK = 1 << 15  # bytes asked of one read, whose answers leave together: with 1 MB, 100,000 terms took 1.2 times as long
_PLAIN = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -.&/\n"
_LINE_LIMIT = 1 << 16  # bytes kept of a line: 128 times the longest key, so what is cut off could not have been found


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("terms", nargs="*", metavar="TERM", help="a term; - for one a line from standard input")
    add_format(parser, *faces.FORMATS)
    parser.add_argument("--exact", action="store_true", help="suggest nothing for a term that is missing")
    add_glossaries(parser)
    parser.add_argument("--pick", action="store_true", help="choose a term in the window and print its headword")
    parser.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", metavar="WHEN", help="auto, always or never"
    )
    add_version(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the terms, or the lines of standard input when there is no term or one is `-`."""
    if options.pick or (not options.terms and sys.stdin is not None and sys.stdin.isatty()):
        from twosense.commands import window

        return window.run(options.glossary, options.only, " ".join(map(scalar, options.terms)), options.pick)
    if not options.terms and sys.stdin is None:
        return diagnostics.FOUND
    store = open_view(options.glossary, options.only)
    face = faces.face(options.format, options.color, store)
    answers = _Answers(store, face, not options.exact)
    stdout.write(face.start)
    for term in options.terms or ["-"]:
        if term == "-":
            for block in read_blocks():
                answers.write_block(block)
        else:
            answers.write([scalar(term)])
    stdout.write(face.end)
    return answers.status


def read_blocks(descriptor: int = 0) -> Iterator[bytes]:
    """The complete lines of each read from a file descriptor, without the last one's end. Raises ReadError."""
    rest = b""
    start = b"\xef\xbb\xbf"
    while True:
        try:
            block = os.read(descriptor, _BLOCK)
        except OSError as error:
            raise ReadError(f"standard input cannot be read: {error.strerror}") from None
        if not block:
            break
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
    """The lines of a block, without their ends; what is not UTF-8 becomes U+FFFD."""
    return block.decode("utf-8", "replace").replace("\r\n", "\n").removesuffix("\r").split("\n")


def is_plain(block: bytes) -> bool:
    """Whether every line of a block is its own key but for its case, and its own JSON but for the quotes."""
    if block.translate(None, _PLAIN):
        return False
    framed = b"\n" + block + b"\n"
    return b"  " not in framed and b" \n" not in framed and b"\n " not in framed


class _Answers:
    """Answers in one format, in the order they are asked for."""

    def __init__(self, store: Store, face: Face, suggest: bool) -> None:
        self.status = diagnostics.FOUND
        self._face = face
        self._find = finder(store, face.section)
        self._store = store
        # A word that one line got wrong, others get wrong, too; a search costs a thousand times a lookup.
        self._suggest = lru_cache(4096)(self._search) if suggest else lambda query: ()
        self._index: Index | None = None
        self._begun = False

    def _search(self, query: str) -> tuple[str, ...]:
        if self._index is None:
            from twosense.search.rank import Index

            self._index = Index(self._store)
        return self._index.suggest(query)

    def write_block(self, block: bytes) -> None:
        """Answer the lines of a block, whole blocks of plain lines in a third of the time that one by one takes."""
        if not self._face.joined or not is_plain(block):
            self.write(lines(block))
            return
        get = self._store.section(self._face.section).get
        rows: list[bytes] = []
        for query, key in zip(block.split(b"\n"), block.lower().split(b"\n"), strict=True):
            record = get(key) if key else None
            if record is None:
                self._hand_on(rows)
                rows = []
                self.write([query.decode()])  # an alias, a form, or missing
            else:
                rows += b'{"query":"', query, b'","found":true,', record
        self._hand_on(rows)

    def write(self, queries: Iterable[str]) -> None:
        """Answer these queries and hand the answers on at once. A blank one is answered, but not missed."""
        face, find, rows = self._face, self._find, []
        for query in queries:
            record = find(query)
            if record is not None:
                rows.append(face.found(query, record))
                continue
            suggestions: tuple[str, ...] = ()
            if query.strip():
                self.status = diagnostics.MISSING
                suggestions = self._suggest(query)
                if face.narrated:
                    self._hand_on(rows)
                    rows = []
                    diagnostics.missing(query, suggestions)
            row = face.missing(query, suggestions)
            if row:
                rows.append(row)
        self._hand_on(rows)

    def _hand_on(self, rows: list[Any]) -> None:
        if rows:
            if self._begun:
                stdout.write(self._face.between)
            self._begun = True
            stdout.write(self._face.between.join(rows))
            stdout.flush()
