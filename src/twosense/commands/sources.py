"""`twosense sources`: list the articles, their passages and the terms that cite them; verify them against the articles."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from msgspec import Struct

from twosense.api import open_glossary
from twosense.commands.completers import FOLDER
from twosense.commands.parser import Parser, add_format, add_glossaries, roots_of
from twosense.errors import GlossaryError, UsageError
from twosense.glossary.sources import verify
from twosense.output import lists, stdout
from twosense.output.answers.text import wrap
from twosense.output.diagnostics import ExitCode
from twosense.text.nearest import advice
from twosense.text.sanitize import sanitize

if TYPE_CHECKING:
    from twosense.model import Source

SUMMARY = "List the articles that the glossary cites, or verify the citations"
USAGE = "[OPTIONS] [ID ...]"
EXAMPLES = """\
  twosense sources
  twosense sources crm-2019
  twosense sources --verify articles/
"""
OUTCOMES = {0: "listed or verified"}
VARIABLE = "TWOSENSE_ARTICLES"


class CitedPassage(Struct):
    """A passage: its source, what it says, and the terms that cite it."""

    source: str
    title: str
    author: str | None
    publisher: str | None
    date: str | None
    paragraph: int
    says: str
    phrases: tuple[str, ...]
    terms: tuple[str, ...]


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("ids", nargs="*", metavar="ID", help="only these sources")
    parser.add_argument(
        "--verify",
        nargs="?",
        const="",
        metavar="DIR",
        complete=FOLDER,
        takes_path=True,
        help=f"check every hash, paragraph and phrase against the articles in DIR (or ${VARIABLE})",
    )
    add_format(parser, *lists.FORMATS)
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """List the passages, or verify them. Raises UsageError, GlossaryError."""
    glossary = open_glossary(roots_of(options))
    chosen = [source for source in glossary.sources if not options.ids or source.id in options.ids]
    for unknown in set(options.ids) - {source.id for source in chosen}:
        raise UsageError(f'unknown source "{unknown}"; {advice(unknown, [source.id for source in glossary.sources])}')
    if options.verify is not None:
        return _verify(options.verify or os.environ.get(VARIABLE, ""), chosen)
    passages = [
        CitedPassage(
            source.id,
            source.title,
            source.author,
            source.publisher,
            None if source.date is None else source.date.isoformat(),
            passage.paragraph,
            passage.says,
            passage.phrases,
            tuple(term.term for term in glossary.citing(source.id, passage.paragraph)),
        )
        for source in chosen
        for passage in source.passages
    ]
    if options.format == "text":
        stdout.write(_text(passages))
    else:
        lists.write_list(options.format, passages, CitedPassage.__struct_fields__)
    return ExitCode.SUCCESS


def _text(passages: list[CitedPassage]) -> str:
    width = stdout.width()
    lines: list[str] = []
    before = None
    for passage in passages:
        if passage.source != before:
            stated = [text for text in (passage.author, passage.publisher, passage.date) if text]
            lines += [
                "",
                f"{passage.source}",
                *wrap(f"{passage.title} ({', '.join(stated) or 'no author or date stated'})", width),
            ]
            before = passage.source
        lines.append("")
        indented = wrap(f"paragraph {passage.paragraph}: {passage.says}", width - 2)
        if passage.terms:
            indented += wrap(f"Cited by: {', '.join(passage.terms)}", width - 2)
        lines += [f"  {line}" for line in indented]
    return "".join(f"{sanitize(line)}\n" for line in lines[1:])


def _verify(folder: str, chosen: list[Source]) -> int:
    if not folder:
        raise UsageError(f"the articles are not part of twosense; name their folder with --verify DIR, or set {VARIABLE}")
    if not os.path.isdir(folder):
        raise UsageError(f'"{folder}" is not a folder; name the one that holds the articles')
    faults = verify({source.id: source for source in chosen}, folder)
    if faults:
        raise GlossaryError(faults)
    passages = [passage for source in chosen for passage in source.passages]
    phrases = sum(len(passage.phrases) for passage in passages)
    stdout.write(f"{len(chosen)} articles, {len(passages)} paragraphs, {phrases} phrases: all hold\n")
    return ExitCode.SUCCESS
