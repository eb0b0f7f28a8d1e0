"""`twosense sources`: list the articles and authorities, and the terms that cite them; verify passages against the articles."""

from __future__ import annotations

import argparse
import os
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from twosense.api import open_glossary
from twosense.commands.completers import FOLDER
from twosense.commands.parser import Parser, add_format, add_glossaries, layer_paths_of
from twosense.errors import GlossaryError, UsageError
from twosense.glossary.sources import verify
from twosense.output import lists, stdout
from twosense.output.citations import AUTHORITY
from twosense.output.columns import wrap
from twosense.output.diagnostics import ExitCode
from twosense.store.about import unknown_source
from twosense.text.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from twosense.api import Glossary
    from twosense.model import Source

SUMMARY = "List the sources of the glossary"
USAGE = "[OPTIONS] [ID ...]"
EXAMPLES = """\
  twosense sources
  twosense sources crm-2019
  twosense sources --verify articles/

An article is listed with the passages that its citations name, which --verify
compares with its text. An authority is a public text, such as a standard, that
uses a word in a sense: only its title and address are known here.
"""
OUTCOMES = {0: "listed or verified"}
VARIABLE = "TWOSENSE_ARTICLES"


class CitedPart(Struct):
    """A part of a source, and the terms that cite it: a paragraph of an article, or a section of an authority.

    `date` is a day or a year. Only of a paragraph it is known what it says.
    """

    source: str
    kind: Literal["article", "authority"]
    title: str
    author: str | None
    publisher: str | None
    date: str | None
    url: str | None
    paragraph: int | None
    section: str | None
    says: str | None
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
        help=f"compare the recorded hash, paragraphs and phrases of each article with the files in DIR (or ${VARIABLE})",
    )
    add_format(parser, *lists.FORMATS)
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """List the passages, or verify them. Raises UsageError, GlossaryError."""
    glossary = open_glossary(layer_paths_of(options))
    for unknown in set(options.ids).difference(glossary.source_ids):
        raise unknown_source(unknown, glossary.source_ids)
    chosen = set(options.ids or glossary.source_ids)
    if options.verify is not None:
        articles = [source for source in glossary.sources if source.id in chosen]
        authorities = {one.id for one in glossary.authorities} & chosen
        return _verify(options.verify or os.environ.get(VARIABLE, ""), articles, len(authorities))
    parts = [part for part in (*_passages(glossary), *_sections(glossary)) if part.source in chosen]
    if options.format == "text":
        stdout.write(_text(parts))
    else:
        lists.write_list(options.format, parts, CitedPart.__struct_fields__)
    return ExitCode.SUCCESS


def _passages(glossary: Glossary) -> Iterator[CitedPart]:
    for source in glossary.sources:
        for passage in source.passages:
            yield CitedPart(
                source=source.id,
                kind="article",
                title=source.title,
                author=source.author,
                publisher=source.publisher,
                date=None if source.date is None else source.date.isoformat(),
                url=source.url,
                paragraph=passage.paragraph,
                section=None,
                says=passage.says,
                phrases=passage.phrases,
                terms=tuple(term.term for term in glossary.citing(source.id, passage.paragraph)),
            )


def _sections(glossary: Glossary) -> Iterator[CitedPart]:
    for one, terms in glossary.authorities.items():
        yield CitedPart(
            source=one.id,
            kind="authority",
            title=one.title,
            author=None,
            publisher=one.publisher,
            date=str(one.year) if one.year else None,
            url=one.url,
            paragraph=None,
            section=one.section,
            says=None,
            phrases=(),
            terms=tuple(terms),
        )


def _text(parts: Iterable[CitedPart]) -> str:
    width = stdout.width()
    lines: list[str] = []
    for source, of_source in groupby(parts, lambda part: part.source):
        cited = list(of_source)
        stated = [text for text in (cited[0].author, cited[0].publisher, cited[0].date) if text]
        about = f"{cited[0].title} ({', '.join(stated) or 'no author or date stated'})"
        if cited[0].kind == "authority":
            about = f"{AUTHORITY} {about}"
        lines += ["", source, *wrap(about, width), *([cited[0].url] if cited[0].url else [])]
        for part in cited:
            lines += ["", *(f"  {line}" for text in _described(part) for line in wrap(text, width - 2))]
    return "".join(f"{sanitize(line)}\n" for line in lines[1:])


def _described(part: CitedPart) -> Iterator[str]:
    if part.paragraph is not None:
        yield f"paragraph {part.paragraph}: {part.says}"
    elif part.section is not None:
        yield part.section
    if part.terms:
        yield f"Cited by: {', '.join(part.terms)}"


def _verify(folder: str, articles: Sequence[Source], authorities: int) -> int:
    """Verify articles in a folder, and say of how many authorities it cannot be done."""
    if not folder:
        raise UsageError(f"the articles are not part of twosense; name their folder with --verify DIR, or set {VARIABLE}")
    if not os.path.isdir(folder):
        raise UsageError(f'"{folder}" is not a folder; name the one that holds the articles')
    faults = verify({source.id: source for source in articles}, folder)
    if faults:
        raise GlossaryError(faults)
    passages = [passage for source in articles for passage in source.passages]
    phrases = sum(len(passage.phrases) for passage in passages)
    stdout.write(f"{len(articles)} articles, {len(passages)} paragraphs, {phrases} phrases: all hold\n")
    if authorities:
        named = "1 authority" if authorities == 1 else f"{authorities} authorities"
        stdout.write(f"{named} not verified: twosense has none of the text\n")
    return ExitCode.SUCCESS
