"""References: what the terms of a glossary file name that must exist: related terms, passages and authorities.

Invariant: each name of a file that is unknown gives one fault, at its own line. No file changes what a lower one refers to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from twosense.model import Authority
from twosense.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from twosense.errors import Fault
    from twosense.glossary.schema import GlossaryTable, SenseTable
    from twosense.glossary.toml import TomlFile


def unknown_related(toml_file: TomlFile, table: GlossaryTable, names: AbstractSet[str]) -> Iterator[Fault]:
    """Yield the related terms of a file that no layer has."""
    for index, term in enumerate(table.term):
        for number, name in enumerate(term.related):
            if fold(name) not in names:
                key = ("term", index, "related", number)
                yield toml_file.fault(key, f'"{name}" is not a term of any layer', "correct it or add the term")


def unknown_passages(toml_file: TomlFile, table: GlossaryTable, known: AbstractSet[str]) -> Iterator[Fault]:
    """Yield the passages that a file cites and no source has."""
    for within, sense in _senses(table):
        for number, cite in enumerate(sense.cites):
            if cite.passage not in known:
                key = (*within, "cites", number, "passage")
                fix = "`twosense sources` lists all passages"
                yield toml_file.fault(key, f'"{cite.passage}" is not a passage of any source', fix)


def add_authorities(known: dict[str, Authority], layer: str, table: GlossaryTable) -> None:
    """Add the authorities that a file of a layer declares to those of the files below it, by id.

    If a file below declares another one with the same id, the one of this file gets a new id, which replaces the old one in the
    senses of `table`. Built-in layers, whose tables are kept from one merge to the next, come first and so keep their ids.
    """
    ids = {}
    for name, one in table.authorities.items():
        declared = Authority(id=name, title=one.title, publisher=one.publisher, url=one.url, year=one.year)
        while known.setdefault(declared.id, declared) != declared:
            declared = replace(declared, id=f"{declared.id}-{layer}")
        ids[name] = declared.id
    for _, sense in _senses(table):
        for reference in sense.authorities:
            reference.id = ids.get(reference.id, reference.id)


def unknown_authorities(toml_file: TomlFile, table: GlossaryTable, known: AbstractSet[str]) -> Iterator[Fault]:
    """Yield the authorities that senses of a file name and no layer declares."""
    for within, sense in _senses(table):
        for number, reference in enumerate(sense.authorities):
            if reference.id not in known:
                key = (*within, "authorities", number, "id")
                fix = f"correct it or declare [authorities.{reference.id}]"
                yield toml_file.fault(key, f'no layer declares the authority "{reference.id}"', fix)


def _senses(table: GlossaryTable) -> Iterator[tuple[tuple[str, int, str, int], SenseTable]]:
    """Yield the senses of a file, each with its key there."""
    for index, term in enumerate(table.term):
        for number, sense in enumerate(term.sense):
            yield ("term", index, "sense", number), sense
