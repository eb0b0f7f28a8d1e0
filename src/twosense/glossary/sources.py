"""Sources: read the records of the cited articles, and verify them against the articles.

Invariant: a record states only what its article's own text states, and the address it was read at; the rest is absent.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Annotated

from msgspec import Meta, Struct

from twosense.errors import Fault, FileError, GlossaryError
from twosense.glossary.convert import convert
from twosense.glossary.schema import Text, Url
from twosense.glossary.toml import TomlFile
from twosense.glossary.toml_lines import Key
from twosense.model import Passage, Source
from twosense.text.fold import fold
from twosense.text.regular_file import read_file

PHRASE_LIMIT = 7  # words: evidence, not a quotation
_ARTICLE_LIMIT = 1 << 24  # bytes
_WORD = re.compile(r"\w")


class PassageTable(Struct, forbid_unknown_fields=True):
    """`[[passage]]`: one paragraph, counting the article's non-empty lines from 1."""

    paragraph: Annotated[int, Meta(ge=1)]
    says: Text
    phrases: list[Text] = []


class SourceTable(Struct, forbid_unknown_fields=True):
    """A source record: one file of `seeds/`."""

    id: Text
    file: Text
    sha256: Text
    title: Text
    author: Text | None = None
    publisher: Text | None = None
    date: dt.date | None = None
    url: Url | None = None
    passage: list[PassageTable] = []


def read_sources(folder: str, on_read: Callable[[str], None] = lambda path: None) -> dict[str, Source]:
    """Return the source records in a folder by id. `on_read` gets each path before it is read. Raises GlossaryError."""
    on_read(folder)
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(".toml"))
    except OSError as error:
        fault = Fault(folder, None, "", f"cannot be read: {error.strerror}", "install twosense again")
        raise GlossaryError([fault]) from None
    sources: dict[str, Source] = {}
    faults: list[Fault] = []
    for name in names:
        path = os.path.join(folder, name)
        on_read(path)
        try:
            toml_file = TomlFile(path)
        except GlossaryError as error:
            faults += error.faults
            continue
        table = convert(toml_file, (), toml_file.data, SourceTable, faults)
        if table is not None:
            faults += _faults(toml_file, table, sources)
            sources[table.id] = _source(table)
    if faults:
        raise GlossaryError(faults)
    return sources


def _faults(toml_file: TomlFile, table: SourceTable, sources: Mapping[str, Source]) -> Iterator[Fault]:
    if table.id in sources:
        yield toml_file.fault(("id",), f'another record has the id "{table.id}"', "choose another id")
    seen = set()
    for index, passage in enumerate(table.passage):
        if passage.paragraph in seen:
            key: Key = ("passage", index, "paragraph")
            yield toml_file.fault(key, f"paragraph {passage.paragraph} has two records", "merge them")
        seen.add(passage.paragraph)
        for number, phrase in enumerate(passage.phrases):
            if len(phrase.split()) > PHRASE_LIMIT:
                key = ("passage", index, "phrases", number)
                yield toml_file.fault(key, f"has more than {PHRASE_LIMIT} words", "shorten it")


def _source(table: SourceTable) -> Source:
    return Source(
        id=table.id,
        file=table.file,
        sha256=table.sha256,
        title=table.title,
        author=table.author,
        publisher=table.publisher,
        date=table.date,
        passages=tuple(
            Passage(paragraph=passage.paragraph, says=passage.says, phrases=tuple(passage.phrases)) for passage in table.passage
        ),
        url=table.url,
    )


def passages_by_name(sources: Mapping[str, Source]) -> dict[str, tuple[Source, Passage]]:
    """Return every passage by the name that citations use, such as `crm-2019#10`."""
    return {f"{source.id}#{passage.paragraph}": (source, passage) for source in sources.values() for passage in source.passages}


def verify(sources: Mapping[str, Source], articles: str) -> list[Fault]:
    """Check hashes, paragraphs and phrases of the records against the articles in a folder, and return the faults."""
    import hashlib  # to read the records takes none

    faults: list[Fault] = []
    for source in sources.values():
        path = os.path.join(articles, source.file)
        try:
            data = read_file(path, _ARTICLE_LIMIT)
        except FileError as error:
            faults.append(Fault(path, None, source.id, error.problem, "name the folder that holds the articles"))
            continue
        if hashlib.sha256(data).hexdigest() != source.sha256:
            faults.append(Fault(path, None, source.id, "the SHA-256 differs", "compare the article with the record"))
        paragraphs = [fold(line) for line in data.decode("utf-8", "replace").splitlines() if line.strip()]
        for passage in source.passages:
            name = f"{source.id}#{passage.paragraph}"
            if passage.paragraph > len(paragraphs):
                problem = f"the article has {len(paragraphs)} paragraphs"
                faults.append(Fault(path, None, name, problem, "correct the paragraph"))
                continue
            paragraph = paragraphs[passage.paragraph - 1]
            for phrase in passage.phrases:
                if fold(phrase) not in paragraph:
                    problem = f'"{phrase}" is not in the paragraph'
                    faults.append(Fault(path, None, name, problem, "correct the phrase"))
            faults += (
                Fault(path, None, name, f'phrases join into "{run}"', "shorten or drop one of them")
                for run in _joined(paragraph, passage.phrases)
            )
    return faults


def _joined(paragraph: str, phrases: Iterable[str]) -> Iterator[str]:
    """Yield the parts of a paragraph that phrases which touch quote together, if they have more words than a phrase may."""
    spans = [(at, at + len(phrase)) for phrase in map(fold, phrases) if (at := paragraph.find(phrase)) >= 0]
    start = end = -1
    for first, last in [*sorted(spans), (len(paragraph) + 1, 0)]:
        if start >= 0 and first <= len(paragraph) and not _WORD.search(paragraph, end, first):
            end = max(end, last)
            continue
        if start >= 0 and len(paragraph[start:end].split()) > PHRASE_LIMIT:
            yield paragraph[start:end]
        start, end = first, last
